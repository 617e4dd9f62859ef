"""What goes out and what is planned: a month as grid or list, and as a calendar to subscribe to."""
