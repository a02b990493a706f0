"""One pledge's thread as its page draws it: steps on a ladder of words, the reports behind each, the silence since.

The ladder rises with what a nation binds itself to: it considers, pledges, delivers, ends. What was asked of it and
what it declined stand apart. No query is made here; passages must have been loaded with
`coalition.queries.proof.with_proof`.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from coalition.enums import Act
from coalition.models import PledgeEvent
from coalition.standing import public_day

# Columns of the drawing, from left to right.
COLUMNS: Final = (Act.REQUESTED, Act.CONSIDERING, Act.PLEDGED, Act.DELIVERING, Act.ENDED, Act.DECLINED)
RUNGS: Final = (Act.CONSIDERING, Act.PLEDGED, Act.DELIVERING, Act.ENDED)

_UNSAID: Final[dict[str, str]] = {
    Act.REQUESTED: "No report tells of an answer on this line.",
    Act.CONSIDERING: "No report says that the nation has decided since.",
    Act.PLEDGED: "No report says since then that it was delivered, or that it was not.",
    Act.DELIVERING: "It may have ended: no report since then says so, or that it goes on.",
    Act.ENDED: "The line has ended, so there may be nothing more to report.",
    Act.DECLINED: "The refusal is the nation's last word on this line.",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One act of the ladder with the number of events at it; `is_current` where the line stands."""

    act: Act
    events: int
    is_current: bool
    is_apart: bool


@dataclass(frozen=True, slots=True)
class Report:
    """An independent report that proves an event: its passages, in one article or in several copies of one story."""

    passages: list[Any]
    articles: int


@dataclass(frozen=True, slots=True)
class Step:
    """An event with its place on the ladder and the independent reports behind it, the oldest first."""

    event: PledgeEvent
    letter: str
    reports: list[Report]

    @property
    def needs_heads(self) -> bool:
        """Whether the passages are worth grouping: several reports, or several articles that carry one."""
        return len(self.reports) > 1 or any(report.articles > 1 for report in self.reports)


@dataclass(frozen=True, slots=True)
class Silence:
    """How long nothing was reported of a line: from `last_report` to `counted_to`, after reports since `first_report`.

    `told_share` is the part of the whole time, in per cent, that lies before the last report; `unsaid` says in words
    what the silence leaves open.
    """

    first_report: datetime.date
    last_report: datetime.date
    counted_to: datetime.date
    days: int
    told_share: int
    unsaid: str

    @property
    def silent_share(self) -> int:
        """The rest of the whole time, in per cent."""
        return 100 - self.told_share


def letter_of(act: Act) -> str:
    """One letter an act, as in the matrix of the overview: P for pledged, X for declined, so that no two are alike."""
    return "X" if act is Act.DECLINED else act.label[0]


def ladder_columns(events: Iterable[PledgeEvent], status: str) -> list[Column]:
    """The columns of the drawing with what `events` put into each."""
    acts = [event.act for event in events]
    return [Column(act, acts.count(act), act == status, act not in RUNGS) for act in COLUMNS]


def steps(events: Iterable[PledgeEvent]) -> list[Step]:
    """`events` in their order, each with the reports behind it."""
    return [Step(event, letter_of(Act(event.act)), reports_of(event)) for event in events]


def reports_of(event: PledgeEvent) -> list[Report]:
    """The passages of `event` by the report they go back to: copies of one agency story are one."""
    by_origin: dict[Any, list[Any]] = defaultdict(list)
    for passage in _passages(event):
        by_origin[passage.article.origin_id].append(passage)
    return [Report(passages, len({passage.article_id for passage in passages})) for passages in by_origin.values()]


def silence(events: Sequence[PledgeEvent], status: str, today: datetime.date) -> Silence | None:
    """The silence since the last report of any of `events`, as of `today`; None without events."""
    days = sorted(day for event in events for day in _report_days(event))
    if not days:
        return None
    first, last = days[0], min(days[-1], today)
    whole = (today - first).days
    told = round(100 * (last - first).days / whole) if whole > 0 else 100
    return Silence(first, last, today, (today - last).days, told, _UNSAID[status])


def _report_days(event: PledgeEvent) -> list[datetime.date]:
    """The days of all reports behind `event`; a later one may repeat what an earlier one said first."""
    dated = [passage.article.published_on for passage in _passages(event) if passage.article.published_on]
    return [public_day(event), *dated]


def _passages(event: PledgeEvent) -> list[Any]:
    return list(getattr(event, "evidence").all())  # noqa: B009 the relation is made by `articles`, unknown here
