"""Announcements, and the drafts that are read from them."""
