"""What people do with cases, one verb a module: permission, guards, one transaction, one log entry."""
