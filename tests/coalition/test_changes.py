"""What people changed: differences in words, corrections for readers only of what they saw, earlier versions restored."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from simple_history.models import HistoricalRecords

from coalition.actions.pledges import refresh_pledges
from coalition.changes import changes_by_people, corrections, read_changes, restore, versions_of
from coalition.enums import Act
from coalition.models import Meeting, Pledge, PledgeEvent
from coalition.roles import Role, give_role
from tests.factories import MeetingFactory, MinisterFactory, NationFactory, PledgeEventFactory, PledgeFactory
from tests.pages import Read

pytestmark = pytest.mark.django_db


@pytest.fixture
def vera() -> Any:
    user = get_user_model().objects.create_user("vera")
    give_role(user, Role.PUBLISHER)
    return user


def change(record: Any, user: Any, why: str = "", **values: Any) -> None:
    """Save `record` with other values, as an editor does."""
    for name, value in values.items():
        setattr(record, name, value)
    record._history_user = user
    record._change_reason = why
    record.save()


def event(**values: Any) -> PledgeEvent:
    nation = NationFactory.create(name="Freedonia")
    found: PledgeEvent = PledgeEventFactory.create(
        pledge=PledgeFactory.create(nation=nation, title="Trainers in Iraq"), act=Act.PLEDGED, vouched=True, **values
    )
    refresh_pledges([found.pledge_id])
    return found


def told(found: list[Any]) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    return [
        (one.what, one.who, [(value.label, value.before, value.after) for value in one.differences]) for one in found
    ]


def test_versions_tell_each_value_that_differs_in_words(vera: Any) -> None:
    one = event(happened_on=datetime.date(2016, 2, 1), happened_on_precision="month")
    speaker = MinisterFactory.create(name="Ada Lind")
    change(
        one,
        vera,
        "the ministry's release says so",
        act=Act.DELIVERING,
        quantity=1200,
        unit="trainers",
        happened_on=datetime.date(2016, 2, 11),
        happened_on_precision="day",
        speaker=speaker,
        counts=False,
        counts_reason="told before",
    )
    latest, created = versions_of("pledge_event", one.pk)
    assert told([latest]) == [
        (
            "changed",
            "vera",
            [
                ("Act", "Pledged", "Delivering"),
                ("Happened on", "2016-02", "2016-02-11"),
                ("Quantity, best reading", "not stated", "1,200"),
                ("Unit", "not stated", "trainers"),
                ("Counts towards totals", "yes", "no"),
                ("Why it does not count", "not stated", "told before"),
                ("Speaker", "not stated", "Ada Lind"),
            ],
        )
    ]
    assert latest.why == "the ministry's release says so"
    assert latest.title.startswith("Freedonia: Trainers in Iraq")
    assert latest.address == one.pledge.get_absolute_url()
    assert (created.what, created.who) == ("created", "")


def test_a_correction_is_what_an_editor_changed_of_what_readers_saw(vera: Any) -> None:
    public = event()
    change(public, vera, "slip", quantity=30, unit="trainers")
    unseen = PledgeEventFactory.create(pledge=public.pledge, quantity=7, unit="aircraft")
    change(unseen, vera, "not public", quantity=8)
    by_rule = PledgeEventFactory.create(pledge=public.pledge, vouched=True)
    change(by_rule, None, "read again", quantity=9, unit="aircraft")
    first_published = PledgeEventFactory.create(
        pledge=public.pledge, entered_by="vera", source_title="Report", source_url="https://example.org/"
    )
    change(first_published, vera, is_published=True)
    withdrawn = PledgeEventFactory.create(pledge=public.pledge, vouched=True)
    change(withdrawn, vera, "another nation's", is_published=False)

    found = read_changes(corrections())
    assert [(one.what, one.why) for one in found] == [("withdrawn", "another nation's"), ("changed", "slip")]
    assert {one.why for one in read_changes(changes_by_people())} == {"slip", "not public", "", "another nation's"}
    assert read_changes(changes_by_people("otto")) == []


def test_corrections_of_records_that_are_no_facts(vera: Any) -> None:
    public, unseen = Pledge.objects.get(pk=event().pledge_id), PledgeFactory.create()
    for pledge in (public, unseen):
        change(pledge, vera, f"named {pledge.pk}", title="Trainers in Erbil")
    assert [one.why for one in read_changes(corrections())] == [f"named {public.pk}"]


def test_what_is_deleted_is_told_without_its_page(vera: Any) -> None:
    meeting = MeetingFactory.create(name="Ministers in Rome", vouched=True)
    number = meeting.pk
    HistoricalRecords.context.request = type("Request", (), {"user": vera})()
    try:
        meeting.delete()
    finally:
        del HistoricalRecords.context.request
    (found,) = read_changes(corrections())
    assert (found.what, found.who, found.title, found.address) == ("deleted", "vera", f"Meeting {number}, deleted", "")


def test_corrections_up_to_a_day(vera: Any) -> None:
    one = event()
    change(one, vera, "early", quantity=1, unit="trainers")
    history: Any = PledgeEvent.history
    history.filter(history_change_reason="early").update(
        history_date=datetime.datetime(2016, 2, 1, 23, 0, tzinfo=datetime.UTC)
    )
    change(one, vera, "late", quantity=2)
    assert [found.why for found in read_changes(corrections(datetime.date(2016, 2, 1)))] == ["early"]
    assert len(read_changes(corrections(datetime.date(2016, 1, 31)))) == 0
    assert len(read_changes(corrections())) == 2


def test_the_number_of_queries_does_not_grow_with_the_changes(vera: Any) -> None:
    one = event()

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            read_changes(corrections()[:25])
        return len(captured)

    change(one, vera, quantity=1, unit="trainers", speaker=MinisterFactory.create())
    few = queries()
    for number in range(2, 20):
        change(one, vera, quantity=number, speaker=MinisterFactory.create())
    assert queries() == few


def test_an_earlier_version_comes_back_as_a_new_one(vera: Any) -> None:
    one = event(quantity=30, unit="trainers")
    change(one, vera, quantity=300)
    first = versions_of("pledge_event", one.pk)[-1]
    restore("pledge_event", first.version, why="a nought too many", may_publish=True)
    one.refresh_from_db()
    assert one.quantity == 30
    assert Pledge.objects.get().quantity_now == 30
    latest = versions_of("pledge_event", one.pk)[0]
    assert latest.why.endswith(": a nought too many")
    assert [(value.before, value.after) for value in latest.differences] == [("300", "30")]


@pytest.mark.parametrize(("may_publish", "is_published"), [(True, True), (False, False)])
def test_restoring_shows_nothing_to_readers_without_the_right_to_publish(
    vera: Any, may_publish: bool, is_published: bool
) -> None:
    one = event()
    change(one, vera, is_published=False)
    restore("pledge_event", versions_of("pledge_event", one.pk)[-1].version, why="right", may_publish=may_publish)
    one.refresh_from_db()
    assert one.is_published is is_published


def test_a_version_that_the_record_of_today_refuses_changes_nothing(vera: Any) -> None:
    one, other = MeetingFactory.create(slug="rome-2016"), MeetingFactory.create()
    change(one, vera, slug="rome-february-2016")
    change(other, vera, slug="rome-2016")
    first = versions_of("meeting", one.pk)[-1]
    with pytest.raises(ValidationError, match="Slug"):
        restore("meeting", first.version, why="shorter", may_publish=True)
    assert Meeting.objects.get(pk=one.pk).slug == "rome-february-2016"


def test_the_page_and_the_feed_tell_readers(client: Client, vera: Any) -> None:
    one = event()
    change(one, vera, "the release says <30>", quantity=30, unit="trainers")
    page = Read(client.get("/corrections/"))
    assert page.links("//article//h2/a")[0][1] == one.pledge.get_absolute_url()
    assert "by vera: the release says <30>" in page.text("//article/p")
    assert page.texts("//article//dd") == ["not stated became→ 30", "not stated became→ trainers"]
    feed = client.get("/corrections.atom")
    assert feed.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    entry = feed.content.decode()
    assert entry.count("<entry>") == 1
    assert "the release says &amp;lt;30&amp;gt;" in entry or "the release says &lt;30&gt;" in entry


def test_an_editor_restores_from_the_history_page_with_a_reason(client: Client, vera: Any) -> None:
    one = event(quantity=30, unit="trainers")
    change(one, vera, quantity=300)
    client.force_login(vera)
    address = f"/desk/history/pledge_event/{one.pk}/"
    first = versions_of("pledge_event", one.pk)[-1].version
    without = client.post(address, {"version": first, "why": " "}, follow=True)
    assert "Say why the earlier version is right" in without.content.decode()
    foreign = client.post(address, {"version": 99999, "why": "slip"}, follow=True)
    assert "There is no such version" in foreign.content.decode()
    done = client.post(address, {"version": first, "why": "a nought too many"}, follow=True)
    assert Read(done).texts("//p[contains(@class, 'notice')]") == ["Restored."]
    one.refresh_from_db()
    assert one.quantity == 30
    assert versions_of("pledge_event", one.pk)[0].who == "vera"
    assert client.get("/desk/history/pledge_event/999/").status_code == 404
    assert client.get("/desk/history/user/1/").status_code == 404
    assert "a nought too many" in client.get("/desk/changes/").content.decode()
