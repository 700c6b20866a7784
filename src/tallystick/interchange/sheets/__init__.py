"""What a sheet of any format says: its rows, its words, and the one engine that checks them."""
