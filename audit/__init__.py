"""Looks at the running demo as its readers' programs do: axe on every page, Lighthouse on three. `make audit`."""
