"""The text that every benchmark reads: the bodies of the briefs in `seeds/articles`."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

from articles.extraction.types import Source
from articles.ingest.read import read
from articles.ingest.types import ReadArticle, ReadOptions
from articles.ingest.worker import source_of

ROOT = Path(__file__).resolve().parents[2]
BRIEFS = ROOT / "seeds" / "articles"
_FIRST_DAY = date(2014, 9, 1)
_SEED = 2014


def briefs() -> list[Source]:
    """Every brief as extraction receives it."""
    sources = []
    for path in sorted(BRIEFS.glob("*.md")):
        outcome = next(iter(read(path.read_bytes(), path.name, ReadOptions())))
        if not isinstance(outcome, ReadArticle):
            raise ValueError(f"{path}: {outcome}")
        sources.append(source_of(outcome))
    return sources


def count_words(text: str) -> int:
    """Words as they are counted for a speed: what stands between white space."""
    return len(text.split())


def repeated(sources: list[Source], words: int) -> list[Source]:
    """The sources over and over until their bodies hold at least so many words; always whole rounds."""
    once = sum(count_words(source.text) for source in sources)
    return sources * -(-words // once)


def write_articles(folder: Path, *, count: int, words: int) -> None:
    """Write that many different articles of about `words` words: paragraphs of the briefs in chance order.

    The chance is the same in every run. Dates are spread over five years.
    """
    chance = random.Random(_SEED)  # noqa: S311  nothing secret
    paragraphs = [paragraph for source in briefs() for paragraph in source.text.split("\n\n") if paragraph.strip()]
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        day = _FIRST_DAY + timedelta(days=number * 5 * 365 // count)
        head = f"TITLE: Report {number} on the coalition\nPUBLISHER: Benchmark\nPUBLISHED: {day}\n"
        text = f"{head}\n{_body(chance, paragraphs, words)}\n"
        (folder / f"{number:05}.txt").write_text(text, "utf-8")


def _body(chance: random.Random, paragraphs: list[str], words: int) -> str:
    """Paragraphs, none twice, until there are enough words."""
    taken: list[str] = []
    length = 0
    for paragraph in chance.sample(paragraphs, len(paragraphs)):
        taken.append(paragraph)
        length += count_words(paragraph)
        if length >= words:
            break
    return "\n\n".join(taken)
