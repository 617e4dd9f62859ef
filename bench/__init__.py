"""The benchmark: what pages cost in a small archive and in a large one."""
