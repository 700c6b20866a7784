"""People a text names, their posts, and for whom they act."""
