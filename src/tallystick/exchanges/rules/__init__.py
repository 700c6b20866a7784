"""What is wrong with what the exchanges room is asked to keep. Plain Python."""
