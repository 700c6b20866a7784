"""Briefs in the pages' own words: what a scorecard shows, gathered for a file.

The words, measures and addresses of a figure are the page's; `interchange.briefs` writes them.
"""
