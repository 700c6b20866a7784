"""Letters by e-mail: they say that something waits and where, never a figure."""
