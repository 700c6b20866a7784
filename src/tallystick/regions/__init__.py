"""Places of any country and depth, whose borders and parents change in time, and organisations."""
