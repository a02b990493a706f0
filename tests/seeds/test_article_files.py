"""The briefs in ``seeds/articles/`` keep their form: header, sources, length and what they report."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = sorted((ROOT / "seeds" / "articles").glob("*.md"))
REPORTED = Path(__file__).resolve().parent / "reported"

HEADER_KEYS = {"title", "publisher", "published", "dateline", "language", "references"}
REFERENCE_KEYS = {"title", "publisher", "published", "url", "note"}
NOTES = {"copy", "reference work", "partisan or state media"}
KINDS = {"requested", "considering", "pledged", "delivering", "ended", "declined"}
CATEGORIES = {
    "air_strikes",
    "reconnaissance",
    "air_support",
    "trainers",
    "special_operations",
    "ground_forces",
    "naval",
    "weapons_munitions",
    "equipment",
    "humanitarian",
    "stabilisation_funding",
    "counter_finance",
    "counter_messaging",
    "foreign_fighters",
    "basing_access",
    "medical",
    "other",
}
OFFICES = {
    "defence_minister",
    "foreign_minister",
    "head_of_government",
    "head_of_state",
    "envoy",
    "military_commander",
    "spokesperson",
    "other",
}
OBJECTIVES = {"retake", "struck", "retaken", "defended", "held_by_is", "mentioned"}
MEETING_STATUSES = {"held", "planned"}
RUN = 9
"""Words in a row that no two briefs may share."""

Header = dict[str, Any]


def split(path: Path) -> tuple[Header, str]:
    """The front matter and the body of one brief."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    header = yaml.safe_load(front)
    assert isinstance(header, dict)
    return header, body.strip()


def reported(path: Path) -> dict[str, Any]:
    """What the brief at ``path`` reports, as annotated by hand."""
    loaded = yaml.safe_load((REPORTED / f"{path.stem}.yaml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.lower())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of ``RUN`` words in ``text``."""
    found = words(text)
    return (tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1))


each_brief = pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)


def test_there_is_a_record_to_read() -> None:
    assert len(ARTICLES) >= 12


@each_brief
def test_header_is_complete(path: Path) -> None:
    header, _ = split(path)
    assert set(header) == HEADER_KEYS
    assert header["publisher"] == "Coalition Ledger brief"
    assert header["language"] == "en"
    assert header["title"].strip()
    assert header["dateline"].split(",")[0].isupper()


@each_brief
def test_date_is_that_of_the_file_name(path: Path) -> None:
    header, _ = split(path)
    assert isinstance(header["published"], dt.date)
    assert path.stem.startswith(f"{header['published'].isoformat()}-")
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}(-[a-z0-9]+)+", path.stem)


@each_brief
def test_every_reference_names_its_page(path: Path) -> None:
    header, _ = split(path)
    assert header["references"]
    for reference in header["references"]:
        assert set(reference) <= REFERENCE_KEYS
        assert reference["title"].strip()
        assert reference["publisher"].strip()
        address = urlsplit(reference["url"])
        assert address.scheme in {"http", "https"}
        assert address.hostname
        assert isinstance(reference.get("published", dt.date.min), dt.date)
        assert reference.get("note", "copy") in NOTES
    addresses = [reference["url"] for reference in header["references"]]
    assert len(addresses) == len(set(addresses))


@each_brief
def test_official_and_news_sources_come_first(path: Path) -> None:
    header, _ = split(path)
    noted = ["note" in reference for reference in header["references"]]
    assert noted == sorted(noted)


@each_brief
def test_body_is_plain_prose_of_brief_length(path: Path) -> None:
    _, body = split(path)
    assert 120 <= len(body.split()) <= 400
    assert "  " not in body
    assert not re.search(r"^\s*([#>*+|-]|\d+\.\s)|\*\*|__|\]\(|`|<\w", body, re.MULTILINE)
    paragraphs = body.split("\n\n")
    assert len(paragraphs) >= 3
    for paragraph in paragraphs:
        assert "\n" not in paragraph
        assert paragraph.endswith((".", "?", "!"))


@each_brief
def test_group_is_called_by_the_house_name(path: Path) -> None:
    header, body = split(path)
    assert not re.search(r"\b(ISIS|ISIL|Daesh|Da'esh)\b", f"{header['title']}\n{body}")
    if re.search(r"\bIS\b", body):
        assert body.index("Islamic State (IS)") == body.index("Islamic State")
        assert re.search(r"\bIS\b", body).start() == body.index("(IS)") + 1  # type: ignore[union-attr]


def test_no_two_briefs_share_a_run_of_words() -> None:
    first: dict[tuple[str, ...], str] = {}
    shared: set[tuple[str, str, str]] = set()
    for path in ARTICLES:
        header, body = split(path)
        for run in runs(f"{header['title']} {body}"):
            other = first.setdefault(run, path.stem)
            if other != path.stem:
                shared.add((other, path.stem, " ".join(run)))
    assert shared == set()


def test_titles_are_unique() -> None:
    titles = [split(path)[0]["title"] for path in ARTICLES]
    assert len(titles) == len(set(titles))


def test_every_brief_has_its_report_and_every_report_its_brief() -> None:
    assert {path.stem for path in REPORTED.glob("*.yaml")} == {path.stem for path in ARTICLES}


@each_brief
def test_report_belongs_to_the_brief(path: Path) -> None:
    header, _ = split(path)
    report = reported(path)
    assert report["title"] == header["title"]
    assert report["published"] == header["published"].isoformat()
    assert report["dossier"]
    assert len(report["dossier"]) == len(set(report["dossier"]))


@each_brief
def test_report_keeps_to_the_vocabulary(path: Path) -> None:
    report = reported(path)
    assert all(re.fullmatch(r"[A-Z]{3}", nation) for nation in report["nations"])
    assert len(report["nations"]) == len(set(report["nations"]))
    for minister in report["ministers"]:
        assert minister["office"] in OFFICES
        assert minister["nation"] in report["nations"]
    for meeting in report["meetings"]:
        assert meeting["status"] in MEETING_STATUSES
        assert re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", meeting["date"])
        assert set(meeting["participants"]) <= set(report["nations"])
        assert set(meeting["hosts"]) <= set(report["nations"])
    for pledge in report["pledges"]:
        assert pledge["kind"] in KINDS
        assert pledge["category"] in CATEGORIES
        assert pledge["nation"] in {*report["nations"], "COALITION"}
        assert (pledge["amount"] is None) == (pledge["currency"] is None)
    for city in report["cities"]:
        assert city["objective"] in OBJECTIVES


@each_brief
def test_report_stands_in_the_words_of_the_brief(path: Path) -> None:
    header, body = split(path)
    text = f"{header['title']}\n\n{body}"
    starts = {match.end() for match in re.finditer(r"\A|[.?!]['’”\"]?\s+|\n\n", text)}
    report = reported(path)
    for pledge in report["pledges"]:
        hint = pledge["evidence_hint"]
        assert any(text.startswith(hint, start) for start in starts), hint
    for minister in report["ministers"]:
        assert minister["name"] in text
    for meeting in report["meetings"]:
        assert meeting["city"] in text
    for city in report["cities"]:
        assert city["spelling_in_text"] in text
