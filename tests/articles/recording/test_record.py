"""From proposals to facts: what is created, joined, left waiting, kept and withdrawn."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.db import connection
from django.utils import timezone

from articles.accuracy import Accuracy, RuleAccuracy
from articles.enums import ArticleState, CandidateKind, CandidateState
from articles.extraction.types import (
    Attendee,
    CityFact,
    Extraction,
    MeetingFact,
    MinisterFact,
    NationFact,
    PledgeFact,
    Proof,
    Span,
)
from articles.models import Article, Candidate, Evidence, RunChange
from articles.recording import RecordCounts, Register, finish_run, policy, record_article, start_run
from articles.recording.facts import LEVELS
from articles.scoring.tally import Tally
from coalition.dates import PartialDate
from coalition.enums import NationKind
from coalition.models import Appointment, City, CityEvent, Meeting, Minister, Nation, Pledge, PledgeEvent
from tests.factories import ArticleFactory, CityFactory, NationFactory

pytestmark = pytest.mark.django_db

BODY = (
    "Denmark will send 30 trainers to Iraq. Defence Minister Anna Holm met her French counterpart in Paris on Monday. "
    "Mosul must be retaken."
)
PLEDGE, MEETING, CITY = Span(0, 38), Span(39, 112), Span(113, 135)


def proof(span: Span, confidence: float = 0.9, rule: str = "pledges.send") -> Proof:
    return Proof(sentence=span, rule=rule, confidence=confidence)


def pledge(**values: Any) -> PledgeFact:
    known: dict[str, Any] = {
        "nation": "DNK",
        "capability": "trainers",
        "act": "pledged",
        "proof": proof(PLEDGE),
        "quantity": Decimal(30),
        "unit": "personnel",
        "place": "IRQ",
    }
    return PledgeFact(**(known | values))


def minister(**values: Any) -> MinisterFact:
    known: dict[str, Any] = {
        "name": "Anna Holm",
        "nation": "DNK",
        "portfolio": "defence_minister",
        "office": "Defence Minister",
        "proof": proof(MEETING, rule="ministers.title"),
    }
    return MinisterFact(**(known | values))


def meeting(**values: Any) -> MeetingFact:
    known: dict[str, Any] = {
        "city": "Paris",
        "country": "FRA",
        "date": PartialDate.parse("2016-02-08"),
        "ends": None,
        "status": "held",
        "attendees": (Attendee("DNK", "participant", "Anna Holm"), Attendee("FRA", "host")),
        "participant_count": None,
        "level": "defence ministers",
        "proof": proof(MEETING, rule="meetings.met_in"),
    }
    return MeetingFact(**(known | values))


def city(**values: Any) -> CityFact:
    known: dict[str, Any] = {
        "name": "Mosul",
        "country": "IRQ",
        "objective": "retake",
        "spelling": "Mosul",
        "proof": proof(CITY, rule="cities.retake"),
    }
    return CityFact(**(known | values))


@pytest.fixture(autouse=True)
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every rule of these tests has been right in all of a hundred cases; `pledges.guess` in half of them."""
    right = ("pledges.send", "ministers.title", "meetings.met_in", "cities.retake")
    rules = {rule: RuleAccuracy(rule, Tally(right=100)) for rule in right}
    rules["pledges.guess"] = RuleAccuracy("pledges.guess", Tally(right=50, false=50))
    monkeypatch.setattr(policy, "last_measurement", lambda: Accuracy("2026-11-22", (), rules))


@pytest.fixture(autouse=True)
def records() -> None:
    for code, name in (("DNK", "Denmark"), ("FRA", "France"), ("IRQ", "Iraq"), ("SYR", "Syria")):
        NationFactory.create(iso_alpha3=code, name=name)
    NationFactory.create(kind=NationKind.COLLECTIVE, name="Global Coalition", slug="coalition")
    CityFactory.create(name="Mosul", aliases=["Al-Mawsil"], country=Nation.objects.get(iso_alpha3="IRQ"))


def article(day: str = "2016-02-09", **values: Any) -> Article:
    return ArticleFactory.create(**({"body": BODY, "published_on": datetime.date.fromisoformat(day)} | values))


def record(stored: Article, **facts: Any) -> RecordCounts:
    run = start_run()
    counts = record_article(stored, Extraction(**facts), run=run, register=Register.load())
    finish_run(run, [counts])
    stored.refresh_from_db()
    return counts


ALL = {"ministers": (minister(),), "meetings": (meeting(),), "cities": (city(),), "pledges": (pledge(),)}


def test_one_article_fills_the_ledger_with_proof_for_each_fact() -> None:
    stored = article()
    counts = record(stored, nations=(NationFact("DNK", proof(PLEDGE)),), **ALL)
    assert counts == RecordCounts(added=4)
    event = PledgeEvent.objects.get()
    assert (event.pledge.title, event.act, event.quantity, event.unit) == (
        "Trainers and advisers in Iraq",
        "pledged",
        30,
        "personnel",
    )
    assert [passage.quote for passage in event.evidence.all()] == ["Denmark will send 30 trainers to Iraq."]
    assert (event.is_published, event.public_from, event.origin_count) == (True, datetime.date(2016, 2, 9), 1)
    assert (event.pledge.status, event.pledge.quantity_now) == ("pledged", 30)
    gathering = Meeting.objects.get()
    assert (gathering.name, gathering.slug, str(gathering.starts)) == (
        "Defence ministers in Paris",
        "paris-2016-02-08",
        "2016-02-08",
    )
    assert {(a.nation.name, a.role, str(a.minister or "")) for a in gathering.attendances.all()} == {
        ("Denmark", "participant", "Anna Holm"),
        ("France", "host", ""),
    }
    assert Appointment.objects.get().is_published
    assert CityEvent.objects.get().evidence.get().quote == "Mosul must be retaken."
    assert Evidence.objects.count() == 6
    assert (stored.state, [nation.name for nation in stored.nations.all()]) == (ArticleState.READ, ["Denmark"])
    assert stored.read_by is not None


def test_reading_again_changes_nothing() -> None:
    stored = article()
    record(stored, **ALL)
    before = list(Evidence.objects.values_list("pk", "start", "end"))
    assert record(stored, **ALL) == RecordCounts()
    assert list(Evidence.objects.values_list("pk", "start", "end")) == before
    assert (Pledge.objects.count(), PledgeEvent.objects.count(), Meeting.objects.count()) == (1, 1, 1)


def test_second_report_of_a_pledge_adds_evidence_not_a_pledge() -> None:
    record(article(), pledges=(pledge(),))
    record(article("2016-02-20", body=BODY + " More."), pledges=(pledge(),))
    event = PledgeEvent.objects.get()
    assert (event.evidence_count, event.origin_count, event.public_from) == (2, 2, datetime.date(2016, 2, 9))


SECOND_REPORTS = [
    # what the second report says, lines, events
    ({"act": "delivering"}, "2016-02-20", 1, 2),
    ({"quantity": Decimal(60)}, "2016-02-20", 1, 2),
    ({"quantity": None}, "2016-02-20", 1, 1),
    ({"quantity": None}, "2016-06-20", 1, 2),
    ({}, "2016-06-20", 1, 1),
    ({"place": ""}, "2016-02-20", 1, 1),
    ({"place": "SYR"}, "2016-02-20", 2, 2),
    ({"capability": "medical"}, "2016-02-20", 2, 2),
    ({"nation": "FRA"}, "2016-02-20", 2, 2),
    ({"quantity": None, "unit": "", "amount": Decimal(10), "currency": "EUR"}, "2016-02-20", 1, 1),
]


@pytest.mark.parametrize(("change", "day", "lines", "events"), SECOND_REPORTS)
def test_what_makes_a_new_event_or_a_new_line(change: dict[str, Any], day: str, lines: int, events: int) -> None:
    record(article(), pledges=(pledge(),))
    record(article(day, body=BODY + " More."), pledges=(pledge(**change),))
    assert (Pledge.objects.count(), PledgeEvent.objects.count()) == (lines, events)


PLACES = [
    # capability, places in the order of the reports, what the lines say in the end
    ("trainers", ["Besmayah", "IRQ"], ["Besmayah"]),
    ("trainers", ["IRQ", "Besmayah"], ["Iraq"]),
    ("trainers", ["Mosul", "Besmayah"], ["Iraq"]),
    ("trainers", ["", "Mosul"], ["Mosul"]),
    ("trainers", ["IRQ", "SYR"], ["Iraq", "Syria"]),
    ("trainers", ["IRQ/SYR", "IRQ"], ["Iraq", "Iraq and Syria"]),
    ("air_strikes", ["IRQ", "Akrotiri"], ["Iraq"]),
    ("basing_access", ["Akrotiri", ""], ["Akrotiri"]),
]


@pytest.mark.parametrize(("capability", "places", "expected"), PLACES)
def test_a_line_goes_to_one_country(capability: str, places: list[str], expected: list[str]) -> None:
    NationFactory.create(iso_alpha3="CYP", name="Cyprus")
    for number, place in enumerate(places):
        stored = article(body=f"{BODY} {number}.")
        record(stored, pledges=(pledge(capability=capability, place=place, quantity=Decimal(number + 1)),))
    assert sorted(Pledge.objects.values_list("place", flat=True)) == expected


def test_a_line_taken_up_long_after_its_end_is_a_new_line() -> None:
    record(article(), pledges=(pledge(act="ended", quantity=None),))
    record(article("2016-02-20", body=BODY + " A."), pledges=(pledge(act="declined", quantity=None),))
    assert Pledge.objects.count() == 1
    record(article("2017-02-20", body=BODY + " B."), pledges=(pledge(act="ended", quantity=None),))
    record(article("2018-02-20", body=BODY + " C."), pledges=(pledge(),))
    assert Pledge.objects.count() == 2


def test_a_running_total_does_not_count() -> None:
    record(
        article(), pledges=(pledge(capability="air_strikes", act="delivering", quantity=Decimal(900), unit="strikes"),)
    )
    event = PledgeEvent.objects.get()
    assert (event.is_cumulative, event.counts, event.counts_reason) == (True, False, "running total")


def test_later_report_makes_a_planned_meeting_held_and_its_date_exact() -> None:
    planned = meeting(
        city="Brussels",
        date=PartialDate.parse("2016-02"),
        status="planned",
        attendees=(),
        level="",
        participant_count=27,
    )
    record(article(), meetings=(planned,))
    held = meeting(city="Brussels", date=PartialDate.parse("2016-02-11"), attendees=(Attendee("FRA", "participant"),))
    record(article("2016-02-12", body=BODY + " More."), meetings=(held,))
    gathering = Meeting.objects.get()
    assert (str(gathering.starts), gathering.status, gathering.level, gathering.participant_count) == (
        "2016-02-11",
        "held",
        "defence_ministers",
        27,
    )
    assert gathering.evidence_count == 2


def test_meetings_in_one_city_weeks_apart_are_two() -> None:
    record(article(), meetings=(meeting(),))
    record(article("2016-02-25", body=BODY + " More."), meetings=(meeting(date=PartialDate.parse("2016-02-24")),))
    assert sorted(Meeting.objects.values_list("slug", flat=True)) == ["paris-2016-02-08", "paris-2016-02-24"]


def test_known_person_is_found_by_other_spelling_and_by_surname_when_only_one_fits() -> None:
    record(article(), **ALL)
    person = Minister.objects.get()
    person.aliases = ["Anne Holm"]
    person.save()
    record(article(body=BODY + " A."), ministers=(minister(name="Anne Holm"),), pledges=(pledge(),))
    record(article(body=BODY + " B."), ministers=(minister(name="Holm"),), pledges=(pledge(),))
    assert Minister.objects.count() == 1
    assert Appointment.objects.get().evidence_count == 3


WAITING: list[tuple[dict[str, Any], str]] = [
    (
        {"pledges": (pledge(proof=proof(PLEDGE, rule="pledges.guess")),)},
        "the rule pledges.guess has not been measured to be right in 70% of cases or more",
    ),
    (
        {"pledges": (pledge(proof=proof(PLEDGE, rule="pledges.new")),)},
        "the rule pledges.new has not been measured to be right in 70% of cases or more",
    ),
    ({"pledges": (pledge(nation=""),)}, "the text does not name the nations"),
    ({"pledges": (pledge(nation="XYZ"),)}, "no nation with the code “XYZ”"),
    ({"meetings": (meeting(date=None),)}, "the text does not date the meeting"),
    ({"cities": (city(name="Atlantis"),)}, "no city of the name Atlantis"),
    ({"ministers": (minister(),)}, "the article has nothing on the fight against IS"),
    (
        {"ministers": (minister(name="Holm"),), "cities": (city(),)},
        "only a surname: nobody known as Holm",
    ),
]


@pytest.mark.parametrize(("facts", "reason"), WAITING)
def test_what_no_rule_may_publish_waits_with_its_reason(facts: dict[str, Any], reason: str) -> None:
    record(article(), **facts)
    waiting = Candidate.objects.get(state=CandidateState.PROPOSED)
    assert waiting.reason == reason
    assert not waiting.evidence.exists()
    assert not PledgeEvent.objects.exists()
    assert not Meeting.objects.exists()
    assert not Minister.objects.exists()


def test_proposal_no_longer_read_takes_its_fact_with_it() -> None:
    stored = article()
    record(stored, **ALL)
    counts = record(stored, **(ALL | {"pledges": ()}))
    assert counts == RecordCounts(lost=1)
    assert not Pledge.objects.exists()
    lost = Candidate.objects.get(kind=CandidateKind.PLEDGE)
    assert (lost.state, lost.reason) == (CandidateState.SUPERSEDED, "no longer read by the present rules")
    assert record(stored, **ALL) == RecordCounts(changed=1)
    assert Pledge.objects.get().status == "pledged"


def test_changed_reading_replaces_the_old_one() -> None:
    stored = article()
    record(stored, pledges=(pledge(),))
    counts = record(stored, pledges=(pledge(unit="instructors"),))
    assert counts == RecordCounts(changed=1)
    assert PledgeEvent.objects.get().unit == "instructors"


def changes_of(stored: Article) -> list[tuple[str, str, list[tuple[str, Any, Any]]]]:
    """The changes that the latest run lists, each with the values that differ."""
    return [
        (change.change, change.candidate.kind, change.differences)
        for change in RunChange.objects.filter(run=stored.read_by).order_by("change", "candidate__kind")
    ]


def test_first_reading_is_counted_and_lists_no_change() -> None:
    assert record(article(), **ALL).added == 4
    assert not RunChange.objects.exists()


def test_second_reading_lists_what_it_adds_loses_and_changes() -> None:
    stored = article()
    record(stored, **(ALL | {"cities": ()}))
    counts = record(stored, **(ALL | {"meetings": (), "pledges": (pledge(unit="instructors"),)}))
    assert counts == RecordCounts(added=1, lost=1, changed=1)
    (added, lost, changed) = sorted(
        changes_of(stored), key=lambda change: ["added", "lost", "changed"].index(change[0])
    )
    assert added[:2] == ("added", "city")
    assert ("objective", None, "retake") in added[2]
    assert lost[:2] == ("lost", "meeting")
    assert ("city", "Paris", None) in lost[2]
    assert changed == ("changed", "pledge", [("unit", "personnel", "instructors")])


def test_rule_that_may_publish_by_now_decides_what_waited(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = article()
    guess = replace(pledge(), proof=proof(PLEDGE, rule="pledges.guess"))
    record(stored, pledges=(guess,))
    assert not PledgeEvent.objects.exists()
    measured = Accuracy("2026-01-01", (), {"pledges.guess": RuleAccuracy("pledges.guess", Tally(right=98, false=2))})
    monkeypatch.setattr(policy, "last_measurement", lambda: measured)
    assert record(stored, pledges=(guess,)) == RecordCounts(changed=1)
    assert PledgeEvent.objects.get().act == "pledged"
    [(_, _, differences)] = changes_of(stored)
    assert ("state", "proposed", "accepted") in differences


def test_rule_that_may_publish_no_more_sends_its_facts_back_to_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = article()
    record(stored, pledges=(pledge(),))
    monkeypatch.setattr(policy, "last_measurement", lambda: Accuracy("2026-01-01", (), {}))
    assert record(stored, pledges=(pledge(),)) == RecordCounts(changed=1)
    assert not PledgeEvent.objects.exists()
    assert Candidate.objects.get().state == CandidateState.PROPOSED


def test_new_pledge_names_the_person_an_earlier_run_recorded() -> None:
    stored = article()
    record(stored, ministers=ALL["ministers"])
    speaker = minister().name
    record(stored, ministers=ALL["ministers"], pledges=(pledge(speaker=speaker),))
    assert PledgeEvent.objects.get().speaker == Minister.objects.get(name=speaker)


def test_fact_that_another_article_proves_survives_a_lost_reading() -> None:
    first, second = article(), article("2016-02-20", body=BODY + " More.")
    record(first, pledges=(pledge(),))
    record(second, pledges=(pledge(),))
    record(first)
    event = PledgeEvent.objects.get()
    assert (event.evidence_count, event.public_from) == (1, datetime.date(2016, 2, 20))


def test_editors_rejection_stays() -> None:
    stored = article()
    record(stored, pledges=(replace(pledge(), proof=proof(PLEDGE, rule="pledges.guess")),))
    candidate = Candidate.objects.get()
    candidate.state, candidate.decided_by, candidate.decided_at = CandidateState.REJECTED, "vera", timezone.now()
    candidate.save()
    assert record(stored, pledges=(pledge(),)) == RecordCounts()
    candidate.refresh_from_db()
    assert (candidate.state, candidate.decided_by) == (CandidateState.REJECTED, "vera")
    assert not PledgeEvent.objects.exists()


def test_event_that_an_editor_took_from_the_pages_stays_away() -> None:
    record(article(), pledges=(pledge(),))
    event = PledgeEvent.objects.get()
    event.is_published = False
    event.save()
    record(article("2016-02-20", body=BODY + " More."), pledges=(pledge(),))
    event.refresh_from_db()
    assert (event.is_published, event.evidence_count) == (False, 2)


def test_mentioned_city_is_no_event() -> None:
    stored = article()
    record(stored, cities=(city(objective="mentioned"),))
    assert not CityEvent.objects.exists()
    assert stored.state == ArticleState.NOTHING_RELEVANT


def test_city_is_found_by_any_spelling() -> None:
    record(article(), cities=(city(name="al mawsil"),))
    assert CityEvent.objects.get().city == City.objects.get()


def test_retaken_told_again_without_date_is_the_same_event() -> None:
    dated = city(objective="retaken", date=PartialDate.parse("2016-02-08"))
    record(article(), cities=(dated,))
    record(article("2016-12-09", body=BODY + " More."), cities=(city(objective="retaken"),))
    event = CityEvent.objects.get()
    assert (str(event.happened), event.evidence_count) == ("2016-02-08", 2)


def test_newer_version_takes_the_place_of_the_older_ones_facts() -> None:
    older = article()
    record(older, pledges=(pledge(),), cities=(city(),))
    newer = article(body=BODY + " Corrected.")
    older.replaced_by = newer
    older.save()
    counts = record(newer, pledges=(pledge(quantity=Decimal(40)),), cities=(city(),))
    assert counts == RecordCounts(added=2, lost=2)
    assert [event.quantity for event in PledgeEvent.objects.all()] == [40]
    assert CityEvent.objects.get().evidence.get().article == newer


LOOKING_BACK = [
    # objective, date it states, day of the report, whether it is recorded
    ("retake", None, "2018-09-09", False),
    ("held_by_is", None, "2018-09-09", False),
    ("retake", "2018-09", "2018-09-09", True),
    ("retaken", None, "2018-09-09", True),
    ("struck", None, "2017-07-20", True),
    ("retake", None, "2016-10-20", True),
]


@pytest.mark.parametrize(("objective", "date", "day", "recorded"), LOOKING_BACK)
def test_undated_fighting_told_long_after_a_city_was_retaken_waits_for_an_editor(
    objective: str, date: str | None, day: str, recorded: bool
) -> None:
    record(article("2017-07-11"), cities=(city(objective="retaken", date=PartialDate.parse("2017-07-10")),))
    later = city(objective=objective, date=PartialDate.parse(date) if date else None)
    record(article(day, body=BODY + " More."), cities=(later,))
    waiting = Candidate.objects.filter(reason="undated, and told after Mosul was retaken: it may be history")
    assert waiting.exists() is not recorded


def test_every_level_that_extraction_tells_has_its_place_in_the_ledger() -> None:
    words = yaml.safe_load((settings.REFERENCE_DIR / "meeting_words.yaml").read_text("utf-8"))
    assert set(words["levels"]) == set(LEVELS)


def test_a_term_that_loses_its_proof_and_is_told_again_is_made_anew() -> None:
    """The register of the run must not prove the new report by the term that was just removed."""
    stored = article()
    record(stored, ministers=(minister(),), pledges=(pledge(),))
    former = Appointment.objects.get()
    record(stored, ministers=(minister(office="the Danish defence minister"),), pledges=(pledge(),))
    connection.check_constraints()
    assert Appointment.objects.get().pk != former.pk
    assert Appointment.objects.get().office == "the Danish defence minister"
    assert Evidence.objects.filter(appointment__isnull=False).count() == 1
