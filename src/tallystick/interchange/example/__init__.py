"""The example: a set-up file, a folder of CSV files and a timeline, taken in as people would."""
