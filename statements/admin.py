"""Where Django looks for the desk; its rooms are in `statements.desk`."""

from .desk import message_desk, office, statement_desk  # noqa: F401
