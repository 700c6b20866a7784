"""iCalendar: deadlines for the reader's own calendar."""
