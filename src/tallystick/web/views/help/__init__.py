"""Help, indicators and how they are made, tours, the page of components."""
