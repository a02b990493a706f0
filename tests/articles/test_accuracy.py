"""The saved measurement, the bar for publication, and the page that shows both."""

from __future__ import annotations

import subprocess
import sys

import lxml.html
import pytest
from django.conf import settings
from django.test import Client

from articles.accuracy import Accuracy, RuleAccuracy, as_saved, last_measurement, read_accuracy
from articles.scoring.tally import Tally
from coalition.views import about

ONE = {
    "title": "First set",
    "articles": 2,
    "negatives": 1,
    "negatives_with_pledges": 1,
    "layers": {"cities": {"right": 2, "false": 1, "missed": 1}, "hosts": {"right": 0, "false": 0, "missed": 0}},
    "rules": {"cities.retake": {"right": 2, "false": 1, "missed": 0}},
}
OTHER = ONE | {"title": "Second set", "rules": {"cities.retake": {"right": 98, "false": 0, "missed": 0}}}


def test_rules_are_counted_over_all_sets() -> None:
    measured = read_accuracy(as_saved("2026-11-22", [ONE, OTHER]))
    assert measured.rules == {"cities.retake": RuleAccuracy("cities.retake", Tally(right=100, false=1))}
    assert [one.title for one in measured.sets] == ["First set", "Second set"]


@pytest.mark.parametrize(
    ("right", "false", "publishes"), [(9, 0, True), (8, 0, False), (79, 21, True), (78, 22, False), (0, 0, False)]
)
def test_bar_is_cleared_by_the_lower_end_of_the_interval(right: int, false: int, publishes: bool) -> None:
    rule = RuleAccuracy("a.rule", Tally(right=right, false=false))
    assert rule.publishes is publishes
    assert Accuracy("2026-11-22", (), {"a.rule": rule}).publishes("a.rule") is publishes
    assert not Accuracy("2026-11-22", (), {}).publishes("a.rule")


def test_saved_measurement_names_every_set_of_the_project() -> None:
    titles = [one.title for one in last_measurement().sets]
    assert titles[:7] == [
        "Articles of many styles, development half",
        "Articles of many styles, second half",
        "News of many countries, development half",
        "News of many countries, held out",
        "Official texts of many countries, development half",
        "Official texts of many countries, held out",
        "Briefs of this ledger",
    ]


@pytest.mark.django_db
def test_page_shows_counts_and_no_share_of_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(about, "last_measurement", lambda: read_accuracy(as_saved("2026-11-22", [ONE])))
    page = lxml.html.fromstring(client.get("/about/accuracy/").content)
    first, second = page.xpath("//table")
    assert [[cell.text_content() for cell in row] for row in first.xpath(".//tbody/tr")] == [
        ["Cities", "0.66", "0.66", "0.66", "2", "1", "1"],
        ["Hosts", "–", "–", "–", "0", "0", "0"],
    ]
    assert [[cell.text_content() for cell in row] for row in second.xpath(".//tbody/tr")] == [
        ["cities.retake", "2", "1", "0.66", "0.20", "no"]
    ]
    assert "1 of them hold no contribution, and in 1 of these the program saw one" in page.text_content()


def test_showing_the_measurement_does_not_load_extraction() -> None:
    code = (
        "import sys; import articles.accuracy; sys.exit(any(m.startswith('articles.extraction') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=settings.BASE_DIR, check=False).returncode == 0
