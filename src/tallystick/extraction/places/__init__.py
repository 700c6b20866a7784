"""Places in running text."""
