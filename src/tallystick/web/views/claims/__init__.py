"""Published figures beside the book and beside one another."""
