"""What follows from the facts of a case: further facts, prices and days. Pure."""
