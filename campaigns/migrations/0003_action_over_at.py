"""When a call to action is over: its end, or without one the end of its day where it is."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import migrations, models


def fill(apps, schema_editor):
    actions = apps.get_model("campaigns", "CallToAction").objects.using(schema_editor.connection.alias)
    for action in actions.filter(starts_at__isnull=False):
        begin, zone = action.starts_at, ZoneInfo(action.zone or settings.TIME_ZONE)
        next_day = begin.astimezone(zone).date() + timedelta(days=1)
        has_end = action.ends_at and action.ends_at > begin
        action.over_at = action.ends_at if has_end else datetime.combine(next_day, time.min, zone)
        action.save(update_fields=["over_at"])


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_without_origin")]

    operations = [
        migrations.AddField(
            model_name="calltoaction",
            name="over_at",
            field=models.DateTimeField(db_index=True, editable=False, null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
