"""One report as a small YAML file."""
