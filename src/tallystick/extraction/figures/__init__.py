"""Figures in running text, and what they mean."""
