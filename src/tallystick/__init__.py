"""Tallystick: the two-sided book of record for paired-region cooperation."""
