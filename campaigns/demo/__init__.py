"""The campaigns of the demo newsroom, played through the real verbs beside its statements."""
