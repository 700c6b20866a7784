"""What one side reported, with its evidence; matched by the other side, it is posted."""
