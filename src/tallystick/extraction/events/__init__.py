"""What happened, when, where, between whom."""
