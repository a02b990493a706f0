import django.db.models.deletion
from django.db import migrations, models


def empty_queue(apps, schema_editor):
    """The queue is computed: the desk fills it again when it is opened."""
    apps.get_model("articles", "QueueEntry").objects.all().delete()


class Migration(migrations.Migration):
    """Filters of the queue and their counts read one table."""

    dependencies = [("articles", "0010_desk_queue")]

    operations = [
        migrations.RunPython(empty_queue, migrations.RunPython.noop),
        migrations.AddField(
            "queueentry",
            "article",
            models.ForeignKey(
                default=0, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "queueentry",
            "kind",
            models.CharField(
                choices=[("pledge", "Pledge"), ("meeting", "Meeting"), ("minister", "Minister"), ("city", "City")],
                default="",
                max_length=8,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "queueentry", "rule", models.CharField(default="", max_length=80), preserve_default=False
        ),
    ]
