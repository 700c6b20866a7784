"""Meetings: who sat where, papers, what was said, the calendar."""
