"""The past standings of lines that are there already; later ones are written whenever a line is computed anew."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from coalition.dates import PartialDate
from coalition.standing import standings

_BATCH = 1000


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """One pass over the published events; memory holds one line's thread and a batch of rows."""
    row_type: Any = apps.get_model("coalition", "PledgeStanding")
    events: Any = apps.get_model("coalition", "PledgeEvent")._default_manager.filter(is_published=True)
    rows = []
    ordered = events.order_by("pledge_id", "pk").iterator(chunk_size=_BATCH)
    for pledge_id, thread in groupby(ordered, key=lambda event: event.pledge_id):
        for standing in standings(map(_with_date, thread)):
            rows.append(
                row_type(
                    pledge_id=pledge_id,
                    since=standing.since,
                    until=standing.until,
                    status=standing.status,
                    last_event_on=standing.last_event_on,
                )
            )
        if len(rows) >= _BATCH:
            row_type._default_manager.bulk_create(rows)
            rows = []
    row_type._default_manager.bulk_create(rows)


def _with_date(event: Any) -> Any:
    """A historical row with the property that the model of today has."""
    day = event.happened_on
    event.happened = PartialDate(day, event.happened_on_precision or "day") if day else None
    return event


class Migration(migrations.Migration):
    """Data only; the table goes when `0003_pledge_standing` is undone."""

    dependencies = [("coalition", "0003_pledge_standing")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
