"""Files into text: plain text, JSON, web pages, Word and PDF, opened safely."""
