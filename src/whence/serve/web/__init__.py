"""The face that people read in a browser."""
