"""What the sources tell, how far their accounts are independent, and what rests on each alone."""
