"""What people without a desk are shown of what is not public yet, and how that is kept on record."""
