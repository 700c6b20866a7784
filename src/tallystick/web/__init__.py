"""Pages: what was rolled up, shown; no rule and no write of their own."""
