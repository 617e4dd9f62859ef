def fold(text):
    return text.casefold()


def slug(text, limit=80):
    import re

    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:limit] or "statement"


def topics_from_string(s):
    return [t.strip() for t in s.replace("\n", ",").split(",") if t.strip()]


def string_from_topics(tags):
    return ", ".join(t.name for t in tags)
