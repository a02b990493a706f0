"""An article without an address can be replaced by its newer version."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0003_article_sketches'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='replaced_by',
            field=models.ForeignKey(blank=True, editable=False, help_text='The newer version of the same text; what rules read here is withdrawn.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaces', to='articles.article'),
        ),
        migrations.AddField(
            model_name='historicalarticle',
            name='replaced_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='The newer version of the same text; what rules read here is withdrawn.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.article'),
        ),
        migrations.AlterField(
            model_name='article',
            name='state',
            field=models.CharField(choices=[('new', 'New'), ('read', 'Read'), ('nothing_relevant', 'Read, nothing relevant'), ('unreadable', 'Unreadable'), ('replaced', 'Replaced by a newer version')], default='new', max_length=16),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='state',
            field=models.CharField(choices=[('new', 'New'), ('read', 'Read'), ('nothing_relevant', 'Read, nothing relevant'), ('unreadable', 'Unreadable'), ('replaced', 'Replaced by a newer version')], default='new', max_length=16),
        ),
    ]
