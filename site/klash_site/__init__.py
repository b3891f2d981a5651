"""The running site: settings, addresses, the demo contest."""
