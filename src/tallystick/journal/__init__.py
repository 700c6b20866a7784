"""Keeps what was matched, for ever: accounts, transactions, lines and the seals that chain them.

The journal knows no other room: it keeps codes as text and is handed the rules of pipelines.
"""
