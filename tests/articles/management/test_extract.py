"""`manage.py extract`: files in, JSON out, no database."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ARTICLE = "PUBLISHED: 2016-01-20\nTITLE: {title}\n\nDenmark will send seven F-16s against Islamic State.\n"


def write(folder: Path, name: str, title: str = "Jets") -> Path:
    path = folder / name
    path.write_text(ARTICLE.format(title=title), "utf-8")
    return path


def run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("extract", *arguments, stdout=output, stderr=io.StringIO())
    return output.getvalue()


def test_one_article_prints_one_document(tmp_path: Path) -> None:
    row = json.loads(run(str(write(tmp_path, "a.txt"))))
    assert (row["title"], row["published"], row["nations"]) == ("Jets", "2016-01-20", ["DNK"])


def test_several_articles_print_lines(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "First")
    write(tmp_path, "b.txt", "Second")
    rows = [json.loads(line) for line in run(str(tmp_path)).splitlines()]
    assert [row["title"] for row in rows] == ["First", "Second"]


def test_out_writes_one_file_an_article(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "First")
    (tmp_path / "deeper").mkdir()
    write(tmp_path / "deeper", "a.txt", "Second")
    out = tmp_path / "out"
    assert run(str(tmp_path), "--out", str(out)) == ""
    assert {path.name: json.loads(path.read_text("utf-8"))["title"] for path in out.iterdir()} == {
        "a.json": "First",
        "a-2.json": "Second",
    }


def test_a_source_that_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    output, errors = io.StringIO(), io.StringIO()
    missing = tmp_path / "missing.txt"
    with pytest.raises(CommandError, match="1 of the sources"):
        call_command("extract", str(missing), str(write(tmp_path, "a.txt")), stdout=output, stderr=errors)
    assert json.loads(output.getvalue())["title"] == "Jets"
    assert "missing.txt: no such file or folder" in errors.getvalue()


def test_jobs_must_be_positive(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--jobs"):
        run(str(write(tmp_path, "a.txt")), "--jobs", "0")


def test_two_processes_give_the_same_rows(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        write(tmp_path, name, name)
    assert run(str(tmp_path), "--jobs", "2") == run(str(tmp_path))
