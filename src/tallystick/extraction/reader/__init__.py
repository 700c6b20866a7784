"""A reader beside the rules: a language model at one address that the office names. Off by default.

Its answer is never trusted: an item counts only where its words stand in the announcement, and it
adds to what the rules found, never replaces it.
"""
