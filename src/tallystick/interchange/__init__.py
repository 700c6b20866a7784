"""Files in and out, one folder a format."""
