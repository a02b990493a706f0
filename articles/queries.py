"""What pages show of articles: the list of sources, and the facts that one article proves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Substr

from articles.excerpt import ROOM, Excerpt, excerpt
from articles.marking import Passage
from articles.models import FACT_MODELS, Article, Evidence, published_by
from coalition.as_of import PublicRecord
from coalition.models import Nation
from coalition.models.facts import Fact

# What a reader calls each kind of fact.
FACT_LABELS = {
    "pledge_event": "Pledge",
    "meeting": "Meeting",
    "attendance": "Attendance",
    "appointment": "Office",
    "city_event": "City",
}
# The page of a fact, and what a sentence about it reads.
_SUBJECTS = {
    "pledge_event": ("pledge__nation", "pledge__city", "speaker"),
    "meeting": ("country",),
    "attendance": ("meeting", "nation", "minister"),
    "appointment": ("minister", "nation"),
    "city_event": ("city",),
}


def _of_facts_in(record: PublicRecord) -> Q:
    """Passages whose fact is in `record`, and the meeting of an attendance too."""
    shown = Q()
    for name in FACT_MODELS:
        condition = record.holds_term(name) if name == "appointment" else record.holds(name)
        if name == "attendance":
            condition &= record.holds("attendance__meeting")
        shown |= condition
    return shown


def article_rows(record: PublicRecord) -> QuerySet[Any]:
    """Articles with `fact_count`, the number of published facts they prove; without their texts. One query.

    A version that a newer one replaced is left out; its own page still opens.
    """
    passages: Any = Evidence.objects.filter(_of_facts_in(record), article=OuterRef("pk")).order_by()
    facts: Any = sum((Count(name, distinct=True) for name in FACT_MODELS), Value(0))
    counted = passages.values("article").annotate(facts=facts).values("facts")
    return Article.objects.as_of(record.day).defer("body").annotate(fact_count=Coalesce(Subquery(counted), Value(0)))


def readable(record: PublicRecord) -> QuerySet[Article]:
    """Articles whose page opens: replaced versions among them."""
    return Article.objects.filter(published_by(record.day))


def article_page(record: PublicRecord) -> QuerySet[Article]:
    """Articles with what their page shows besides: origin, the newer version where it is out, references."""
    newer = Prefetch("replaced_by", queryset=readable(record).defer("body"))
    references = Prefetch("references", queryset=record.references())
    return readable(record).select_related("origin").prefetch_related(newer, references)


def publishers(record: PublicRecord) -> list[str]:
    """Names of all publishers. One query."""
    named = readable(record).exclude(publisher="").order_by("publisher")
    return list(named.values_list("publisher", flat=True).distinct())


def years_with_articles(record: PublicRecord) -> list[int]:
    """Years of publication, latest first. One query."""
    return [day.year for day in readable(record).order_by().dates("published_on", "year", order="DESC")]


def named_nations(record: PublicRecord) -> QuerySet[Nation]:
    """Nations that an article names."""
    naming = Article.nations.through.objects.filter(published_by(record.day, "article__"), nation=OuterRef("pk"))
    return Nation.objects.filter(Exists(naming))


@dataclass(frozen=True, slots=True)
class ProvedFact:
    """A published fact with the passages of one article that prove it, first one first."""

    kind: str
    fact: Fact
    passages: tuple[Evidence, ...]

    @property
    def label(self) -> str:
        """What a reader calls this kind of fact."""
        return FACT_LABELS[self.kind]

    @property
    def url(self) -> str:
        """The page that shows the fact."""
        subject: Any = {
            "pledge_event": "pledge",
            "attendance": "meeting",
            "appointment": "minister",
            "city_event": "city",
        }.get(self.kind)
        page: Any = getattr(self.fact, subject) if subject else self.fact
        address: str = page.get_absolute_url()
        return address


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage that proves a fact, with the words around it; `passage` has its article and the references."""

    passage: Evidence
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Proof:
    """A fact with everything that proves it. `reports` counts copies of one wire story once."""

    proved: ProvedFact
    quotations: list[Quotation]
    reports: int


def proof_of(kind: str, pk: int, record: PublicRecord) -> Proof | None:
    """All proof in `record` of the fact `pk` of `kind`; None where the record does not hold it. Three queries."""
    model = FACT_MODELS[kind]
    facts: QuerySet[Any] = record.facts(model).filter(pk=pk).select_related(*_SUBJECTS[kind])
    if kind == "attendance":
        facts = facts.filter(record.holds("meeting"))
    fact = facts.first()
    if fact is None:
        return None
    quotations = [_quotation(passage) for passage in _passages_of(fact, kind, record)]
    passages = tuple(quotation.passage for quotation in quotations)
    return Proof(
        proved=ProvedFact(kind, fact, passages),
        quotations=quotations,
        reports=len({passage.article.origin_id for passage in passages}),
    )


def _passages_of(fact: Fact, kind: str, record: PublicRecord) -> QuerySet[Any]:
    """Passages for `fact`, oldest report first, with the words around each in `around`; no whole article is loaded."""
    around = Substr("article__body", Greatest(F("start") - ROOM, Value(0)) + 1, F("end") - F("start") + 2 * ROOM)
    passages: QuerySet[Any] = Evidence.objects.reported_by(record.day).filter(**{kind: fact}).annotate(around=around)
    return (
        passages.select_related("article__origin")
        .defer("article__body")
        .prefetch_related(Prefetch("article__references", queryset=record.references()))
        .order_by("article__published_on", "article_id", "start")
    )


def _quotation(passage: Any) -> Quotation:
    start = min(passage.start, ROOM)
    # At the beginning of an article there are fewer words before, and as many more were taken after.
    text = passage.around[: start + passage.end - passage.start + ROOM]
    return Quotation(passage, excerpt(text, start, start + passage.end - passage.start))


def published_passages(article: Article, record: PublicRecord) -> list[Any]:
    """Passages of `article` that prove what is in `record`, in the order of the text. One query, as of a day six.

    `rule` is the rule that proposed a passage; where `added_by` names another, an editor chose it.
    """
    passages: QuerySet[Any] = article.evidence.filter(_of_facts_in(record)).annotate(rule=F("candidate__rule"))
    for name, model in FACT_MODELS.items():
        passages = record.load(passages, name, model, *_SUBJECTS[name])
    return list(passages.order_by("start", "-end", "pk"))


def proved_facts(passages: Sequence[Evidence]) -> list[ProvedFact]:
    """The facts behind `passages`, each once, in the order of their first passage."""
    grouped: dict[tuple[str, int], list[Evidence]] = defaultdict(list)
    for passage in passages:
        grouped[kind_of(passage), passage.fact.pk].append(passage)
    return [ProvedFact(kind, found[0].fact, tuple(found)) for (kind, _), found in grouped.items()]


def kind_of(passage: Evidence) -> str:
    """The kind of fact that `passage` proves, as `FACT_MODELS` names it."""
    return next(name for name in FACT_MODELS if getattr(passage, f"{name}_id") is not None)


def same_origin(article: Article, record: PublicRecord) -> QuerySet[Article]:
    """Other articles that carry the same report."""
    return readable(record).filter(origin=article.origin_id).exclude(pk=article.pk).defer("body")


def as_marked(passage: Evidence) -> Passage:
    """`passage` as the marked text needs it."""
    kind = kind_of(passage)
    return Passage(passage.pk, passage.start, passage.end, kind, FACT_LABELS[kind])


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many facts of one kind an article proves."""

    kind: str
    label: str
    facts: int


def count_by_kind(facts: Sequence[ProvedFact]) -> list[KindCount]:
    """The kinds of `facts` with their numbers, in the order of `FACT_LABELS`."""
    counts = Counter(fact.kind for fact in facts)
    return [KindCount(kind, label, counts[kind]) for kind, label in FACT_LABELS.items() if counts[kind]]
