"""How well announcements are read, measured on labelled ones."""
