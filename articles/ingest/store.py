"""Store what was read: created, updated or unchanged. The stored text is never altered.

A text is known by the hash of its body. Known again, it can only gain: values that were missing, values that the same
source corrects, further references. A missing value never erases a known one, another outlet's copy changes nothing,
and what an editor has changed stays. The same address with another text is a new article. A text without an address
that bears title, publisher and date of a stored one is its newer version and replaces it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db import transaction
from django.db.models import Max, Q

from articles.enums import ArticleState
from articles.ingest.types import ReadArticle, Reference
from articles.models import Article, ArticleReference
from articles.origins import Shingles, choose_origin, date_origin, recount_facts, save_sketch

Outcome = Literal["created", "updated", "unchanged"]

_FIELDS = ("url", "title", "publisher", "byline", "dateline", "language", "published")
_READ_BY_RULES = frozenset({"title", "publisher", "dateline", "published"})
"""What extraction sees beside the body: a change asks for a new reading."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What storing an article would do; nothing is written yet."""

    outcome: Outcome
    body_hash: str
    known: Article | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    references: tuple[Reference, ...] = ()
    """References that are not stored yet."""
    replaces: Article | None = None
    """The stored version that a new text takes the place of."""

    @property
    def asks_for_reading(self) -> bool:
        """Whether something changes that extraction reads beside the body."""
        return bool(_READ_BY_RULES & self.changes.keys())


def body_hash(body: str) -> str:
    """The name under which a text is known: SHA-256 of its UTF-8 form."""
    return hashlib.sha256(body.encode()).hexdigest()


def plan_store(read: ReadArticle) -> Plan:
    """Compare with what is stored. One query for a new text, up to four for a known one."""
    key = body_hash(read.body)
    # Most texts are new: two columns of nothing are quicker to ask for than an article with its run.
    alike = dict(
        Article.objects.filter(Q(body_hash=key) | _is_older_version(read)).order_by("pk").values_list("body_hash", "pk")
    )
    if key not in alike:
        older = Article.objects.defer("body").filter(pk=max(alike.values())).first() if alike else None
        return Plan("created", key, references=read.references, replaces=older)
    known = Article.objects.defer("body").select_related("read_by").get(pk=alike[key])
    if not _is_same_source(known, read):
        return Plan("unchanged", key, known)
    changes = _changes(known, read)
    references = _further_references(known, read)
    return Plan("updated" if changes or references else "unchanged", key, known, changes, references)


@transaction.atomic(savepoint=False)
def store(read: ReadArticle, plan: Plan) -> Article:
    """Carry out the plan for `read` in one transaction; answers the stored article."""
    if plan.known is None:
        article = _create(read, plan.body_hash)
        if plan.replaces is not None:
            plan.replaces.replaced_by = article
            plan.replaces.state = ArticleState.REPLACED
            plan.replaces.save(update_fields=["replaced_by", "state"])
    else:
        article = plan.known
        article.body = read.body  # the same characters, which the plan had no need to load
        _update(article, plan.changes)
    _add_references(article, plan.references)
    return article


def _is_older_version(read: ReadArticle) -> Q:
    """The condition that a stored text is the one that `read` corrects: only texts without an address have no other way
    to be known again.
    """
    if read.url or not (read.title and read.publisher and read.published):
        return Q(pk__in=())
    return Q(
        url="",
        title=read.title,
        publisher=read.publisher,
        published_on=read.published.day,
        published_on_precision=read.published.precision,
        replaced_by=None,
    )


def _create(read: ReadArticle, key: str) -> Article:
    article = Article(
        **{name: getattr(read, name) for name in _FIELDS if name != "published"},
        body=read.body,
        body_hash=key,
        body_length=len(read.body),
        state=ArticleState.NEW,
    )
    article.published = read.published
    shingles = Shingles(read.body)
    article.origin = choose_origin(article, shingles, agency=read.agency)
    article.save()
    save_sketch(article, shingles)
    return article


def _update(article: Article, changes: dict[str, Any]) -> None:
    """Write the changed fields; where extraction reads one of them, the article is new to it."""
    if not changes:
        return
    for name, value in changes.items():
        setattr(article, name, value)
    if changes.keys() & _READ_BY_RULES:
        article.state = ArticleState.NEW
        article.read_by = None
    columns = {f"{name}_on" if name == "published" else name for name in changes}
    article.save(update_fields=[*columns, "published_on_precision", "state", "read_by"])
    if "published" in changes:
        date_origin(article.origin)
        recount_facts([article.pk])


def _is_same_source(known: Article, read: ReadArticle) -> bool:
    """Whether the text comes from where it came from: neither address nor publisher contradicts what is stored."""
    return all(
        not before or not now or before == now
        for before, now in ((known.url, read.url), (known.publisher, read.publisher))
    )


def _changes(known: Article, read: ReadArticle) -> dict[str, Any]:
    """Fields that `read` fills, or corrects where no editor has changed the article."""
    stored = {name: getattr(known, name) for name in _FIELDS}
    given = {name: getattr(read, name) for name in _FIELDS}
    changes = {name: value for name, value in given.items() if value and value != stored[name]}
    history: Any = known.history
    if changes and history.filter(history_user__isnull=False).exists():
        return {name: value for name, value in changes.items() if not stored[name]}
    return changes


def _further_references(known: Article, read: ReadArticle) -> tuple[Reference, ...]:
    """References whose address, or title where they have none, is not among the stored ones."""
    if not read.references:
        return ()
    stored = {word for pair in known.references.values_list("url", "title") for word in pair if word}
    return tuple(reference for reference in read.references if (reference.url or reference.title) not in stored)


def _add_references(article: Article, references: tuple[Reference, ...]) -> None:
    if not references:
        return
    last = article.references.aggregate(last=Max("position"))["last"]
    first = 0 if last is None else last + 1
    rows = []
    for position, reference in enumerate(references, start=first):
        row = ArticleReference(
            article=article,
            position=position,
            title=reference.title,
            publisher=reference.publisher,
            url=reference.url,
            note=reference.note,
        )
        row.published = reference.published
        rows.append(row)
    ArticleReference.objects.bulk_create(rows)
