"""What worker processes do: read sources and extract facts. No Django, no database."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache, partial
from typing import Any, ParamSpec, TypeVar

from articles.extraction.extract import extract
from articles.extraction.lexicon import Lexicon, load_lexicon
from articles.extraction.types import Extraction, Source
from articles.ingest.sources import Item, load
from articles.ingest.types import Outcome, ReadArticle, ReadOptions

_ANY_TEXT = Source(
    "Denmark's defence minister said on Monday in Paris that it would send 20 trainers to Iraq to fight Islamic State "
    "(IS). Troops took Ramadi from Islamic State, and allies promised $5 million."
)
"""Reading it makes every table that is made of the words."""

P = ParamSpec("P")
T = TypeVar("T")

_make_lexicon: Callable[[], Lexicon] = load_lexicon


def prepare(make_lexicon: Callable[[], Lexicon]) -> None:
    """Say where this process gets its lexicon from; it is made when the first article asks for it."""
    global _make_lexicon  # noqa: PLW0603  a process has one lexicon
    _make_lexicon = make_lexicon
    _lexicon.cache_clear()


@cache
def _lexicon() -> Lexicon:
    return _make_lexicon()


def read_item(item: Item, options: ReadOptions) -> list[Outcome]:
    """All that one item holds."""
    return list(load(item, options))


def extract_article(article: ReadArticle) -> Extraction:
    """The facts in one article."""
    return extract_source(source_of(article))


def extract_source(source: Source) -> Extraction:
    """The facts in one text."""
    return extract(source, _lexicon())


def source_of(article: ReadArticle) -> Source:
    """The article as extraction receives it."""
    return Source(
        text=article.body,
        title=article.title,
        published=article.published,
        publisher=article.publisher,
        dateline=article.dateline,
    )


class _Inline(Executor):
    """Does the work at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Call `fn` and hand out what came of it."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  kept for whoever asks for the result
            future.set_exception(error)
        return future


@contextmanager
def executor(
    jobs: int, make_lexicon: Callable[..., Lexicon], *arguments: Any, has_database: bool = True
) -> Iterator[Executor]:
    """Workers with their lexicon: this process for one job, otherwise as many others.

    Fresh processes where this one has a database, since a fork would share its connection. Without one they are forked
    on Linux, once the words are loaded: they begin to read at once and share the memory of the words.
    """
    made = partial(make_lexicon, *arguments)
    if jobs == 1:
        prepare(made)
        yield _Inline()
        return
    if not has_database and sys.platform == "linux":
        prepare(made)
        extract_source(_ANY_TEXT)
        pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("fork"))
    else:
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=prepare, initargs=(made,))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
