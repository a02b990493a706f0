"""Two records that are one, or one that is two: what would move, the move itself, and the way back.

`preview` says what a merge would do, `merge` and `split` do it in one transaction, `undo` takes either back to the
letter, and `tell_apart` remembers that two records are not the same. Nothing here knows of pages.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.text import capfirst

from coalition.actions.steps import ChangedSinceError, Steps, relations
from coalition.as_of import PublicRecord
from coalition.changes import NOT_STATED, values_in_words
from coalition.enums import MergeAction, MergeKind
from coalition.models import Appointment, Attendance, Meeting, Merge, Minister, NotSame, Pledge, PledgeEvent
from coalition.models.facts import Fact
from coalition.queries.ministers import visible_ministers
from coalition.search.signals import collected

Columns = tuple[str, ...]


class CannotMergeError(Exception):
    """The two cannot be merged, or the one not split; the message says why."""


class CannotUndoError(Exception):
    """A merge or split cannot be taken back; the message says why."""


@dataclass(frozen=True, slots=True)
class Mergeable:
    """One kind of record that can be merged and split.

    `values` are the columns whose value an editor chooses, those in one group together, the first naming it. `visible`
    holds what readers may see, and `address` is what names a record in its public address. `problem` says why two
    cannot be one, `absorb` gives what the record kept takes over in any case (its last argument are the values it
    takes by choice), and `derived` what follows from the rows that point at a record. `whole` names the rows of which
    a split leaves at least one where it was.
    """

    model: type[Model]
    values: tuple[Columns, ...]
    visible: Callable[[PublicRecord], Any]
    address: Callable[[Any], str]
    problem: Callable[[Any, Any], str] = lambda keep, away: ""
    absorb: Callable[[Any, Any, Mapping[str, Any]], Mapping[str, Any]] = lambda keep, away, taken: {}
    derived: Callable[[Any], Mapping[str, Any]] = lambda record: {}
    whole: str = ""


_KINDS: dict[str, Mergeable] = {}


def register(kind: MergeKind, mergeable: Mergeable) -> None:
    """Let records of `kind` be merged; applications above this one add theirs when they are ready."""
    _KINDS[kind.value] = mergeable


def mergeable(kind: str) -> Mergeable:
    """The rules for records of `kind`. Raises LookupError for a word that names none."""
    return _KINDS[kind]


# --- what would happen ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Value:
    """One value of both records, in words; `name` stands for it in the form.

    `suggests_other` where the record kept has none.
    """

    name: str
    label: str
    kept: str
    other: str
    suggests_other: bool

    @property
    def differs(self) -> bool:
        """Whether there is anything to choose."""
        return self.kept != self.other


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge would do."""

    keep: Any
    away: Any
    values: list[Value]
    moved: dict[str, list[Any]]
    joined: list[tuple[Any, Any]]
    problem: str
    told_apart: NotSame | None


def preview(kind: str, keep: int, away: int) -> Preview:
    """What merging `away` into `keep` would do. Raises ObjectDoesNotExist where one of them is not there."""
    rules = mergeable(kind)
    kept, other = _record(rules, keep), _record(rules, away)
    moved: dict[str, list[Any]] = {}
    joined: list[tuple[Any, Any]] = []
    for relation in [] if keep == away else _relations(kept, other):
        for row in relation.moving:
            twin = relation.twin_of(row)
            if twin is not None:
                joined.append((twin, row))
            else:
                relation.moved(row)
                moved.setdefault(capfirst(str(row._meta.verbose_name_plural)), []).append(row)
    return Preview(
        keep=kept,
        away=other,
        values=_values(rules, kept, other),
        moved=moved,
        joined=joined,
        problem=_problem(rules, kept, other),
        told_apart=told_apart(kind, keep, away),
    )


def _record(rules: Mergeable, key: int) -> Any:
    return rules.model._default_manager.get(pk=key)


def _problem(rules: Mergeable, keep: Any, away: Any) -> str:
    if keep.pk == away.pk:
        return "A record cannot be merged with itself."
    shown = set(rules.visible(PublicRecord()).filter(pk__in=(keep.pk, away.pk)).values_list("pk", flat=True))
    if shown == {away.pk}:
        return "Readers see only the record that would go. Swap the two."
    return rules.problem(keep, away)


def _values(rules: Mergeable, keep: Any, away: Any) -> list[Value]:
    kept, other = _in_words(keep), _in_words(away)
    values = []
    for name, *_ in rules.values:
        label = capfirst(str(keep._meta.get_field(name).verbose_name))
        one, two = kept.get(label, ""), other.get(label, "")
        values.append(Value(name, label, one, two, _is_empty(keep, (name,)) and not _is_empty(away, (name,))))
    return values


def _in_words(record: Any) -> Mapping[str, str]:
    if hasattr(type(record), "history"):
        return values_in_words(record)
    return {
        capfirst(str(column.verbose_name)): str(getattr(record, column.name) or NOT_STATED)
        for column in record._meta.concrete_fields
    }


class _Relation:
    """The rows of one model that point at the record merged away by `column`, against those of the record kept."""

    def __init__(self, relation: Any, keep: Any, away: Any) -> None:
        self.column: str = relation.field.attname
        self._keep = keep.pk
        rows = relation.related_model._base_manager
        if any(field.name == "body" for field in relation.related_model._meta.concrete_fields):
            # The texts of articles stay where they are.
            rows = rows.defer("body")
        self.moving = list(rows.filter(**{self.column: away.pk}).order_by("pk"))
        self._known: dict[Hashable, Any] = {}
        for row in rows.filter(**{self.column: self._keep}).order_by("pk") if self.moving else ():
            self.moved(row)

    def twin_of(self, row: Any) -> Any:
        """The row of the record kept that tells the same; None where there is none."""
        return self._known.get(self._told(row))

    def moved(self, row: Any) -> None:
        """`row` belongs to the record kept from now on; another that tells the same gives way to it."""
        told = self._told(row)
        if told is not None:
            self._known[told] = row

    def _told(self, row: Any) -> Hashable:
        columns = _SAME.get(type(row)) or _passage(row)
        if self.column not in columns or (isinstance(row, PledgeEvent) and row.happened_on is None):
            return None
        return tuple(self._keep if name == self.column else getattr(row, name) for name in columns)


def _relations(keep: Any, away: Any) -> list[_Relation]:
    return [_Relation(relation, keep, away) for relation in relations(type(away))]


_SAME: Final[dict[type[Model], Columns]] = {
    Attendance: ("meeting_id", "nation_id", "minister_id"),
    Appointment: ("minister_id", "nation_id", "portfolio", "began_on"),
    PledgeEvent: (
        *("pledge_id", "act", "happened_on", "happened_on_precision", "quantity", "unit", "amount", "currency"),
        *("is_cumulative", "counts", "asked_by_id"),
    ),
}
"""Two rows that agree in these columns tell the same. A passage does where it proves the same fact."""


def _passage(row: Any) -> Columns:
    names = [column.attname for column in row._meta.concrete_fields]
    if "start" not in names or "pledge_event_id" not in names:
        return ()
    return tuple(name for name in names if name in ("article_id", "start", "end") or name in _PROVED)


_PROVED: Final = ("pledge_event_id", "attendance_id", "meeting_id", "appointment_id", "city_event_id")


# --- doing it ------------------------------------------------------------------------------------------------


def merge(
    kind: str, keep: int, away: int, *, user: Any, now: datetime.datetime, why: str = "", take: Collection[str] = ()
) -> Merge:
    """Make the record `away` one with `keep`, which takes over the values named in `take`.

    Everything that pointed at `away` points at `keep` then; rows that tell the same are joined with all their proof.
    Raises ObjectDoesNotExist and CannotMergeError, and then nothing has changed.
    """
    rules = mergeable(kind)
    with transaction.atomic(), collected():
        kept, other = _locked(rules, keep), _locked(rules, away)
        if problem := _problem(rules, kept, other):
            raise CannotMergeError(problem)
        titles = {"kept_title": str(kept)[:300], "away_title": str(other)[:300]}
        was_public = rules.visible(PublicRecord()).filter(pk=away).exists()
        address = rules.address(other) if was_public else ""
        steps = Steps(user, _reason(f"merged “{other}” into “{kept}”", why))
        _move_all(steps, kept, other)
        taken = {
            name: getattr(other, name)
            for group in rules.values
            if group[0] in take
            for name in _attributes(other, group)
        }
        values = {**taken, **rules.absorb(kept, other, taken)}
        _check(kept, values)
        steps.delete(other)
        steps.change(kept, values)
        steps.change(kept, rules.derived(kept))
        steps.settle()
        return Merge.objects.create(
            kind=kind,
            kept=keep,
            away=away,
            address=address,
            who=user.get_username(),
            why=why,
            made_at=now,
            changes=steps.changes,
            **titles,
        )


def _locked(rules: Mergeable, key: int) -> Any:
    return rules.model._default_manager.select_for_update().get(pk=key)


def _reason(what: str, why: str) -> str:
    return f"{what}: {why}" if why else what


def _check(record: Any, values: Mapping[str, Any]) -> None:
    """Raise CannotMergeError where the chosen values contradict each other."""
    wanted = copy(record)
    for name, value in values.items():
        setattr(wanted, name, value)
    try:
        wanted.validate_constraints()
    except ValidationError as error:
        raise CannotMergeError(" ".join(error.messages)) from error


def _move_all(steps: Steps, keep: Any, away: Any) -> None:
    for relation in _relations(keep, away):
        for row in relation.moving:
            twin = relation.twin_of(row)
            if twin is None:
                steps.change(row, {relation.column: keep.pk})
                relation.moved(row)
            else:
                relation.moved(_join(steps, twin, row, relation.column))


def _join(steps: Steps, twin: Any, row: Any, column: str) -> Any:
    """Make a row one with its twin and answer what stays: the one that readers see, so that nothing is published so."""
    if not getattr(row, "is_published", False) or twin.is_published:
        _move_all(steps, twin, row)
        _replace(steps, row, twin)
        return twin
    keep = getattr(twin, column)
    _move_all(steps, row, twin)
    _replace(steps, twin, row)
    steps.change(row, {column: keep})
    return row


def _replace(steps: Steps, goes: Any, stays: Any) -> None:
    filled = _fillings(stays, goes)
    steps.delete(goes)
    steps.change(stays, filled)


_FILLED: Final[tuple[Columns, ...]] = (
    (
        "entered_by",
        "source_title",
        "source_publisher",
        "source_url",
        "source_published_on",
        "source_published_on_precision",
    ),
    ("ended_on", "ended_on_precision"),
    ("quantity_low",),
    ("quantity_high",),
    ("qualifier",),
    ("instrument",),
    ("speaker",),
    ("meeting",),
    ("note",),
)
"""Values that a row takes over from its twin where it has none, those of a group together."""


def _fillings(stays: Any, goes: Any) -> dict[str, Any]:
    if not isinstance(stays, Fact) or (stays.is_published and not goes.is_published):
        return {}
    own = {column.name for column in stays._meta.concrete_fields}
    return {
        name: getattr(goes, name)
        for group in _FILLED
        if own.issuperset(group) and _is_empty(stays, group) and not _is_empty(goes, group)
        for name in _attributes(goes, group)
    }


def _attributes(record: Any, names: Columns) -> list[str]:
    return [record._meta.get_field(name).attname for name in names]


def _is_empty(record: Any, names: Columns) -> bool:
    return all(getattr(record, name) in (None, "") for name in _attributes(record, names))


def split(
    kind: str,
    key: int,
    new: Model,
    rows: Sequence[Model],
    *,
    user: Any,
    now: datetime.datetime,
    why: str = "",
) -> Merge:
    """Move `rows`, which point at the record `key`, to the record `new`, which is stored with it.

    Raises CannotMergeError where none was chosen, or one belongs to another record; nothing has changed then.
    """
    rules = mergeable(kind)
    with transaction.atomic(), collected():
        record = _locked(rules, key)
        if not rows:
            raise CannotMergeError("Choose what goes to the new record.")
        steps = Steps(user, _reason(f"split from “{record}”", why))
        steps.create(new)
        for row in rows:
            columns = [one.field.attname for one in relations(rules.model) if one.related_model is type(row)]
            own = [name for name in columns if getattr(row, name) == key]
            if not own:
                raise CannotMergeError(f"“{row}” does not belong to “{record}”.")
            steps.change(row, {own[0]: new.pk})
        if rules.whole and not getattr(record, rules.whole).exists():
            raise CannotMergeError(f"Nothing would be left of “{record}”: leave something with it.")
        for one in (record, new):
            steps.change(one, rules.derived(one))
        steps.settle()
        return Merge.objects.create(
            kind=kind,
            action=MergeAction.SPLIT,
            kept=key,
            kept_title=str(record)[:300],
            away=new.pk,
            away_title=str(new)[:300],
            who=user.get_username(),
            why=why,
            made_at=now,
            changes=steps.changes,
        )


def undo(number: int, *, user: Any, now: datetime.datetime) -> Merge:
    """Take a merge or split back: the ledger is as it was before, to the letter.

    Raises ObjectDoesNotExist, and CannotUndoError where it has been undone, or what it moved has been changed since.
    """
    with transaction.atomic(), collected():
        done: Merge = Merge.objects.select_for_update().get(pk=number)
        if done.undone_at is not None:
            raise CannotUndoError(f"{done.undone_by} has undone it already.")
        if not mergeable(done.kind).model._default_manager.filter(pk=done.kept).exists():
            raise CannotUndoError(f"“{done.kept_title}” has been merged or deleted since: undo that first.")
        steps = Steps(user, f"undone: {done}")
        try:
            steps.take_back(done.changes)
        except ChangedSinceError as error:
            raise CannotUndoError(f"It cannot be undone. {error}") from error
        steps.settle()
        done.undone_by, done.undone_at = user.get_username(), now
        done.save(update_fields=["undone_by", "undone_at"])
        return done


# --- pairs told apart, and old addresses ----------------------------------------------------------------------


def tell_apart(kind: str, one: int, other: int, *, user: Any, now: datetime.datetime, why: str) -> NotSame:
    """Remember that two records are not the same; saying so again changes nothing."""
    first, second = sorted((one, other))
    told, _ = NotSame.objects.get_or_create(
        kind=kind, first=first, second=second, defaults={"who": user.get_username(), "why": why, "made_at": now}
    )
    return told


def told_apart(kind: str, one: int, other: int) -> NotSame | None:
    """What an editor has said of the two; None where nobody has."""
    first, second = sorted((one, other))
    return NotSame.objects.filter(kind=kind, first=first, second=second).first()


def named(kind: str, text: str) -> int | None:
    """The key of the record that `text` names by its number, the end of its address, or its whole address."""
    rules = mergeable(kind)
    name = text.partition("?")[0].rstrip("/").rpartition("/")[2]
    records: Any = rules.model._default_manager
    has_slug = any(column.name == "slug" for column in rules.model._meta.concrete_fields)
    found = records.filter(slug=name).values_list("pk", flat=True).first() if has_slug else None
    if found is None and name.isdecimal() and len(name) < 19:
        found = records.filter(pk=int(name)).values_list("pk", flat=True).first()
    return found


def kept_for(kind: str, address: str, record: PublicRecord) -> Any:
    """The record that readers find in the place of the one that had `address`; None where there is none for them.

    Follows merges of what was kept. Two queries for each merge on the way.
    """
    rules = mergeable(kind)
    merges = Merge.objects.in_force().filter(kind=kind, action=MergeAction.MERGE)
    step = merges.filter(address=address).exclude(address="").first()
    seen: set[int] = set()
    while step is not None and step.pk not in seen:
        found = rules.visible(record).filter(pk=step.kept).first()
        if found is not None:
            return found
        seen.add(step.pk)
        step = merges.filter(away=step.kept).first()
    return None


# --- the kinds of the ledger ----------------------------------------------------------------------------------


def _all_names(keep: Minister, away: Minister, taken: Mapping[str, Any]) -> dict[str, Any]:
    """All other names of both as further spellings."""
    name = taken.get("name", keep.name)
    other_names = [*keep.aliases, keep.name, away.name, *away.aliases]
    return {"aliases": [one for one in dict.fromkeys(other_names) if one != name]}


def _of_one_nation(keep: Pledge, away: Pledge) -> str:
    return "" if keep.nation_id == away.nation_id else "They are lines of different nations."


register(
    MergeKind.MINISTER,
    Mergeable(Minister, (("name",),), visible_ministers, lambda minister: str(minister.slug), absorb=_all_names),
)
register(
    MergeKind.MEETING,
    Mergeable(
        Meeting,
        (
            *(("name",), ("city",), ("country",), ("starts_on", "starts_on_precision")),
            *(("ends_on", "ends_on_precision"), ("status",), ("level",), ("participant_count",), ("outcome",)),
        ),
        PublicRecord.meetings,
        lambda meeting: str(meeting.slug),
    ),
)
register(
    MergeKind.PLEDGE,
    Mergeable(
        Pledge,
        (("title",), ("capability",), ("place",), ("country",), ("city",), ("origin_meeting",)),
        PublicRecord.pledges,
        lambda pledge: str(pledge.pk),
        problem=_of_one_nation,
        whole="events",
    ),
)
