"""Good practices, frameworks and tags."""
