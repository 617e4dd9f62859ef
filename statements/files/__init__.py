"""Files that come in with statements: what they are, how they are cleaned, kept and handed out."""
