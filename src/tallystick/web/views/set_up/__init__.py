"""Offices, people, programmes, borders, the keeping of the book."""
