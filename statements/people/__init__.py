"""The people of the desk: how they are invited, how they come in, and what keeps others out."""
