"""What a job has found: sources with their progress, articles with what was published and what waits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count, Min, Prefetch, Q, QuerySet

from articles.enums import ArticleState, CandidateKind, CandidateState, SourceStage, StoredAs
from articles.intake.models import ENDED, RUNNING, IngestJob, IngestResult, IngestSource
from articles.models import Article, Candidate
from coalition.enums import Act, Capability
from coalition.models import Nation

NO_DATE: Final = "no publication date"
"""How the reader begins its line for an article that says nowhere when it was published."""
MOST_SHOWN: Final = 12
"""Facts that are told of one article; its page and the queue show all."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stage on a source's way: passed, `is_now`, or still to come."""

    label: str
    is_passed: bool
    is_now: bool


_STEPS: Final = (
    (SourceStage.WAITING, "Waiting"),
    (SourceStage.FETCHING, "Fetching"),
    (SourceStage.READING, "Reading"),
    (SourceStage.RECORDING, "Storing and recording"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """One proposal of the rules in words, with the reason where it waits."""

    label: str
    words: str
    reason: str = ""


@dataclass(slots=True)
class FoundArticle:
    """An article and what the rules made of it."""

    result: IngestResult
    published: list[Told] = field(default_factory=list)
    waiting: list[Told] = field(default_factory=list)
    copies: int = 0
    """Other stored articles with the same report."""
    replaces: Article | None = None

    @property
    def article(self) -> Any:
        """The stored article."""
        return self.result.article

    @property
    def shown_published(self) -> list[Told]:
        """As many as one reads at a glance."""
        return self.published[:MOST_SHOWN]

    @property
    def shown_waiting(self) -> list[Told]:
        """As many as one reads at a glance."""
        return self.waiting[:MOST_SHOWN]

    @property
    def says_nothing(self) -> bool:
        """Whether the rules read it and found nothing on the campaign."""
        return bool(self.article.state == ArticleState.NOTHING_RELEVANT)


@dataclass(frozen=True, slots=True)
class FoundSource:
    """A source with its way and its articles."""

    source: IngestSource
    steps: list[Step]
    articles: list[FoundArticle]
    failures: list[IngestResult]


@dataclass(frozen=True, slots=True)
class Tally:
    """A whole job in numbers."""

    sources: int
    ended: int
    running: int
    new: int
    known: int
    failed: int
    published: int
    waiting: int

    @property
    def is_done(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.ended == self.sources


def tally(job: IngestJob) -> Tally:
    """The numbers of `job`. Four queries, however large it is."""
    stages = _counts(job.sources.order_by(), "stage")
    outcomes = _counts(IngestResult.objects.filter(source__job=job).order_by(), "outcome")
    brought = IngestResult.objects.filter(source__job=job, outcome__in=[StoredAs.CREATED, StoredAs.UPDATED])
    states = _counts(Candidate.objects.filter(article__in=brought.values("article")).order_by(), "state")
    broken = job.sources.exclude(problem="").count()
    return Tally(
        sources=stages.total(),
        ended=sum(stages[stage] for stage in ENDED),
        running=sum(stages[stage] for stage in RUNNING),
        new=outcomes[StoredAs.CREATED],
        known=outcomes[StoredAs.UPDATED] + outcomes[StoredAs.UNCHANGED],
        failed=outcomes[StoredAs.FAILED] + broken,
        published=states[CandidateState.ACCEPTED],
        waiting=states[CandidateState.PROPOSED],
    )


def _counts(rows: QuerySet[Any], column: str) -> Counter[str]:
    return Counter(dict(rows.values_list(column).annotate(rows=Count("pk"))))


def sources_of(job: IngestJob) -> QuerySet[IngestSource]:
    """The sources of `job` with what came of each; the bytes stay where they are."""
    results = IngestResult.objects.select_related("article").defer("article__body")
    return job.sources.defer("data").prefetch_related(Prefetch("results", queryset=results))


def found_in(sources: Iterable[IngestSource]) -> list[FoundSource]:
    """What came of each source. The number of queries does not grow with them."""
    sources = list(sources)
    results = [result for source in sources for result in source.results.all()]
    stored = {result.pk: FoundArticle(result) for result in results if result.article is not None}
    _add_facts(list(stored.values()))
    _add_relations(list(stored.values()))
    return [
        FoundSource(
            source=source,
            steps=_steps(source),
            articles=[stored[result.pk] for result in source.results.all() if result.pk in stored],
            failures=[result for result in source.results.all() if result.outcome == StoredAs.FAILED],
        )
        for source in sources
    ]


def _steps(source: IngestSource) -> list[Step]:
    """The way of a source that has not ended; bytes at hand are not fetched."""
    way = [(stage, label) for stage, label in _STEPS if source.url or stage != SourceStage.FETCHING]
    now = next((place for place, (stage, _) in enumerate(way) if stage == source.stage), len(way))
    return [Step(label, place < now, place == now) for place, (_, label) in enumerate(way)]


def _add_facts(found: Sequence[FoundArticle]) -> None:
    """What rules published in the articles and what waits, in the order of their texts."""
    by_article = defaultdict(list)
    for one in found:
        by_article[one.article.pk].append(one)
    candidates = (
        Candidate.objects.filter(article__in=by_article, state__in=[CandidateState.ACCEPTED, CandidateState.PROPOSED])
        .defer("spans")
        .order_by("article", "start", "pk")
    )
    nations = {nation.code: nation.name for nation in Nation.objects.all()} if by_article else {}
    for candidate in candidates:
        told = Told(candidate.get_kind_display(), _in_words(candidate, nations), candidate.reason)
        for one in by_article[candidate.article_id]:
            (one.published if candidate.state == CandidateState.ACCEPTED else one.waiting).append(told)


def _add_relations(found: Sequence[FoundArticle]) -> None:
    """Which articles share their report with others, and which took the place of an older version."""
    origins = {one.article.origin_id for one in found}
    stored = Article.objects.filter(origin__in=origins).order_by()
    sharing = dict(stored.values_list("origin").annotate(articles=Count("pk")))
    older = {
        article.replaced_by_id: article
        for article in Article.objects.filter(replaced_by__in=[one.article.pk for one in found]).defer("body")
    }
    for one in found:
        one.replaces = older.get(one.article.pk)
        shares_with_older = one.replaces is not None and one.replaces.origin_id == one.article.origin_id
        one.copies = sharing[one.article.origin_id] - 1 - shares_with_older


def _in_words(candidate: Candidate, nations: Mapping[str, str]) -> str:
    """A proposal in one line: "Germany, trainers and advisers, pledged: 30 personnel"."""
    payload = candidate.payload
    nation = nations.get(payload.get("nation") or "", payload.get("nation") or "")
    if candidate.kind == CandidateKind.PLEDGE:
        capability = dict(Capability.choices).get(payload.get("capability"), "")
        act = dict(Act.choices).get(payload.get("act"), "")
        return _joined(nation, capability.lower(), act.lower()) + _figures(payload)
    if candidate.kind == CandidateKind.MINISTER:
        return _joined(payload.get("name"), payload.get("office") or "", nation)
    if candidate.kind == CandidateKind.MEETING:
        return _joined(payload.get("city"), payload.get("date"), payload.get("status"))
    return _joined(payload.get("name"), str(payload.get("objective") or "").replace("_", " "))


def _figures(payload: Mapping[str, Any]) -> str:
    quantity = f"{_grouped(payload['quantity'])} {payload.get('unit') or ''}".strip() if payload.get("quantity") else ""
    money = f"{payload.get('currency') or ''} {_grouped(payload['amount'])}".strip() if payload.get("amount") else ""
    stated = _joined(quantity, money)
    return f": {stated}" if stated else ""


def _grouped(number: Any) -> str:
    """ "500000000" with its thousands apart: "500,000,000"."""
    whole, point, rest = str(number).partition(".")
    return (f"{int(whole):,}" if whole.isdecimal() else whole) + point + rest


def _joined(*parts: Any) -> str:
    return ", ".join(str(part) for part in parts if part)


def latest_jobs() -> QuerySet[IngestJob]:
    """Jobs worth telling, the latest first."""
    return IngestJob.objects.worth_telling().select_related("feed").order_by("-pk")


@dataclass(frozen=True, slots=True)
class ListedJob:
    """A job in one row: what it is called, how far it is, and its articles by what became of them."""

    job: IngestJob
    title: str
    sources: int
    ended: int
    running: int
    new: int
    known: int
    failed: int


def listed(jobs: Iterable[IngestJob]) -> list[ListedJob]:
    """The rows of `jobs`. Three queries."""
    jobs = list(jobs)
    sources = IngestSource.objects.filter(job__in=jobs)
    stages, broken, firsts = defaultdict[int, Counter[str]](Counter), Counter[int](), dict[int, int]()
    for row in (
        sources.order_by()
        .values("job", "stage")
        .annotate(rows=Count("pk"), broken=Count("pk", filter=~Q(problem="")), first=Min("pk"))
    ):
        job = row["job"]
        stages[job][row["stage"]] = row["rows"]
        broken[job] += row["broken"]
        firsts[job] = min(row["first"], firsts.get(job, row["first"]))
    names = dict(IngestSource.objects.filter(pk__in=firsts.values()).values_list("job", "name"))
    outcomes = defaultdict[int, Counter[str]](Counter)
    results = IngestResult.objects.filter(source__job__in=jobs).order_by()
    for told in results.values("source__job", "outcome").annotate(rows=Count("pk")):
        outcomes[told["source__job"]][told["outcome"]] = told["rows"]
    return [_listed(job, stages[job.pk], outcomes[job.pk], names.get(job.pk, ""), broken[job.pk]) for job in jobs]


def _listed(job: IngestJob, stages: Counter[str], outcomes: Counter[str], first: str, broken: int) -> ListedJob:
    sources = stages.total()
    return ListedJob(
        job=job,
        title=title_of(job, first, sources),
        sources=sources,
        ended=sum(stages[stage] for stage in ENDED),
        running=sum(stages[stage] for stage in RUNNING),
        new=outcomes[StoredAs.CREATED],
        known=outcomes[StoredAs.UPDATED] + outcomes[StoredAs.UNCHANGED],
        failed=outcomes[StoredAs.FAILED] + broken,
    )


def title_of(job: IngestJob, first: str, sources: int) -> str:
    """What a job is called: "Defence ministry", "report.pdf", "report.pdf and 3 more"."""
    if job.feed:
        return job.feed.name
    return first if sources <= 1 else f"{first} and {sources - 1} more"
