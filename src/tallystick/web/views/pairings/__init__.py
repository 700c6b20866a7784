"""A pairing and its figures: scorecard, stages, funds, map, timeline, walks, rules, periods."""
