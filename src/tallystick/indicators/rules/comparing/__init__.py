"""Reconciliation: published figures held to the book and to one another, with the reason found."""
