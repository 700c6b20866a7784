"""CSV in: published figures and entries, each bad cell reported with its row and column."""
