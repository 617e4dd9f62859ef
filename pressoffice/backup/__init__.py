"""Backups: one archive of the database and all files, proved good before it counts; and the way back."""
