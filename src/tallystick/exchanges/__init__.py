"""Meetings, readouts and the commitments made there."""
