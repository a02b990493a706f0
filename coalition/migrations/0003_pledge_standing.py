"""Where each line stood from day to day, so that the record as of any day is a join."""

from __future__ import annotations

import datetime

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table; `0004_fill_pledge_standings` fills it."""

    dependencies = [("coalition", "0002_search_index")]

    operations = [
        migrations.CreateModel(
            name="PledgeStanding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("until", models.DateField(default=datetime.date.max)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("requested", "Requested"),
                            ("considering", "Considering"),
                            ("pledged", "Pledged"),
                            ("delivering", "Delivering"),
                            ("ended", "Ended"),
                            ("declined", "Declined"),
                        ],
                        max_length=11,
                    ),
                ),
                ("last_event_on", models.DateField()),
                (
                    "pledge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="standings", to="coalition.pledge"
                    ),
                ),
            ],
            options={
                "ordering": ["pledge", "since"],
                "constraints": [
                    models.UniqueConstraint(fields=("pledge", "since"), name="pledge_standing_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("since__lt", models.F("until"))), name="pledge_standing_lasts"
                    ),
                ],
            },
        ),
    ]
