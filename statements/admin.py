"""Where Django looks for the desk; its rooms are in `statements.desk`."""

from django.contrib import admin
from taggit.models import Tag

from .desk import (  # noqa: F401
    import_desk,
    message_desk,
    model_texts,
    newsroom_desk,
    office,
    people_desk,
    pin_desk,
    quiet_desk,
    statement_desk,
    synonym_desk,
    topic_desk,
)

admin.site.unregister(Tag)  # taggit's own tags: topics have a desk of their own
