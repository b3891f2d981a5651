"""What may go live, change and go away, and carrying it out."""
