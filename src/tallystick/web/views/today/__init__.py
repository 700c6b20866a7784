"""What waits for a person, what changed, what is due, what she keeps and looks for."""
