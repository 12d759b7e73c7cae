"""Short reports with the one right answer, and who judges a reading by them."""
