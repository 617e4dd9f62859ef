"""Every format of a statement, from one serialiser: `Said` is all that any of them may say."""
