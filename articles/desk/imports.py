"""Pledges brought as a table: what each row would do, and doing it for all chosen rows or for none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.core import signing
from django.db import transaction

from articles.desk.entry import record_event
from articles.desk.entry_forms import PledgeForm
from articles.desk.sheets import Column, Row
from coalition.enums import Act, Capability, Instrument
from coalition.models import Pledge, PledgeEvent

COLUMNS: Final = (
    Column("nation", "nation", "Who gives, or was asked to: Denmark, Danish, DNK.", is_required=True),
    Column("capability", "capability", f"One of: {', '.join(Capability.values)}.", is_required=True),
    Column("act", "act", f"One of: {', '.join(Act.values)}.", is_required=True),
    Column("date", "happened", "As far as it is known: 2016-02-11, February 2016, 2016."),
    Column("quantity", "quantity", "As people write it: about 200 trainers, up to 6 F-16s."),
    Column("money", "money", "In its own currency: €20m, US$ 1.5 billion."),
    Column("place", "place", "Where it goes, as reported: Iraq, Al Asad."),
    Column("city", "city", "A contested city of the ledger."),
    Column("country", "country", "The country of the place."),
    Column("title", "title", "What the line is called; made from capability and place if empty."),
    Column("said by", "speaker", "The minister who announced it."),
    Column("meeting", "meeting", "The meeting at which it was said."),
    Column("asked by", "asked_by", "Who asked; only for a request or its refusal."),
    Column("form of money", "instrument", f"One of: {', '.join(Instrument.values)}."),
    Column("note", "note", "Anything else that readers should know."),
    Column("article", "article", "The title of a stored article that proves it."),
    Column("quote", "quote", "Its exact words."),
    Column("source title", "source_title", "Or: the title of an outside source."),
    Column("source link", "source_url", "Its link, with https://."),
    Column("source publisher", "source_publisher", "Its publisher."),
    Column("source date", "source_published", "When it was published."),
)
_NAMES: Final = {column.field: column.name for column in COLUMNS}
_SALT = "pledge import"
VALID_FOR: Final = 24 * 60 * 60
"""Seconds for which a preview can be confirmed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one row would do: `new_line`, `new_act`, `unchanged` or `refused`, with the reasons by column."""

    row: Row
    what: str
    summary: str = ""
    line: Pledge | None = None
    errors: tuple[tuple[str, str], ...] = ()
    form: PledgeForm | None = field(default=None, compare=False, repr=False)

    @property
    def is_to_do(self) -> bool:
        """Whether there is anything to enter, and nothing against it."""
        return self.what in ("new_line", "new_act")


def outcomes(rows: Iterable[Row], editor: Any) -> list[Outcome]:
    """What each row would do to the ledger of now; nothing is written.

    Rows are judged one after another: a second row for a line that an earlier one begins is an act of that line.
    """
    begun: dict[tuple[Any, ...], Pledge] = {}
    told: set[tuple[Any, ...]] = set()
    return [_outcome(row, editor, begun, told) for row in rows]


def _outcome(row: Row, editor: Any, begun: dict[tuple[Any, ...], Pledge], told: set[tuple[Any, ...]]) -> Outcome:
    form = PledgeForm(_form_data(row), editor=editor)
    if not form.is_valid():
        errors = tuple((_NAMES.get(name, ""), " ".join(map(str, messages))) for name, messages in form.errors.items())
        return Outcome(row, "refused", errors=errors)
    event, pledge = form.event, form.pledge
    summary = f"{pledge.nation}: {pledge.title}, {Act(event.act).label}"
    identity = _identity(pledge)
    stored = _stored_line(pledge)
    line = stored or begun.get(identity)
    act = (*identity, *_act(event))
    if act in told or (stored is not None and _has_act(stored, event)):
        return Outcome(row, "unchanged", summary, stored)
    told.add(act)
    if line is None:
        begun[identity] = pledge
        return Outcome(row, "new_line", summary, form=form)
    form.pledge = event.pledge = line
    return Outcome(row, "new_act", summary, line, form=form)


def _form_data(row: Row) -> dict[str, str]:
    """What the entry form would have been sent; closed lists take the words shown to readers too."""
    data = dict(row.cells)
    for name, choices in (("act", Act.choices), ("capability", Capability.choices), ("instrument", Instrument.choices)):
        typed = " ".join(data.get(name, "").replace("_", " ").split()).casefold()
        for code, label in choices:
            if typed in (code.replace("_", " "), str(label).casefold()):
                data[name] = code
    return data


def _identity(pledge: Pledge) -> tuple[Any, ...]:
    return (pledge.nation_id, pledge.capability, pledge.place.casefold(), pledge.city_id)


def _stored_line(pledge: Pledge) -> Pledge | None:
    """The line of that nation, capability and place; the oldest where there are several."""
    lines = Pledge.objects.filter(
        nation=pledge.nation, capability=pledge.capability, place__iexact=pledge.place, city=pledge.city
    )
    return lines.select_related("nation").order_by("pk").first()


def _act(event: PledgeEvent) -> tuple[Any, ...]:
    return (event.act, event.happened_on, event.happened_on_precision, event.quantity, event.amount, event.currency)


def _has_act(line: Pledge, event: PledgeEvent) -> bool:
    """Whether the line holds this act with the same date and numbers already."""
    return any(_act(stored) == _act(event) for stored in line.events.all())


class NotDoneError(Exception):
    """A chosen row cannot be entered any more; nothing was."""

    def __init__(self, found: Sequence[Outcome]) -> None:
        self.outcomes = found
        super().__init__("Nothing was entered: a chosen row is refused now.")


@transaction.atomic
def enter(rows: Sequence[Row], chosen: set[int], editor: Any, *, publish: bool) -> list[Outcome]:
    """Enter the rows with the numbers `chosen`, all or none, and return them with what they did.

    Raises NotDoneError, and writes nothing, where one of them is refused now. What came to be in the ledger since the
    preview is not entered twice.
    """
    found = outcomes([row for row in rows if row.number in chosen], editor)
    if any(outcome.what == "refused" for outcome in found):
        raise NotDoneError(found)
    done = [outcome for outcome in found if outcome.is_to_do]
    for outcome in done:
        form: Any = outcome.form
        record_event(
            event=form.event,
            passage=form.passage,
            editor=editor,
            why=f"row {outcome.row.number} of an imported table",
            publish=publish,
        )
    return done


def packed(rows: Sequence[Row], editor: Any) -> str:
    """The rows as a signed text that travels through the preview, so that nothing is stored before it is confirmed."""
    plain = [[row.number, row.cells] for row in rows]
    return signing.dumps({"editor": editor.pk, "rows": plain}, salt=_SALT, compress=True)


def unpacked(text: str, editor: Any) -> list[Row] | None:
    """The rows of a preview of this editor; None where it is too old, somebody else's or was altered."""
    try:
        found = signing.loads(text, salt=_SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    if found["editor"] != editor.pk:
        return None
    return [Row(number, cells) for number, cells in found["rows"]]
