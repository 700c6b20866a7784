"""The roof: settings, addresses, checks. Knows every room; no room knows it."""
