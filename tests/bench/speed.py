"""Extraction, spaCy's bare tokenizer and dateparser's `search_dates` one after the other on the same text, in one process.

    python -m tests.bench.speed WORDS

Prints words per second: {"first": {…}, "again": {…}}, each with "extraction" and "tokenizer", and "dateparser". "first" is
the briefs read once by a fresh process; "again" is WORDS of them, read when the words in them have been seen: both keep
what they made of a word, the tokenizer its tokens too. dateparser is slow and reads the briefs once.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence

import spacy
from dateparser.search import search_dates

from articles.extraction.extract import extract
from articles.extraction.lexicon import REFERENCE_FOLDER, load_lexicon
from articles.extraction.types import Source
from coalition.dates import PartialDate
from tests.bench.texts import briefs, count_words, repeated


def words_per_second(texts: Sequence[str], work: Callable[[int], object]) -> float:
    """How fast `work` goes through the texts, given the number of each; its results are not kept."""
    words = sum(map(count_words, texts))
    started = time.perf_counter()
    for number in range(len(texts)):
        work(number)
    return words / (time.perf_counter() - started)


def main(words: int) -> None:
    """Measure and print."""
    lexicon = load_lexicon(REFERENCE_FOLDER)
    tokenizer = spacy.blank("en").tokenizer
    # The tables that are made at the first call belong to loading.
    empty = Source(text="It rained.", published=PartialDate.parse("2016-01-01"))
    extract(empty, lexicon)
    tokenizer(empty.text)
    search_dates(empty.text, languages=["en"])

    def both(sources: list[Source]) -> dict[str, float]:
        texts = [source.text for source in sources]
        return {
            "extraction": words_per_second(texts, lambda number: extract(sources[number], lexicon)),
            "tokenizer": words_per_second(texts, lambda number: tokenizer(texts[number])),
        }

    once = briefs()
    texts = [source.text for source in once]
    measured = {
        "first": both(once),
        "again": both(repeated(once, words)),
        "dateparser": words_per_second(texts, lambda number: search_dates(texts[number], languages=["en"])),
    }
    print(json.dumps(measured))


if __name__ == "__main__":
    main(int(sys.argv[1]))
