"""A large newsroom made by chance and seed, to measure on: its office, its texts, what happens to them."""
