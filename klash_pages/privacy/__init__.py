"""Names and addresses that must go, wherever they are stored."""
