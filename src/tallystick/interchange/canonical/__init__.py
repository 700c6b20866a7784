"""A book as text that is the same wherever the same things were done."""
