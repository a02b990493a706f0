"""What the benchmarks stand on: their text, their rows, their reading of memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.extraction.types import Source
from tests.bench.measures import Row, line, peak_mb, resident_mb
from tests.bench.texts import briefs, count_words, repeated, write_articles


def test_text_is_repeated_in_whole_rounds() -> None:
    sources = [Source(text="one two three"), Source(text="four five")]
    assert repeated(sources, 10) == sources * 2
    assert repeated(sources, 11) == sources * 3


def test_written_articles_are_different_long_enough_and_the_same_each_time(tmp_path: Path) -> None:
    for name in ("first", "second"):
        write_articles(tmp_path / name, count=5, words=300)
    first, second = ([path.read_text("utf-8") for path in sorted((tmp_path / name).iterdir())] for name in ("first", "second"))  # fmt: skip
    assert first == second
    bodies = [text.split("\n\n", 1)[1] for text in first]
    assert len(set(bodies)) == 5
    assert all(300 <= count_words(body) < 500 for body in bodies)
    assert first[0].startswith("TITLE: Report 0 on the coalition\nPUBLISHER: Benchmark\nPUBLISHED: 2014-09-01\n\n")


def test_briefs_are_read_with_their_dates() -> None:
    assert {source.published is not None and bool(source.text) for source in briefs()} == {True}


@pytest.mark.parametrize(
    ("row", "is_kept"),
    [
        (Row("speed", 60_000, "words/s", "at least", 60_000), True),
        (Row("speed", 59_999, "words/s", "at least", 60_000), False),
        (Row("memory", 150.1, "MB", "at most", 150), False),
        (Row("memory", 150, "MB", "at most", 150), True),
        (Row("memory", 1e9, "MB"), None),
    ],
)
def test_a_budget_is_kept_or_not(row: Row, is_kept: bool | None) -> None:
    assert row.is_kept is is_kept


def test_a_missed_budget_is_marked() -> None:
    rows = [Row("speed", 59_999.4, "words/s", "at least", 60_000, "0.20 of it"), Row("time", 1.234, "s")]
    assert [line(row).split() for row in rows] == [
        ["speed", "59,999", "words/s", "at", "least", "60,000", "MISSED", "0.20", "of", "it"],
        ["time", "1.23", "s"],
    ]


def test_memory_is_read_in_megabytes() -> None:
    assert 10 < resident_mb() <= peak_mb() * 1.001
