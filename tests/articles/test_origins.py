"""Copies of one report share an origin; different reports of one event do not."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.ingest.store import plan_store, store
from articles.ingest.types import ReadArticle
from articles.models import Article, Origin
from articles.origins import COPY_CONTAINMENT, SKETCH_SIZE, Shingles, is_copy
from coalition.dates import PartialDate
from tests.factories import PledgeEventFactory, prove

WIRE = """Ministers from nine countries agreed on Thursday to share more of the work of training Iraqi recruits.

The decision came after four hours of talks in a guarded hotel outside the city, where the host had asked each guest
to name one thing it could add before the summer. Most of them named trainers, and two offered to open their
workshops for the repair of vehicles that return damaged from the front.

The host's minister said the list would be public within weeks. Nobody would be shamed into giving, he told
reporters on the steps of the hotel, but nobody could say any longer that they had not been asked.

Officials who prepared the meeting said the gap was largest among medics. Field hospitals north of the river lack
surgeons, and the few who work there have been on duty since the new year without relief.

The next meeting is planned for early summer, in a capital that has not been chosen yet. Until then a small group of
officers will travel from base to base and write down what is missing."""

OTHER_REPORT = """Nine defence chiefs left a hotel on the edge of town late Thursday with a longer list of promises
than they brought.

Training is at the head of that list. Before summer, the governments want to send dozens of additional instructors
to the camps where Iraqi soldiers learn to clear houses and to find mines.

"We have asked, and this time we have been answered," the host said. Two governments will let Iraqi mechanics bring
broken carriers to their own garages.

What the campaign lacks most is doctors. A surgeon at one of the northern field hospitals has not been home since
January, according to people who took part.

Another gathering should follow in June. A team of officers is to visit every camp before that."""


def bulletin(day: str, first: int, second: int, third: int, towns: tuple[str, str, str]) -> str:
    """A daily bulletin: always the same frame, with the figures and towns of its day."""
    return f"""Coalition aircraft continued their attacks on {day}, officials reported the next morning.

Near {towns[0]}, {first} strikes engaged {first + 1} tactical units and destroyed {second} vehicles, {third} fighting
positions and {first + third} supply caches.

Near {towns[1]}, {second} strikes destroyed {third} mortar systems, {first} bunkers and {second + 9} tunnel entrances.

Near {towns[2]}, {third} strikes suppressed {first + 2} positions and damaged {second + 3} bridges and {third + 5}
roads.

A strike is one or more weapons that hit roughly the same place at the same time. The number of weapons is not reported,
nor are the aircraft that took part. The strikes are part of the operation to remove the threat that the group poses to
the region and to the wider world. Reports of damage are first assessments and may change later. Governments that fly
missions decide for themselves whether they say so, and the headquarters speaks for none of them without being asked to
do so. Earlier bulletins can be had from the press office on any working day."""


def without_last(text: str, paragraphs: int) -> str:
    return "\n\n".join(text.split("\n\n")[:-paragraphs])


def with_inserted(text: str, paragraph: str) -> str:
    first, *rest = text.split("\n\n")
    return "\n\n".join([first, paragraph, *rest])


LOCAL = (
    "The region's own member of parliament welcomed the news and said that local firms which build spare parts had "
    "waited for such a decision for a long time, and that the port had room for all of it."
)
LIGHTLY_EDITED = WIRE.replace("Thursday", "Thursday evening").replace("largest", "widest").replace("reporters", "us")


@pytest.mark.parametrize(
    ("one", "other", "copy"),
    [
        pytest.param(WIRE, WIRE.upper(), True, id="letters only"),
        pytest.param(WIRE, without_last(WIRE, 1), True, id="cut tail"),
        pytest.param(WIRE, without_last(WIRE, 3), True, id="half of it"),
        pytest.param(WIRE, with_inserted(WIRE, LOCAL), True, id="inserted paragraph"),
        pytest.param(without_last(WIRE, 2), with_inserted(WIRE, LOCAL), True, id="cut here, longer there"),
        pytest.param(WIRE, LIGHTLY_EDITED, True, id="light edits"),
        pytest.param(WIRE, OTHER_REPORT, False, id="another reporter"),
        pytest.param(WIRE, with_inserted(OTHER_REPORT, WIRE.split("\n\n")[0]), False, id="one shared sentence"),
        pytest.param(
            bulletin("Monday", 3, 7, 2, ("Mosul", "Sinjar", "Ramadi")),
            bulletin("Tuesday", 5, 4, 6, ("Raqqa", "Hit", "Kobani")),
            False,
            id="bulletins of two days",
        ),
        pytest.param(
            bulletin("Monday", 3, 7, 2, ("Mosul", "Sinjar", "Ramadi")),
            without_last(bulletin("Monday", 3, 7, 2, ("Mosul", "Sinjar", "Ramadi")), 1),
            True,
            id="one bulletin, cut",
        ),
        pytest.param("Two words", "Two words", True, id="shorter than a shingle"),
        pytest.param("Two words", "Other words", False, id="other, shorter than a shingle"),
    ],
)
def test_copies_are_told_from_different_reports(one: str, other: str, copy: bool) -> None:
    assert is_copy(Shingles(one), Shingles(other), same_agency=False) is copy
    assert is_copy(Shingles(other), Shingles(one), same_agency=False) is copy


def test_agency_supports_a_looser_copy() -> None:
    paragraphs = WIRE.split("\n\n")
    mixed = Shingles("\n\n".join([*paragraphs[:2], OTHER_REPORT[:300]]))
    wire = Shingles(WIRE)
    assert is_copy(mixed, wire, same_agency=True)
    assert not is_copy(mixed, wire, same_agency=False)


def test_bulletins_are_told_apart_by_their_figures_alone() -> None:
    monday = Shingles(bulletin("Monday", 3, 7, 2, ("Mosul", "Sinjar", "Ramadi")))
    tuesday = Shingles(bulletin("Tuesday", 5, 4, 6, ("Raqqa", "Hit", "Kobani")))
    assert len(monday.all & tuesday.all) / len(monday.all) > COPY_CONTAINMENT


def test_shingles_are_the_same_in_every_process() -> None:
    expected = hashlib.blake2b(b"jets flew over the dam", digest_size=8).digest()
    assert Shingles("Jets flew over — the dam!").all == {int.from_bytes(expected, "big", signed=True)}


# --- in the database ------------------------------------------------------------------------------------------------


def read(body: str, **values: Any) -> ReadArticle:
    given = {"published": PartialDate.parse("2016-02-12"), "title": "A title", **values}
    return ReadArticle(name="a.txt", body=body, **given)


def stored(body: str, **values: Any) -> Article:
    article = read(body, **values)
    return store(article, plan_store(article))


@pytest.mark.django_db
def test_family_of_copies_has_one_origin() -> None:
    family = [
        stored(WIRE, title="Nine to train more", publisher="The Gazette"),
        stored(
            without_last(WIRE, 2),
            title="Training talks",
            publisher="The Herald",
            published=PartialDate.parse("2016-02-13"),
        ),
        stored(
            with_inserted(WIRE, LOCAL),
            title="Port ready",
            publisher="The Post",
            published=PartialDate.parse("2016-02-11"),
        ),
        stored(LIGHTLY_EDITED, title="More trainers", publisher="The Mail", agency="Reuters"),
    ]
    other = stored(OTHER_REPORT, title="A longer list")
    [origin] = Origin.objects.exclude(pk=other.origin_id)
    assert {article.origin_id for article in family} == {origin.pk}
    assert (origin.title, origin.agency, origin.first_published_on) == (
        "Nine to train more",
        "Reuters",
        datetime.date(2016, 2, 11),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ("2016-02-12", "2016-02-15", True),
        ("2016-02-12", "2016-02-16", False),
        ("2016-02-12", "2016-02-09", True),
        ("2016-02-12", "2016-02-08", False),
        ("2016-02", "2016-03-03", True),
        ("2016-02", "2016-03-04", False),
        ("2016-02-12", "2016", True),
        ("2016-02-12", "2017", False),
        ("2016-02-12", None, True),
        (None, "2016-02-12", True),
    ],
)
def test_copies_are_sought_within_days(first: str | None, second: str | None, shared: bool) -> None:
    days = [PartialDate.parse(day) if day else None for day in (first, second)]
    one, two = stored(WIRE, published=days[0]), stored(LIGHTLY_EDITED, published=days[1])
    assert (one.origin_id == two.origin_id) is shared


@pytest.mark.django_db
def test_rewritten_text_at_the_same_address_shares_the_origin() -> None:
    one = stored(WIRE, url="https://example.org/a")
    two = stored(OTHER_REPORT, url="https://example.org/a")
    assert one.pk != two.pk
    assert one.origin_id == two.origin_id


@pytest.mark.django_db
def test_whole_text_joins_the_origins_of_its_halves_and_counts_anew() -> None:
    paragraphs = WIRE.split("\n\n")
    head = stored("\n\n".join(paragraphs[:3]), title="Head", published=PartialDate.parse("2016-02-13"))
    tail = stored("\n\n".join(paragraphs[3:]), title="Tail", agency="Reuters")
    assert head.origin_id != tail.origin_id
    event = PledgeEventFactory.create()
    prove(event, article=head, quote="training Iraqi recruits")
    prove(event, article=tail, quote="Field hospitals")
    assert event.origin_count == 2

    whole = stored(WIRE, title="Whole")

    event.refresh_from_db()
    [origin] = Origin.objects.all()
    assert {article.origin_id for article in Article.objects.all()} == {origin.pk} == {whole.origin_id}
    assert (event.evidence_count, event.origin_count) == (2, 1)
    assert (origin.title, origin.agency, origin.first_published_on) == ("Tail", "Reuters", datetime.date(2016, 2, 12))


@pytest.mark.django_db
def test_cost_does_not_grow_with_the_articles_of_the_day() -> None:
    costs = []
    for strangers, body in ((1, WIRE), (12, OTHER_REPORT)):
        for number in range(strangers):
            stored(" ".join(f"word{strangers}x{number}x{position}" for position in range(60)))
        article = read(body)
        with CaptureQueriesContext(connection) as queries:
            kept = store(article, plan_store(article))
        costs.append(len(queries))
        assert kept.sketch.count() == SKETCH_SIZE
    assert costs[0] == costs[1]
