from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("statements", "0009_imports_at_the_desk")]

    operations = [
        migrations.AddField(
            model_name="publicepoch", name="everywhere", field=models.PositiveBigIntegerField(default=0)
        ),
        migrations.AddField(
            model_name="publicepoch", name="years", field=models.JSONField(default=dict)
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["-issued_at", "-statement"],
                condition=models.Q(already_issued_on=None),
                name="edition_news",
            ),
        ),
    ]
