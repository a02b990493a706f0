"""Articles that are recorded together: what they are compared with, and what they write, in memory until the end."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.text import slugify

from articles.extraction.types import CityFact, MeetingFact, PledgeFact
from articles.models import FACT_MODELS, Article, Candidate, Evidence
from articles.recording.drafts import Draft
from articles.recording.known import KnownCityEvents, KnownMeetings
from articles.recording.lines import Lines
from articles.recording.register import Register
from articles.recording.writes import Writes
from coalition.actions.pledges import write_settled, write_standings
from coalition.actions.proof import recount_proof
from coalition.actions.rows import insert_values, update_rows
from coalition.models import Meeting, Minister
from coalition.models.facts import Fact

_SLUG_LENGTH = 100

_Key = tuple[str, int]
"""The field of `Evidence` that names a fact, and the key of the fact."""


@dataclass(slots=True)
class _Proof:
    """What the articles of a batch say for one fact."""

    fact: Fact
    passages: set[tuple[int, int, int]] = field(default_factory=set)
    """Article, start and end: one passage proves a fact once."""
    articles: dict[int, Article] = field(default_factory=dict)

    def count(self, *, is_new: bool) -> None:
        """Set the day of public record and, of a new fact, which has no other proof, the counts, as `recount_proof`
        would find them.
        """
        days = [*map(report_day, self.articles.values()), *([] if is_new else [self.fact.public_from])]
        self.fact.public_from = min(day for day in days if day is not None)
        if is_new:
            self.fact.evidence_count = len(self.passages)
            self.fact.origin_count = len({article.origin_id for article in self.articles.values()})


@dataclass
class Batch:
    """One article or several, inside the caller's transaction; `finish` writes what they add.

    Reading the lines, meetings and cities, writing each kind of record, counting proof and computing the status of
    lines cost as many queries for one article as for fifty.
    """

    register: Register
    lines: Lines = field(default_factory=Lines)
    meetings: KnownMeetings = field(default_factory=KnownMeetings)
    city_events: KnownCityEvents = field(default_factory=KnownCityEvents)
    writes: Writes = field(default_factory=Writes)
    _slugs: dict[type[Model], set[str]] = field(default_factory=lambda: defaultdict(set))
    """Names in addresses that are given away and not stored yet."""
    _proofs: dict[_Key, _Proof] = field(default_factory=dict)
    _proved_now: dict[_Key, _Proof] = field(default_factory=dict)
    """What the article that is being read proves."""
    _passages: list[tuple[Any, ...]] = field(default_factory=list)
    """Rows of `Evidence`, as values of `_passage_fields`."""
    _articles: list[Article] = field(default_factory=list)

    def foresee(self, drafts: Iterable[Draft]) -> None:
        """Read at once what these proposals will be compared with."""
        facts = [draft.fact for draft in drafts]
        nations = self.register.nations
        self.lines.load(
            (nations[fact.nation].pk, fact.capability)
            for fact in facts
            if isinstance(fact, PledgeFact) and fact.nation in nations
        )
        self.meetings.load(fact.city for fact in facts if isinstance(fact, MeetingFact))
        cities = (self.register.city(fact.name) for fact in facts if isinstance(fact, CityFact))
        self.city_events.load(city for city in cities if city is not None)

    def free_slug(self, model: type[Minister] | type[Meeting], text: str) -> str:
        """A name in addresses that no other record has; one query."""
        base = slugify(text)[:_SLUG_LENGTH] or model._meta.model_name or "record"
        taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
        taken |= self._slugs[model]
        slug, number = base, 2
        while slug in taken:
            slug, number = f"{base}-{number}", number + 1
        self._slugs[model].add(slug)
        return slug

    def prove(self, name: str, fact: Fact, article: Article, start: int, end: int, candidate: Candidate) -> None:
        """A passage of an article proves a fact, as this candidate proposes."""
        proof = self._proofs.setdefault((name, fact.pk), _Proof(fact))
        self._proved_now[name, fact.pk] = proof
        passage = (article.pk, start, end)
        if passage in proof.passages:
            return
        proof.passages.add(passage)
        proof.articles[article.pk] = article
        facts = (fact.pk if name == column else None for column in FACT_MODELS)
        self._passages.append((article.pk, start, end, candidate.pk, candidate.rule, timezone.now(), *facts))

    def read(self, article: Article) -> None:
        """The whole article has been read, and its state and run are set: the next one finds what it tells."""
        self._articles.append(article)
        self.writes.log(article, "~")
        self.end_article()

    def end_article(self) -> None:
        """Count what the article that was read proves."""
        for proof in self._proved_now.values():
            proof.count(is_new=self.writes.is_new(proof.fact))
        self._proved_now.clear()
        self.lines.end_article()

    def proved(self) -> list[tuple[type[Fact], int]]:
        """The model and key of each fact that is proved now."""
        return [(FACT_MODELS[name], key) for name, key in self._proofs]

    def finish(self) -> None:
        """Write records, log and passages, recount what they prove and compute the status of the lines."""
        known: dict[str, set[int]] = defaultdict(set)
        for (name, key), proof in self._proofs.items():
            if not self.writes.is_new(proof.fact):
                known[name].add(key)
        lines = self.lines.settle()
        known_lines = [line for line in lines if not self.writes.is_new(line)]
        self.writes.finish()
        insert_values(Evidence, _passage_fields(), self._passages, ignore_conflicts=True)
        for name, keys in known.items():
            recount_proof(FACT_MODELS[name], keys)
        write_settled(known_lines)
        write_standings(self.lines.standings())
        update_rows(self._articles, ("state", "read_by"))


@cache
def _passage_fields() -> tuple[Any, ...]:
    names = ("article", "start", "end", "candidate", "added_by", "added_at", *FACT_MODELS)
    return tuple(Evidence._meta.get_field(name) for name in names)


def report_day(article: Article) -> datetime.date:
    """The day from which the public record holds what the article proves."""
    return article.published_on or article.ingested_at.date()
