"""Engines answer counts over exported lines; which one answers changes no figure."""
