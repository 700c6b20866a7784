"""Entries: lists, pages, forms, tables, decisions, corrections, what is carried over."""
