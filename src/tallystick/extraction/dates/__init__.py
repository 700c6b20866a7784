"""Days and months in running text, printed in full or pointed to."""
