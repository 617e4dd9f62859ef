"""The list of statements: chips, filters, search, saved filters, pages by key, CSV, and verbs on many."""
