"""What is counted and how: pipelines, indicators and the arithmetic of statements."""
