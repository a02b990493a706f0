from django.db import migrations

from coalition.roles import share_out


class Migration(migrations.Migration):
    """Administrators may see what the queue and the feeds hold."""

    dependencies = [
        ("articles", "0008_ingestion_queue"),
        ("coalition", "0005_role_permissions"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(share_out, migrations.RunPython.noop)]
