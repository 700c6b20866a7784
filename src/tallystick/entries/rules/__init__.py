"""What an entry may say, which step it may take, and what it posts. Plain Python."""
