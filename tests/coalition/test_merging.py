"""Merging, splitting and undoing: exact results, and that undoing leaves the ledger as it was."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from articles.models import Article, Evidence, Origin
from coalition.actions.pledges import refresh_pledges
from coalition.actions.proof import recount_proof
from coalition.as_of import PublicRecord
from coalition.enums import Act, MeetingStatus, Portfolio
from coalition.merging import (
    CannotMergeError,
    CannotUndoError,
    kept_for,
    merge,
    preview,
    split,
    tell_apart,
    told_apart,
    undo,
)
from coalition.models import (
    Appointment,
    Attendance,
    Meeting,
    Merge,
    Minister,
    NotSame,
    Pledge,
    PledgeEvent,
    PledgeStanding,
)
from coalition.search import kind_named, narrow
from tests.coalition.lines import day, line
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    AttendanceFactory,
    EvidenceFactory,
    MeetingFactory,
    MinisterFactory,
    NationFactory,
    PledgeEventFactory,
    PledgeFactory,
    prove,
)

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2016, 3, 1, 12, tzinfo=datetime.UTC)
LEDGER = (Minister, Appointment, Meeting, Attendance, Pledge, PledgeEvent, PledgeStanding, Evidence, Article, Origin)


@pytest.fixture
def vera() -> Any:
    return get_user_model().objects.create_user("vera")


def snapshot() -> dict[str, Any]:
    """The ledger and its proof row by row, to the moment of each row's last change; standings are written anew."""
    rows: dict[str, Any] = {}
    for model in LEDGER:
        own = {"id"} if model is PledgeStanding else set()
        found = model._default_manager.order_by("pk").values()
        rows[model.__name__] = sorted(({k: v for k, v in row.items() if k not in own} for row in found), key=repr)
    for code in ("minister", "meeting", "pledge"):
        kind = kind_named(code)
        assert kind is not None
        rows[f"found {code}"] = sorted(
            row.pk
            for name in ("Ada", "Paris", "Trainers")
            for row in narrow(kind.model._default_manager.all(), code, name)
        )
    return rows


def two_ministers() -> tuple[Minister, Minister]:
    """Ada Lind with an office; A. Lind with the same office, proven elsewhere, another office and a statement."""
    nation = NationFactory.create(name="Freedonia")
    ada = MinisterFactory.create(name="Ada Lind", slug="ada-lind", aliases=["Ada B. Lind"])
    other = MinisterFactory.create(name="A. Lind", slug="a-lind", aliases=["Ada B. Lind", "Adda Lind"])
    for minister in (ada, other):
        office = AppointmentFactory.create(
            minister=minister, nation=nation, office="Minister", portfolio=Portfolio.DEFENCE_MINISTER
        )
        prove(office, article=ArticleFactory.create())
    AppointmentFactory.create(minister=other, nation=nation, portfolio=Portfolio.FOREIGN_MINISTER, vouched=True)
    line(nation, "Trainers", {"speaker": other})
    return ada, other


def test_a_merged_minister_keeps_every_name_office_and_statement(vera: Any) -> None:
    ada, other = two_ministers()
    done = merge("minister", ada.pk, other.pk, user=vera, now=NOW, why="one person")
    ada.refresh_from_db()
    assert (ada.name, ada.aliases) == ("Ada Lind", ["Ada B. Lind", "A. Lind", "Adda Lind"])
    assert list(Minister.objects.all()) == [ada]
    offices = ada.appointments.order_by("portfolio")
    assert [(one.portfolio, one.evidence_count, one.origin_count) for one in offices] == [
        ("defence_minister", 2, 2),
        ("foreign_minister", 0, 0),
    ]
    assert [event.speaker for event in PledgeEvent.objects.all()] == [ada]
    assert (done.kept_title, done.away_title, done.address, done.who, done.why) == (
        *("Ada Lind", "A. Lind", "a-lind"),
        *("vera", "one person"),
    )
    gone = Minister.history.filter(id=other.pk).first()
    assert (gone.history_type, gone.history_user, gone.history_change_reason) == (
        *("-", vera),
        "merged “A. Lind” into “Ada Lind”: one person",
    )
    moved = PledgeEvent.history.first()
    assert (moved.history_type, moved.speaker_id, moved.history_user) == ("~", ada.pk, vera)


def test_the_name_not_kept_stays_as_a_spelling_where_the_other_is_chosen(vera: Any) -> None:
    ada, other = two_ministers()
    merge("minister", ada.pk, other.pk, user=vera, now=NOW, take=["name"])
    ada.refresh_from_db()
    assert (ada.name, ada.slug, ada.aliases) == ("A. Lind", "ada-lind", ["Ada B. Lind", "Ada Lind", "Adda Lind"])


def test_the_preview_tells_what_moves_what_is_joined_and_what_differs() -> None:
    ada, other = two_ministers()
    shown = preview("minister", ada.pk, other.pk)
    assert {label: len(rows) for label, rows in shown.moved.items()} == {"Appointments": 1, "Pledge events": 1}
    assert [(twin.minister, row.minister, row.portfolio) for twin, row in shown.joined] == [
        (ada, other, "defence_minister")
    ]
    assert [(one.name, one.kept, one.other, one.suggests_other) for one in shown.values] == [
        ("name", "Ada Lind", "A. Lind", False)
    ]
    assert (shown.problem, shown.told_apart, Merge.objects.count()) == ("", None, 0)


def test_undoing_a_merge_of_ministers_leaves_the_ledger_as_it_was(vera: Any) -> None:
    ada, other = two_ministers()
    before = snapshot()
    done = merge("minister", ada.pk, other.pk, user=vera, now=NOW)
    assert snapshot() != before
    undo(done.pk, user=vera, now=NOW)
    assert snapshot() == before
    done.refresh_from_db()
    assert (done.undone_by, done.undone_at) == ("vera", NOW)
    with pytest.raises(CannotUndoError, match="vera has undone it already"):
        undo(done.pk, user=vera, now=NOW)


def two_lines() -> tuple[Pledge, Pledge]:
    """Two lines of one nation: each with the same pledge of one day, the other with a delivery of its own."""
    nation = NationFactory.create(name="Freedonia")
    told = {"happened_on": day("2016-01-20"), "act": Act.PLEDGED, "quantity": 30, "unit": "personnel"}
    one = line(nation, "Trainers", told, place="Iraq")
    two = line(nation, "Trainers in Erbil", told, {"act": Act.DELIVERING, "happened_on": day("2016-02-03")})
    for pledge in (one, two):
        prove(pledge.events.order_by("pk")[0], article=ArticleFactory.create())
    return one, two


def test_merged_lines_are_one_thread_with_the_same_act_told_once(vera: Any) -> None:
    one, two = two_lines()
    merge("pledge", one.pk, two.pk, user=vera, now=NOW)
    (pledge,) = Pledge.objects.all()
    assert (pledge.pk, pledge.title, pledge.place, pledge.status) == (one.pk, "Trainers", "Iraq", "delivering")
    assert [(event.act, event.evidence_count, event.origin_count) for event in pledge.events.all()] == [
        ("pledged", 2, 2),
        ("delivering", 0, 0),
    ]


def test_acts_of_other_days_numbers_or_no_day_are_not_joined(vera: Any) -> None:
    nation = NationFactory.create()
    told: dict[str, Any] = {"quantity": 30, "unit": "personnel"}
    one = line(nation, "Trainers", told, {"happened_on": None, "happened_on_precision": ""})
    two = line(
        nation,
        "Trainers",
        {**told, "quantity": 31},
        {**told, "happened_on": day("2016-01-21")},
        {**told, "act": Act.DELIVERING},
        {"happened_on": None, "happened_on_precision": ""},
    )
    merge("pledge", one.pk, two.pk, user=vera, now=NOW)
    assert one.events.count() == 6


def test_of_two_rows_that_tell_the_same_the_published_one_stays(vera: Any) -> None:
    one, two = two_lines()
    hidden, shown = one.events.get(), two.events.get(act=Act.PLEDGED)
    PledgeEvent.objects.filter(pk=hidden.pk).update(is_published=False, note="not for readers")
    refresh_pledges([one.pk])
    with pytest.raises(CannotMergeError, match="Swap the two"):
        merge("pledge", one.pk, two.pk, user=vera, now=NOW)
    PledgeEventFactory.create(pledge=one, act=Act.ENDED, vouched=True)
    refresh_pledges([one.pk])
    before = snapshot()
    done = merge("pledge", one.pk, two.pk, user=vera, now=NOW)
    (stays,) = one.events.filter(act=Act.PLEDGED)
    assert (stays.pk, stays.is_published, stays.note, stays.evidence_count) == (shown.pk, True, "", 2)
    undo(done.pk, user=vera, now=NOW)
    assert snapshot() == before


def test_lines_of_two_nations_stay_two(vera: Any) -> None:
    one, two = line("Freedonia", "Trainers"), line("Sylvania", "Trainers")
    assert preview("pledge", one.pk, two.pk).problem == "They are lines of different nations."
    with pytest.raises(CannotMergeError, match="different nations"):
        merge("pledge", one.pk, two.pk, user=vera, now=NOW)
    assert Pledge.objects.count() == 2


def test_merged_meetings_join_the_same_seats_and_take_the_values_chosen(vera: Any) -> None:
    host, guest = NationFactory.create(name="Freedonia"), NationFactory.create(name="Sylvania")
    kept = MeetingFactory.create(name="Paris talks", city="Paris", starts=None, status=MeetingStatus.HELD, vouched=True)
    other = MeetingFactory.create(
        name="Meeting in Paris",
        city="Paris",
        status=MeetingStatus.HELD,
        starts_on=day("2016-01-20"),
        starts_on_precision="day",
        participant_count=7,
        vouched=True,
    )
    article = ArticleFactory.create()
    for meeting in (kept, other):
        prove(AttendanceFactory.create(meeting=meeting, nation=host), article=article)
    AttendanceFactory.create(meeting=other, nation=guest, vouched=True)
    pledge = line(guest, "Trainers", {"meeting": other}, origin_meeting=other)
    before = snapshot()

    shown = preview("meeting", kept.pk, other.pk)
    assert [one.name for one in shown.values if one.suggests_other] == ["starts_on", "participant_count"]
    done = merge("meeting", kept.pk, other.pk, user=vera, now=NOW, take=["starts_on", "participant_count"])
    kept.refresh_from_db()
    assert (kept.name, str(kept.starts), kept.participant_count) == ("Paris talks", "2016-01-20", 7)
    # One passage proves the seat, not the same one twice.
    assert [(seat.nation, seat.evidence_count) for seat in kept.attendances.order_by("pk")] == [(host, 1), (guest, 0)]
    pledge.refresh_from_db()
    assert (pledge.origin_meeting, pledge.events.get().meeting) == (kept, kept)

    undo(done.pk, user=vera, now=NOW)
    assert snapshot() == before


def test_a_split_line_is_two_and_undone_one_again(vera: Any) -> None:
    one = line("Freedonia", "Trainers", {}, {"act": Act.DELIVERING, "happened_on": day("2016-02-03")})
    before = snapshot()
    moved = one.events.get(act=Act.DELIVERING)
    new = PledgeFactory.build(nation=one.nation, title="Advisers", place="Erbil")
    done = split("pledge", one.pk, new, [moved], user=vera, now=NOW, why="two units")
    assert [(pledge.title, pledge.status) for pledge in Pledge.objects.order_by("pk")] == [
        ("Trainers", "pledged"),
        ("Advisers", "delivering"),
    ]
    assert (done.action, done.away, done.kept) == ("split", new.pk, one.pk)
    undo(done.pk, user=vera, now=NOW)
    assert snapshot() == before


def test_a_split_takes_only_rows_of_the_record_and_at_least_one(vera: Any) -> None:
    one, two = two_lines()
    for rows, said in (([], "Choose what goes"), ([two.events.all()[0]], "does not belong")):
        with pytest.raises(CannotMergeError, match=said), transaction.atomic():
            split("pledge", one.pk, PledgeFactory.build(nation=one.nation), rows, user=vera, now=NOW)
    assert Pledge.objects.count() == 2


def test_a_minister_is_split_with_offices_and_statements(vera: Any) -> None:
    ada, _ = two_ministers()
    statement = PledgeEvent.objects.get()
    statement.speaker = ada
    statement.save()
    before = snapshot()
    new = Minister(name="Anna Lind", slug="anna-lind")
    done = split("minister", ada.pk, new, [ada.appointments.get(), statement], user=vera, now=NOW)
    assert (ada.appointments.count(), new.appointments.count(), new.statements.get()) == (0, 1, statement)
    undo(done.pk, user=vera, now=NOW)
    assert snapshot() == before


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (lambda pledge: pledge.events.filter(act=Act.DELIVERING).update(note="corrected"), "has been changed since"),
        (lambda pledge: pledge.events.get(act=Act.DELIVERING).delete(), "has been deleted or merged since"),
        (lambda pledge: Pledge.objects.filter(pk=pledge.pk).update(title="Other"), "has been changed since"),
    ],
)
def test_what_was_changed_since_is_not_undone_over(vera: Any, later: Any, said: str) -> None:
    one, two = two_lines()
    done = merge("pledge", one.pk, two.pk, user=vera, now=NOW, take=["title"])
    later(one)
    left = snapshot()
    with pytest.raises(CannotUndoError, match=said), transaction.atomic():
        undo(done.pk, user=vera, now=NOW)
    assert snapshot() == left
    done.refresh_from_db()
    assert done.undone_at is None


def test_what_was_added_since_stays_with_the_record_kept(vera: Any) -> None:
    one, two = two_lines()
    done = merge("pledge", one.pk, two.pk, user=vera, now=NOW)
    added = PledgeEventFactory.create(pledge=one, act=Act.ENDED, vouched=True)
    undo(done.pk, user=vera, now=NOW)
    added.refresh_from_db()
    assert (added.pledge, two.events.count()) == (one, 2)


def test_a_split_that_was_built_upon_is_not_undone(vera: Any) -> None:
    one = line("Freedonia", "Trainers", {}, {"act": Act.DELIVERING})
    new = PledgeFactory.build(nation=one.nation)
    done = split("pledge", one.pk, new, [one.events.get(act=Act.DELIVERING)], user=vera, now=NOW)
    PledgeEventFactory.create(pledge=new)
    with pytest.raises(CannotUndoError, match="Something has been added"), transaction.atomic():
        undo(done.pk, user=vera, now=NOW)


def test_old_addresses_lead_along_a_chain_to_what_readers_see(vera: Any) -> None:
    nation = NationFactory.create()
    one, two, three = (line(nation, f"Trainers {number}") for number in range(3))
    first = merge("pledge", two.pk, one.pk, user=vera, now=NOW)
    assert kept_for("pledge", str(one.pk), PublicRecord()) == two
    second = merge("pledge", three.pk, two.pk, user=vera, now=NOW)
    assert kept_for("pledge", str(one.pk), PublicRecord()) == three
    assert kept_for("pledge", str(two.pk), PublicRecord()) == three
    assert kept_for("pledge", str(one.pk), PublicRecord(day("2015-01-01"))) is None
    with pytest.raises(CannotUndoError, match="merged or deleted since: undo that first"), transaction.atomic():
        undo(first.pk, user=vera, now=NOW)
    undo(second.pk, user=vera, now=NOW)
    undo(first.pk, user=vera, now=NOW)
    assert kept_for("pledge", str(one.pk), PublicRecord()) is None


def test_a_record_that_readers_never_saw_leaves_no_address(vera: Any) -> None:
    one = line("Freedonia", "Trainers")
    hidden = PledgeFactory.create(nation=one.nation)
    done = merge("pledge", one.pk, hidden.pk, user=vera, now=NOW)
    assert done.address == ""
    assert kept_for("pledge", str(hidden.pk), PublicRecord()) is None


def test_joined_origins_count_once_and_come_apart_again(vera: Any) -> None:
    one, two = ArticleFactory.create(), ArticleFactory.create(published_on=day("2016-02-11"))
    event = line("Freedonia", "Trainers").events.get()
    for article in (one, two):
        prove(event, article=article)
    Origin.objects.filter(pk=one.origin_id).update(first_published_on=one.published_on)
    Origin.objects.filter(pk=two.origin_id).update(first_published_on=two.published_on, agency="Agency")
    before = snapshot()

    joined = merge("origin", one.origin_id, two.origin_id, user=vera, now=NOW)
    event.refresh_from_db()
    origin = Origin.objects.get()
    assert (event.evidence_count, event.origin_count) == (2, 1)
    assert (origin.agency, origin.first_published_on) == ("Agency", day("2016-02-11"))

    article = origin.articles.get(pk=two.pk)
    with pytest.raises(CannotMergeError, match="Nothing would be left"), transaction.atomic():
        split("origin", origin.pk, Origin(title="Own"), list(origin.articles.all()), user=vera, now=NOW)
    apart = split("origin", origin.pk, Origin(title="Own"), [article], user=vera, now=NOW)
    event.refresh_from_db()
    assert event.origin_count == 2
    assert list(Origin.objects.order_by("pk").values_list("title", "first_published_on")) == [
        (one.title, day("2016-02-12")),
        ("Own", day("2016-02-11")),
    ]

    undo(apart.pk, user=vera, now=NOW)
    undo(joined.pk, user=vera, now=NOW)
    assert snapshot() == before


def test_pairs_told_apart_are_remembered_in_either_order(vera: Any) -> None:
    told = tell_apart("minister", 7, 3, user=vera, now=NOW, why="father and daughter")
    assert (told.first, told.second, told.who) == (3, 7, "vera")
    assert tell_apart("minister", 3, 7, user=vera, now=NOW, why="again") == told
    assert told_apart("minister", 7, 3) == told
    assert told_apart("meeting", 7, 3) is None
    assert NotSame.objects.count() == 1


ACTS = st.sampled_from([Act.PLEDGED, Act.DELIVERING, Act.ENDED])
EVENTS = st.lists(
    st.tuples(ACTS, st.sampled_from([None, "2016-01-20", "2016-01-21"]), st.sampled_from([None, 30]), st.booleans()),
    min_size=1,
    max_size=4,
)


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(threads=st.tuples(EVENTS, EVENTS), take=st.sets(st.sampled_from(["title", "place", "capability"])))
def test_merging_any_two_lines_and_undoing_it_changes_nothing(vera: Any, threads: Any, take: set[str]) -> None:
    with transaction.atomic():
        nation = NationFactory.create()
        article = ArticleFactory.create()
        lines = []
        for number, events in enumerate(threads):
            pledge = PledgeFactory.create(nation=nation, title=f"Trainers {number}", place=f"Place {number}")
            lines.append(pledge)
            for place, (act, when, quantity, is_shown) in enumerate(events):
                event = PledgeEventFactory.create(
                    pledge=pledge,
                    act=act,
                    happened_on=when and day(when),
                    happened_on_precision="day" if when else "",
                    quantity=quantity,
                    unit="personnel" if quantity else "",
                    vouched=is_shown,
                )
                EvidenceFactory.create(article=article, pledge_event=event, start=place % 2)
                recount_proof(PledgeEvent, [event.pk])
        refresh_pledges([pledge.pk for pledge in lines])
        one, two = (pledge.pk for pledge in lines)
        before = snapshot()
        try:
            done = merge("pledge", one, two, user=vera, now=NOW, take=take)
        except CannotMergeError:
            done = merge("pledge", two, one, user=vera, now=NOW, take=take)
        assert Pledge.objects.count() == 1
        undo(done.pk, user=vera, now=NOW)
        assert snapshot() == before
        transaction.set_rollback(True)
