"""Signing in and out, the second factor, one's own profile, how long a session lasts."""
