from django.db import migrations

from coalition.roles import share_out


class Migration(migrations.Migration):
    """The groups of `coalition.roles`. A later migration that brings a model calls `share_out` again."""

    dependencies = [
        ("articles", "0006_role_permissions"),
        ("coalition", "0005_role_permissions"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(share_out, migrations.RunPython.noop)]
