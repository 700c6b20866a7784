"""Agreements and commitments, and how they are fulfilled."""
