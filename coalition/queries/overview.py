"""The ledger at a glance: figures, the matrix of nations and capabilities, what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse

from coalition.as_of import PublicRecord
from coalition.charts.rows import CapabilityCount, ContributorRow
from coalition.enums import NOT_RECORDED, Act, Capability, MeetingStatus
from coalition.models import City, CityEvent, Meeting, Nation, PledgeEvent
from coalition.queries.proof import with_proof, with_proof_links

NEWEST_EVENTS = 6

# Where a nation has several lines of one capability, the matrix shows the first of these.
STRENGTH = (Act.DELIVERING, Act.PLEDGED, Act.CONSIDERING, Act.REQUESTED, Act.ENDED, Act.DECLINED)


@dataclass(frozen=True, slots=True)
class Group:
    """How many published lines of one nation and capability stand at one act."""

    nation: str
    slug: str
    iso_alpha3: str | None
    capability: Capability
    act: Act
    lines: int


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What a nation does in one capability: its strongest current act, or None where the ledger has no line."""

    capability: Capability
    act: Act | None
    lines: int
    url: str

    @property
    def letter(self) -> str:
        """One letter an act: P for pledged, X for declined, so that no two are alike."""
        return "" if self.act is None else "X" if self.act is Act.DECLINED else self.act.label[0]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A nation and its cells, one a shown capability."""

    nation: str
    slug: str
    cells: list[MatrixCell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Nations with a line, those with most capabilities first, and the capabilities that any of them has."""

    capabilities: list[Capability]
    rows: list[MatrixRow]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts, and the rows behind it."""

    number: int
    what: str
    url: str


def pledge_groups(record: PublicRecord) -> list[Group]:
    """Lines counted by nation, capability and act. One query; matrix, map and bars are made of its rows."""
    rows = (
        record.pledges()
        .order_by()
        .values_list("nation__name", "nation__slug", "nation__iso_alpha3", "capability", "stands_at")
        .annotate(lines=Count("pk"))
    )
    return [
        Group(name, slug, iso, Capability(capability), Act(act), lines)
        for name, slug, iso, capability, act, lines in rows
    ]


def pledges_url(**filters: str) -> str:
    """The list of pledges with `filters`."""
    return f"{reverse('pledge_list')}?{urlencode(filters)}"


def matrix_of(groups: Iterable[Group]) -> Matrix:
    """Nations by capabilities. A row counts for its place what the nation pledges or delivers, then all it has."""
    cells: dict[tuple[str, str], dict[Capability, list[Group]]] = {}
    for group in groups:
        cells.setdefault((group.nation, group.slug), {}).setdefault(group.capability, []).append(group)
    shown = [capability for capability in Capability if any(capability in row for row in cells.values())]
    rows = [
        MatrixRow(nation, slug, [_cell(slug, capability, row.get(capability, [])) for capability in shown])
        for (nation, slug), row in cells.items()
    ]
    return Matrix(shown, sorted(rows, key=_weight))


def _cell(slug: str, capability: Capability, groups: Sequence[Group]) -> MatrixCell:
    acts = {group.act for group in groups}
    strongest = next((act for act in STRENGTH if act in acts), None)
    url = pledges_url(nation=slug, capability=capability.value) if groups else ""
    return MatrixCell(capability, strongest, sum(group.lines for group in groups), url)


def _weight(row: MatrixRow) -> tuple[int, int, str]:
    giving = sum(cell.act in (Act.PLEDGED, Act.DELIVERING) for cell in row.cells)
    filled = sum(cell.act is not None for cell in row.cells)
    return -giving, -filled, row.nation


def capability_rows(groups: Iterable[Group]) -> list[CapabilityCount]:
    """Lines by capability and act, for the bars."""
    counts: Counter[tuple[Capability, Act]] = Counter()
    for group in groups:
        counts[group.capability, group.act] += group.lines
    return [
        CapabilityCount(capability, act, lines, pledges_url(capability=capability.value, act=act.value))
        for (capability, act), lines in counts.items()
    ]


def contributor_rows(groups: Iterable[Group]) -> list[ContributorRow]:
    """Nations with the capabilities they deliver and those they have only pledged, for the map."""
    acts: dict[tuple[str, str, str | None], dict[Capability, set[Act]]] = {}
    for group in groups:
        nation = acts.setdefault((group.nation, group.slug, group.iso_alpha3), {})
        nation.setdefault(group.capability, set()).add(group.act)
    return [
        ContributorRow(
            nation=name,
            iso_alpha3=iso,
            delivering=sum(Act.DELIVERING in stands for stands in capabilities.values()),
            pledged=sum(Act.PLEDGED in stands and Act.DELIVERING not in stands for stands in capabilities.values()),
            url=reverse("nation_detail", args=[slug]),
        )
        for (name, slug, iso), capabilities in acts.items()
    ]


def headline_figures(groups: Sequence[Group], record: PublicRecord) -> list[Figure]:
    """The numbers at the head of the overview, each with its rows; acts are counted apart. Two queries."""
    lines: Counter[Act] = Counter()
    for group in groups:
        lines[group.act] += group.lines
    nations = len({group.slug for group in groups})
    meetings = _meetings_by_status(record)
    cities = City.objects.filter(pk__in=record.facts(CityEvent).values("city")).count()
    figures = [
        _figure(nations, ("nation", "nations"), "with a line", f"{reverse('nation_list')}?show=lines"),
        *(_figure(lines[act], ("line", "lines"), act.label.lower(), pledges_url(act=act.value)) for act in Act),
        *(
            _figure(
                meetings[status],
                ("meeting", "meetings"),
                status.label.lower(),
                f"{reverse('meeting_list')}?status={status.value}",
            )
            for status in (MeetingStatus.HELD, MeetingStatus.PLANNED)
        ),
        _figure(cities, ("city", "cities"), "with reports", reverse("city_list")),
    ]
    return [figure for figure in figures if figure.number]


def left_out_of(groups: Sequence[Group], record: PublicRecord) -> list[Figure]:
    """What the headline figures leave out, each with its rows and the reason. Four queries."""
    acts = record.facts(PledgeEvent).filter(pledge__public_from__isnull=False)
    requests = acts.filter(act=Act.REQUESTED).count()
    earlier = acts.count() - sum(group.lines for group in groups)
    partners = Nation.objects.members_on(record.day).exclude(slug__in={group.slug for group in groups})
    silent = City.objects.exclude(pk__in=record.facts(CityEvent).values("city")).count()
    partners_url = f"{reverse('nation_list')}?{urlencode({'show': 'partners', 'act': NOT_RECORDED})}"
    cities_url = f"{reverse('city_list')}?{urlencode({'show': 'all', 'objective': NOT_RECORDED})}"
    omitted = [
        _figure(
            earlier,
            ("further act", "further acts"),
            "of the same lines: each line counts once, where it stands; its page tells the others.",
            reverse("pledge_list"),
        ),
        _figure(
            requests,
            ("request", "requests"),
            "in all: one counts as a line requested only while the nation asked has not acted.",
            reverse("ask_list"),
        ),
        _figure(
            partners.count(),
            ("partner", "partners"),
            "without a line: no published report tells of a contribution, which does not mean that there was none.",
            partners_url,
        ),
        _figure(silent, ("town", "towns"), "known by name, of which nothing is reported.", cities_url),
    ]
    return [figure for figure in omitted if figure.number > 0]


def _figure(number: int, noun: tuple[str, str], rest: str, url: str) -> Figure:
    return Figure(number, f"{noun[number != 1]} {rest}", url)


def _meetings_by_status(record: PublicRecord) -> Counter[str]:
    return Counter(dict(record.meetings().order_by().values_list("stands_at").annotate(Count("pk"))))


def newest_events(record: PublicRecord) -> QuerySet[PledgeEvent]:
    """The acts that reached the public record last, with their words. Three queries."""
    events = record.facts(PledgeEvent).filter(pledge__public_from__isnull=False)
    told = events.select_related("pledge__nation", "asked_by")
    return with_proof(told.order_by("-public_from", "-pk"), record)[:NEWEST_EVENTS]


def last_meeting(record: PublicRecord) -> Meeting | None:
    """The latest meeting that was held, as far as its date is known."""
    return _dated_meetings(record).filter(stands_at=MeetingStatus.HELD).order_by("-starts_on", "-pk").first()


def next_meeting(after: Meeting | None, record: PublicRecord) -> Meeting | None:
    """The first planned meeting that does not lie before `after`; an older plan was overtaken or never reported on."""
    planned = _dated_meetings(record).filter(stands_at=MeetingStatus.PLANNED)
    if after is not None:
        planned = planned.filter(starts_on__gte=after.starts.day.replace(day=1))
    return planned.order_by("starts_on", "pk").first()


def _dated_meetings(record: PublicRecord) -> QuerySet[Any]:
    return with_proof_links(record.meetings().filter(starts_on__isnull=False).select_related("country"), record)
