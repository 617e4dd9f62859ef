"""Where Django looks for the desk; its rooms are in `statements.desk`."""

from .desk import office, statement_desk  # noqa: F401
