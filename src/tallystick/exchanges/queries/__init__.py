"""Reads of the exchanges room, a file for each thing it keeps."""
