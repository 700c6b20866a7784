"""What entries are about: projects, people, posts and goods of a pipeline."""
