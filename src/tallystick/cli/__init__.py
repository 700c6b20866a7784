"""The command line: each command calls one service or query and prints."""
