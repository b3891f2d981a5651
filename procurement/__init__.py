"""The document generator: from a won challenge to negotiation papers and contracts."""
