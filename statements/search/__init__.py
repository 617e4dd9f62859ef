"""The search of the archive: grammar → tree → one emitter for each database, over one row an edition."""
