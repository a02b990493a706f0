"""Which stored articles go back to one report: copies, cut copies and light edits of a text share an origin.

Texts are compared by their shingles: the set of all runs of five words, without case and punctuation, hashed. What
counts is containment, the share of the shorter text's shingles that the longer one has too: a cut tail, a changed
headline or an inserted paragraph leave it high, while two reporters who write about one event hardly ever share five
words in a row. Measured on 64 texts about the campaign: two different ones never share more than 8 %.

To find the few articles worth comparing, each article keeps a sketch: its 16 smallest hashes. A copy of a third of a
text shares one with it in 998 cases of 1,000.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable
from heapq import nsmallest

from django.db.models import Count, Min

from articles.models import FACT_MODELS, Article, ArticleSketch, Evidence, Origin
from coalition.actions.proof import recount_proof
from coalition.actions.rows import insert_rows
from coalition.dates import PartialDate

SHINGLE_WORDS = 5
SKETCH_SIZE = 16
DAYS_APART = 3
"""Papers print a wire report on its day or within the next few."""
COPY_CONTAINMENT = 0.6
CREDITED_CONTAINMENT = 0.4
"""Enough where both texts credit the same agency: it sends one story out in several lengths."""
FIGURE_CONTAINMENT = 0.5
"""What must also hold of the shingles with a figure in them. Daily bulletins share their frame, not their figures."""
FEWEST_FIGURE_SHINGLES = 10
"""Below two figures or so, there is nothing to tell a bulletin by."""
MOST_COMPARED = 30
"""Articles that are compared in full, those with the most shared hashes first."""

_WORD = re.compile(r"[^\W_]+(?:['’.,:][^\W_]+)*")
_NUMBER_WORDS = frozenset(
    ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozen", "dozens"]
)


class Shingles:
    """The hashed shingles of a text: `all`, and those `with_figures`."""

    __slots__ = ("all", "with_figures")

    def __init__(self, text: str) -> None:
        words = [word.replace("’", "'") for word in _WORD.findall(text.casefold())]
        starts = range(max(1, len(words) - SHINGLE_WORDS + 1))
        hashes = [_hash(" ".join(words[first : first + SHINGLE_WORDS])) for first in starts]
        figures = [at for at, word in enumerate(words) if word[0].isdigit() or word in _NUMBER_WORDS]
        near_figures = {first for at in figures for first in range(at - SHINGLE_WORDS + 1, at + 1)}
        self.all = set(hashes)
        self.with_figures = {hashes[first] for first in near_figures if 0 <= first < len(hashes)}

    def sketch(self) -> list[int]:
        """The smallest hashes: of a text and its copy, largely the same."""
        return nsmallest(SKETCH_SIZE, self.all)


def _hash(shingle: str) -> int:
    """A signed number of 64 bits that is the same on every machine and in every run."""
    return int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=8).digest(), "big", signed=True)


def is_copy(one: Shingles, other: Shingles, *, same_agency: bool) -> bool:
    """Whether two texts go back to one report; `same_agency` says that both credit one agency."""
    shorter, longer = sorted((one, other), key=lambda shingles: len(shingles.all))
    needed = CREDITED_CONTAINMENT if same_agency else COPY_CONTAINMENT
    if _containment(shorter.all, longer.all) < needed:
        return False
    return (
        len(shorter.with_figures) < FEWEST_FIGURE_SHINGLES
        or _containment(shorter.with_figures, longer.with_figures) >= FIGURE_CONTAINMENT
    )


def _containment(shorter: set[int], longer: set[int]) -> float:
    return len(shorter & longer) / len(shorter)


def find_origins(article: Article, shingles: Shingles, *, agency: str) -> list[Origin]:
    """The origins of the stored articles that `article` (not stored yet) is a copy of, the earliest first.

    An article at the same address within days is another version of one report, however much was rewritten. Costs
    three queries, four where texts of the days around are alike.
    """
    found: dict[int, Origin] = {}
    near = _near(article, shingles)
    rewritten = {other.pk for other in near if article.url and other.url == article.url}
    bodies = _bodies({other.pk for other in near} - rewritten)
    for other in near:
        same_agency = bool(agency) and other.origin.agency == agency
        if other.pk in rewritten or is_copy(shingles, Shingles(bodies[other.pk]), same_agency=same_agency):
            found[other.origin_id] = other.origin
    return sorted(found.values(), key=lambda origin: (origin.first_published_on or datetime.date.max, origin.pk))


def _bodies(articles: set[int]) -> dict[int, str]:
    """The texts of these articles by key; no query for none."""
    if not articles:
        return {}
    return dict(Article.objects.filter(pk__in=articles).order_by().values_list("pk", "body"))


def _near(article: Article, shingles: Shingles) -> list[Article]:
    """Stored articles of the days around that share a hash of the sketch or the address, without their texts."""
    hits = (
        ArticleSketch.objects.filter(shingle__in=shingles.sketch())
        .values_list("article_id", "article__published_on", "article__published_on_precision")
        .annotate(shared=Count("pk"))
        .order_by("-shared", "-article_id")[:MOST_COMPARED]
    )
    keys = {key for key, day, precision, _ in hits if _within_days(article.published, _partial(day, precision))}
    if article.url:
        same = Article.objects.filter(url=article.url).order_by()
        dated = same.values_list("pk", "published_on", "published_on_precision")
        keys |= {key for key, day, precision in dated if _within_days(article.published, _partial(day, precision))}
    return list(Article.objects.filter(pk__in=keys).select_related("origin").defer("body")) if keys else []


def _partial(day: datetime.date | None, precision: str) -> PartialDate | None:
    return None if day is None else PartialDate(day, precision or "day")  # type: ignore[arg-type]


def _within_days(first: PartialDate | None, second: PartialDate | None) -> bool:
    """Whether both dates may lie within days of each other; an unknown one may be any."""
    if first is None or second is None:
        return True
    apart = datetime.timedelta(days=DAYS_APART)
    return first.day - apart <= second.last_day and second.day - apart <= first.last_day


def choose_origin(article: Article, shingles: Shingles, *, agency: str) -> Origin:
    """The origin that `article` (not stored yet) belongs to: one that is known, or a new one.

    Where the article shows that several origins are one (it holds the whole of what others hold parts of), they are
    joined and the facts they prove are counted anew.
    """
    known = find_origins(article, shingles, agency=agency)
    if not known:
        return Origin.objects.create(agency=agency, title=article.title, first_published_on=article.published_on)
    first, *others = known
    for other in others:
        join_origins(keep=first, duplicate=other)
    first.agency = first.agency or agency
    days = [day for day in (first.first_published_on, article.published_on) if day is not None]
    first.first_published_on = min(days, default=None)
    first.save()
    return first


def join_origins(*, keep: Origin, duplicate: Origin) -> None:
    """Give the articles of `duplicate` to `keep` and count anew how many reports prove each fact."""
    moved = list(duplicate.articles.values_list("pk", flat=True))
    Article.objects.filter(pk__in=moved).update(origin=keep)
    keep.agency = keep.agency or duplicate.agency
    keep.save(update_fields=["agency"])
    date_origin(keep)
    duplicate.delete()
    recount_facts(moved)


def date_origin(origin: Origin) -> None:
    """Set the day of the earliest of its articles."""
    origin.first_published_on = origin.articles.aggregate(first=Min("published_on"))["first"]
    origin.save(update_fields=["first_published_on"])


def recount_facts(articles: Iterable[int]) -> None:
    """Count the proof of every fact that these articles prove, after their origin or date has changed."""
    passages = Evidence.objects.filter(article__in=articles)
    for name, model in FACT_MODELS.items():
        keys = {key for key in passages.values_list(f"{name}_id", flat=True) if key is not None}
        if keys:
            recount_proof(model, keys)


def save_sketch(article: Article, shingles: Shingles) -> None:
    """Remember the article's sketch, so that later copies find it."""
    insert_rows([ArticleSketch(article_id=article.pk, shingle=shingle) for shingle in shingles.sketch()])
