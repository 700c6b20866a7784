"""Workbooks out and in: entering and matching in the file an office already works with."""
