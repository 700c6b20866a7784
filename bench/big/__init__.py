"""A big book for measuring: a real office's home with as many lines as one asks for."""
