"""Reading stored articles anew with the present rules and words: what that adds, loses and changes.

The texts come from the database; their sources are not asked again.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field

from django.db import InterfaceError, OperationalError
from django.db.models import Q, QuerySet

from articles.extraction.types import Extraction, Source
from articles.ingest.pipeline import RunInProgress, open_run, workers
from articles.ingest.worker import extract_source
from articles.models import Article
from articles.proposals import summary
from articles.recording import Difference, difference
from articles.recording.versions import code_version, lexicon_version

logger = logging.getLogger(__name__)

_AHEAD = 4
"""Articles for each worker that are in the making before the oldest is waited for."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What became of one article; `problem` says why it could not be read, and then nothing of it has changed."""

    article: Article
    lines: list[str] = field(default_factory=list)
    added: int = 0
    lost: int = 0
    changed: int = 0
    problem: str = ""


def outdated() -> QuerySet[Article]:
    """Articles that the present rules and words have not read; versions that were replaced are left out."""
    present = Q(read_by__code_version=code_version(), read_by__lexicon_version=lexicon_version())
    return Article.objects.filter(replaced_by=None).exclude(present).order_by("published_on", "pk")


def reread(articles: QuerySet[Article], *, jobs: int = 1, dry_run: bool = False) -> Iterator[Reread]:
    """Read each article again and record what is new, one transaction each; `dry_run` only compares.

    An article that fails keeps what earlier runs read in it, and the next one follows.
    """
    waiting: deque[tuple[Article, Future[Extraction]]] = deque()
    ahead = 0 if jobs == 1 else _AHEAD * jobs
    with workers(jobs) as pool, open_run() as run:
        # The keys first: the articles change while they are gone through.
        for key in list(articles.values_list("pk", flat=True)):
            article = Article.objects.get(pk=key)
            waiting.append((article, pool.submit(extract_source, _stored_source(article))))
            while len(waiting) > ahead:
                yield _settle(*waiting.popleft(), run, dry_run=dry_run)
        while waiting:
            yield _settle(*waiting.popleft(), run, dry_run=dry_run)


def _stored_source(article: Article) -> Source:
    return Source(
        text=article.body,
        title=article.title,
        published=article.published,
        publisher=article.publisher,
        dateline=article.dateline,
    )


def _settle(article: Article, facts: Future[Extraction], run: RunInProgress, *, dry_run: bool) -> Reread:
    try:
        extraction = facts.result()
        found = difference(article, extraction)
        if dry_run:
            return Reread(article, _lines(found), len(found.added), len(found.lost), len(found.changed))
        counts = run.record(article, extraction)
    except (OperationalError, InterfaceError):
        raise  # the database is gone or locked: the articles after this one would fail too
    except Exception as error:
        logger.exception("reading %s again failed", article)
        run.forget_register()
        return Reread(article, problem=f"{type(error).__name__}: {' '.join(str(error).split())}")
    return Reread(article, _lines(found), counts.added, counts.lost, counts.changed)


def _lines(found: Difference) -> list[str]:
    """One line a change, marked as in a patch: "+" added, "-" lost, "~" changed."""
    return [
        *(f"+ {summary(draft.kind, draft.payload)}" for draft in found.added),
        *(f"- {summary(candidate.kind, candidate.payload)}" for candidate in found.lost),
        *(f"~ {summary(draft.kind, draft.payload)}" for _, draft in found.changed),
    ]
