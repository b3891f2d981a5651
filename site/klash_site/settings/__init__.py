"""Settings: `base` for all, then `dev`, `test` and `production`."""
