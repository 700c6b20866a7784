"""Files that come and go: workbooks, signed lists, evidence looked at."""
