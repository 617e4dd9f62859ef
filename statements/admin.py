"""Where Django looks for the desk; its rooms are in `statements.desk`."""

from django.contrib import admin
from taggit.models import Tag

from .desk import message_desk, newsroom_desk, office, people_desk, quiet_desk, statement_desk, topic_desk  # noqa: F401

admin.site.unregister(Tag)  # taggit's own tags: topics have a desk of their own
