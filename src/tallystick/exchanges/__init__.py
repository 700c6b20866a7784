"""Meetings, and the commitments made there or by signing a clause."""
