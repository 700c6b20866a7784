"""The arithmetic of figures: measures, the days of a report, ratios and flags. Plain Python."""
