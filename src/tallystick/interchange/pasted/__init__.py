"""Rows pasted from a spreadsheet, read by the engine of the workbooks."""
