"""Rolls the journal up into scorecards, explains each figure and keeps what others claimed."""
