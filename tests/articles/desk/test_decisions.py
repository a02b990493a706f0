"""Accepting, correcting, rejecting and undoing: what each step leaves in the ledger, and that undoing leaves nothing."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from articles.desk import decisions
from articles.desk.decisions import CannotAcceptError, CannotUndoError, DecidedMeanwhileError
from articles.enums import ArticleState, CandidateState, Verdict
from articles.extraction.types import Extraction
from articles.models import Article, Candidate, Decision, Evidence, QueueEntry
from articles.recording import Register, finish_run, policy, record_article, start_run
from articles.recording.payloads import draft_of
from articles.recording.waiting import catch_up
from coalition.models import (
    Appointment,
    Attendance,
    CityEvent,
    Meeting,
    Minister,
    Pledge,
    PledgeEvent,
    PledgeStanding,
)
from coalition.roles import Role
from tests.articles.recording.test_record import ALL, BODY, article, city, meeting, minister, pledge, records
from tests.factories import PledgeEventFactory

pytestmark = pytest.mark.django_db

__all__ = ["records"]

NOW = datetime.datetime(2016, 3, 1, 12, tzinfo=datetime.UTC)
LEDGER = (Minister, Appointment, Meeting, Attendance, Pledge, PledgeEvent, CityEvent, PledgeStanding)


@pytest.fixture(autouse=True)
def nothing_is_proven(monkeypatch: pytest.MonkeyPatch, records: None) -> None:
    """No rule may publish: every proposal waits."""
    monkeypatch.setattr(policy, "last_measurement", lambda: policy_that_publishes_nothing)


class _Nothing:
    @staticmethod
    def publishes(rule: str) -> bool:
        return False


policy_that_publishes_nothing = _Nothing()


def user(name: str = "vera", role: Role = Role.PUBLISHER) -> Any:
    made = get_user_model().objects.create_user(name)
    made.groups.add(Group.objects.get(name=role))
    return made


def waiting(stored: Article, **facts: Any) -> list[Candidate]:
    """The proposals of an article in which these facts are read, in the order of the kinds."""
    run = start_run()
    counts = record_article(stored, Extraction(**facts), run=run, register=Register.load())
    finish_run(run, [counts])
    stored.refresh_from_db()
    order = ["minister", "meeting", "city", "pledge"]
    return sorted(stored.candidates.all(), key=lambda one: (order.index(one.kind), one.pk))


def snapshot() -> dict[str, Any]:
    """The ledger, its proof and the proposals, row by row; without the times of writing and the runs."""
    clocks = {"created_at", "updated_at", "added_at", "run_id"}
    rows: dict[str, Any] = {}
    for model in (*LEDGER, Evidence, Candidate, Article):
        found = list(model._default_manager.order_by("pk").values())
        # Passages and standings are written anew, and then have other keys.
        own = clocks | ({"id"} if model in (Evidence, PledgeStanding) else set())
        rows[model.__name__] = sorted(({k: v for k, v in row.items() if k not in own} for row in found), key=repr)
    rows["queue"] = sorted(QueueEntry.objects.values_list("candidate"))
    return rows


def ledger() -> dict[str, int]:
    return {model.__name__: count for model in LEDGER[:-1] if (count := model._default_manager.count())}


def test_every_kind_waits_and_is_read_back_as_it_was_read() -> None:
    found = waiting(article(), **ALL)
    assert [draft_of(one).fact for one in found] == [minister(), meeting(), city(), pledge()]
    assert ledger() == {}


def test_accepting_records_the_fact_as_a_rule_would_with_the_editor_as_the_one_who_decided() -> None:
    vera = user()
    *_, proposal = waiting(article(), **ALL)
    decision = decisions.accept(proposal.pk, user=vera, now=NOW)
    proposal.refresh_from_db()
    event = PledgeEvent.objects.get()
    assert (proposal.state, proposal.decided_by, proposal.decided_at) == (CandidateState.ACCEPTED, "vera", NOW)
    assert (event.pledge.title, event.quantity, event.is_published) == ("Trainers and advisers in Iraq", 30, True)
    assert [passage.quote for passage in event.evidence.all()] == ["Denmark will send 30 trainers to Iraq."]
    assert event.pledge.status == "pledged"
    row = event.history.get()
    assert (row.history_user, row.history_change_reason) == (
        vera,
        f"read in article {proposal.article_id} by the rule pledges.send, accepted by vera",
    )
    assert (decision.verdict, decision.summary) == (Verdict.ACCEPTED, "pledge DNK trainers pledged 30 personnel")
    assert not QueueEntry.objects.filter(candidate=proposal).exists()


def test_who_may_not_publish_leaves_new_facts_unpublished_and_a_publisher_shows_them() -> None:
    first, second = article(), article("2016-02-10", body=BODY + " Again.")
    (one,), (other,) = waiting(first, pledges=(pledge(),)), waiting(second, pledges=(pledge(),))
    decisions.accept(one.pk, user=user("edda", Role.EDITOR), now=NOW)
    event = PledgeEvent.objects.get()
    assert (event.is_published, event.pledge.status, event.evidence_count) == (False, "", 1)

    vera = user()
    decisions.accept(other.pk, user=vera, now=NOW)
    event = PledgeEvent.objects.get()
    assert (event.is_published, event.pledge.status, event.evidence_count) == (True, "pledged", 2)

    decisions.undo_last(user=vera, now=NOW)
    event = PledgeEvent.objects.get()
    assert (event.is_published, event.pledge.status, event.evidence_count) == (False, "", 1)


def test_a_correction_is_what_is_recorded_and_the_history_shows_both() -> None:
    (proposal,) = waiting(article(), pledges=(pledge(),))
    corrected = {**proposal.payload, "quantity": "13", "act": "delivering", "date": "2016-02-01"}
    decision = decisions.accept(proposal.pk, user=user(), now=NOW, payload=corrected)
    event = PledgeEvent.objects.get()
    assert (event.quantity, event.act, str(event.happened)) == (13, "delivering", "2016-02-01")
    assert decision.verdict == Verdict.EDITED
    proposal.refresh_from_db()
    log = [(row.history_type, row.payload["quantity"], row.state, row.history_user) for row in proposal.history.all()]
    assert log == [("~", "13", "accepted", get_user_model().objects.get()), ("+", "30", "proposed", None)]


def test_pledges_name_the_people_and_meetings_accepted_before_them() -> None:
    facts = {**ALL, "pledges": (pledge(speaker="Anna Holm", meeting_city="Paris"),)}
    for proposal in waiting(article(), **facts):
        decisions.accept(proposal.pk, user=get_user_model().objects.filter().first() or user(), now=NOW)
    event = PledgeEvent.objects.get()
    assert (str(event.speaker), str(event.meeting)) == ("Anna Holm", "Defence ministers in Paris")


def test_a_meeting_keeps_the_sentence_that_names_each_participant() -> None:
    (proposal,) = waiting(article(), meetings=(meeting(),))
    assert draft_of(proposal).fact == meeting()
    decisions.accept(proposal.pk, user=user(), now=NOW)
    assert ledger() == {"Meeting": 1, "Attendance": 2}


def test_what_the_ledger_cannot_place_stays_open_with_the_reason_in_words() -> None:
    (proposal,) = waiting(article(), pledges=(pledge(nation="XXX"),))
    before = snapshot()
    with pytest.raises(CannotAcceptError, match="no nation with the code “XXX”"):
        decisions.accept(proposal.pk, user=user(), now=NOW)
    assert snapshot() == before


def test_rejecting_keeps_the_reason_and_writes_no_fact() -> None:
    (proposal,) = waiting(article(), pledges=(pledge(),))
    vera = user()
    decisions.reject(proposal.pk, user=vera, now=NOW, reason="The text does not say so")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by, proposal.reason) == ("rejected", "vera", "The text does not say so")
    assert [(row.history_user, row.history_change_reason) for row in proposal.history.all()] == [
        (vera, "The text does not say so"),
        (None, "read by a rule"),
    ]
    assert ledger() == {}


def test_a_second_decision_is_refused_with_the_first_one() -> None:
    (proposal,) = waiting(article(), pledges=(pledge(),))
    decisions.reject(proposal.pk, user=user("wim"), now=NOW, reason="The text does not say so")
    for decide in (
        lambda: decisions.accept(proposal.pk, user=user("vera"), now=NOW),
        lambda: decisions.reject(proposal.pk, user=user("zoe"), now=NOW, reason="Another reason"),
    ):
        with pytest.raises(DecidedMeanwhileError) as refused:
            decide()
        assert str(refused.value) == "wim rejected it on 1 March 2016, 12:00: The text does not say so"
    assert Decision.objects.count() == 1


def test_bulk_decisions_are_one_step_and_leave_what_cannot_be_placed() -> None:
    found = waiting(article(), **{**ALL, "pledges": (pledge(), pledge(nation="XXX"))})
    vera = user()
    before = snapshot()
    outcome = decisions.accept_all([one.pk for one in found], user=vera, now=NOW)
    assert [(one.payload["nation"], reason) for one, reason in outcome.left] == [
        ("XXX", "no nation with the code “XXX”")
    ]
    assert ledger() == {
        "Minister": 1,
        "Appointment": 1,
        "Meeting": 1,
        "Attendance": 2,
        "Pledge": 1,
        "PledgeEvent": 1,
        "CityEvent": 1,
    }
    assert outcome.decision is not None
    assert outcome.decision.summary == "minister Anna Holm defence_minister DNK and 3 more"
    decisions.undo_last(user=vera, now=NOW)
    assert snapshot() == before

    outcome = decisions.reject_all([one.pk for one in found], user=vera, now=NOW, reason="Another reason")
    assert {one.state for one in Candidate.objects.all()} == {"rejected"}
    decisions.undo_last(user=vera, now=NOW)
    assert snapshot() == before
    assert decisions.accept_all([], user=vera, now=NOW).decision is None


def test_nothing_relevant_settles_the_article_and_what_is_read_in_it_later_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stored = article()
    waiting(stored, pledges=(pledge(),))
    vera = user()
    before = snapshot()
    decisions.find_nothing(stored, user=vera, now=NOW)
    assert (stored.state, Candidate.objects.get().state) == (ArticleState.NOTHING_RELEVANT, "rejected")

    monkeypatch.setattr(_Nothing, "publishes", staticmethod(lambda rule: True))
    found = waiting(stored, pledges=(pledge(), pledge(capability="medical")))
    assert [(one.state, one.reason) for one in found] == [
        ("rejected", "an editor found nothing relevant in the article"),
        ("proposed", "an editor found nothing relevant in the article"),
    ]
    assert stored.state == ArticleState.NOTHING_RELEVANT
    found[1].delete()
    decisions.undo_last(user=vera, now=NOW)
    Article.objects.update(read_by=before["Article"][0]["read_by_id"])
    assert snapshot() == before


def test_an_article_with_accepted_facts_is_not_without_relevance() -> None:
    stored = article()
    one, *_ = waiting(stored, cities=(city(),), pledges=(pledge(),))
    vera = user()
    decisions.accept(one.pk, user=vera, now=NOW)
    with pytest.raises(CannotAcceptError, match="The ledger rests on this article"):
        decisions.find_nothing(stored, user=vera, now=NOW)


# --- undo -----------------------------------------------------------------------------------------------------------

RICH = {
    "ministers": (minister(), minister(name="Jan Berg", portfolio="envoy", office="Envoy")),
    "meetings": (meeting(),),
    "cities": (city(), city(objective="retaken")),
    "pledges": (
        pledge(),
        pledge(quantity=None, unit=""),
        pledge(place="Mosul"),
        pledge(act="delivering", speaker="Anna Holm", meeting_city="Paris"),
        pledge(capability="medical", quantity=None, unit=""),
    ),
}
STEPS = st.lists(st.tuples(st.sampled_from(["accept", "edit", "reject", "all"]), st.integers(0, 9)), max_size=9)


@hypothesis_settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_undoing_every_step_leaves_the_ledger_as_it_was(steps: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        vera = user()
        # A rule has told some of it before: acceptance joins and changes what is there.
        known = waiting(article("2016-02-01", body=f"{BODY} Before."), pledges=(pledge(place=""),))
        decisions.accept(known[0].pk, user=user("wim"), now=NOW)
        waiting(article(), **RICH)
        catch_up()
        before = snapshot()
        for verb, number in steps:
            _take(verb, number, vera)
        while decisions.last_decisions("vera"):
            decisions.undo_last(user=vera, now=NOW)
        assert snapshot() == before
        transaction.set_rollback(True)


def _take(verb: str, number: int, vera: Any) -> None:
    open_ones = list(Candidate.objects.filter(state="proposed").order_by("pk"))
    if not open_ones:
        return
    one = open_ones[number % len(open_ones)]
    if verb == "all":
        decisions.accept_all([other.pk for other in open_ones[: number + 1]], user=vera, now=NOW)
    elif verb == "reject":
        decisions.reject(one.pk, user=vera, now=NOW, reason="Another reason")
    elif verb == "edit":
        decisions.accept(one.pk, user=vera, now=NOW, payload={**one.payload, "date": "2016-02-08"})
    else:
        decisions.accept(one.pk, user=vera, now=NOW)


def test_the_last_ten_steps_can_be_undone_and_no_step_of_another() -> None:
    vera, wim = user(), user("wim")
    found = [waiting(article(body=f"{BODY} {number}"), pledges=(pledge(),))[0] for number in range(13)]
    for one in found[:12]:
        decisions.reject(one.pk, user=vera, now=NOW, reason="Another reason")
    decisions.reject(found[12].pk, user=wim, now=NOW, reason="Another reason")
    for number in range(10):
        decisions.undo_last(user=vera, now=NOW)
        assert Candidate.objects.filter(state="proposed").count() == number + 1
    with pytest.raises(CannotUndoError, match="There is nothing of yours to undo."):
        decisions.undo_last(user=vera, now=NOW)
    assert {one.pk for one in Candidate.objects.filter(state="rejected")} == {one.pk for one in (*found[:2], found[12])}


def test_undo_is_refused_where_another_editor_has_built_on_it() -> None:
    vera, wim = user(), user("wim")
    one, other = waiting(article(), pledges=(pledge(), pledge(quantity=None, unit="")))
    decisions.accept(one.pk, user=vera, now=NOW)
    decisions.accept(other.pk, user=wim, now=NOW)
    before = snapshot()
    with pytest.raises(CannotUndoError, match="wim has decided on the same record since"):
        decisions.undo_last(user=vera, now=NOW)
    assert snapshot() == before
    decisions.undo_last(user=wim, now=NOW)
    decisions.undo_last(user=vera, now=NOW)
    assert ledger() == {}


def test_undo_is_refused_where_the_record_was_corrected_since() -> None:
    vera = user()
    (one,) = waiting(article(), pledges=(pledge(),))
    decisions.accept(one.pk, user=vera, now=NOW)
    event = PledgeEvent.objects.get()
    event.note = "Corrected by hand."
    event.save()
    with pytest.raises(CannotUndoError, match="has been corrected since"):
        decisions.undo_last(user=vera, now=NOW)
    assert PledgeEvent.objects.get().note == "Corrected by hand."


def test_undo_keeps_what_another_report_proves_since(monkeypatch: pytest.MonkeyPatch) -> None:
    vera = user()
    (one,) = waiting(article(), pledges=(pledge(),))
    decisions.accept(one.pk, user=vera, now=NOW)
    monkeypatch.setattr(_Nothing, "publishes", staticmethod(lambda rule: True))
    waiting(article("2016-02-15", body=f"{BODY} Again."), pledges=(pledge(),))
    decisions.undo_last(user=vera, now=NOW)
    event = PledgeEvent.objects.get()
    assert (event.evidence_count, event.public_from) == (1, datetime.date(2016, 2, 15))
    one.refresh_from_db()
    assert one.state == "proposed"


def test_undo_leaves_what_stood_before_the_step() -> None:
    event = PledgeEventFactory.create(vouched=True, pledge__title="Older", pledge__nation__name="Older nation")
    vera = user()
    (one,) = waiting(article(), pledges=(pledge(),))
    decisions.accept(one.pk, user=vera, now=NOW)
    decisions.undo_last(user=vera, now=NOW)
    assert list(PledgeEvent.objects.all()) == [event]


# --- reading again --------------------------------------------------------------------------------------------------


def test_reading_again_keeps_what_editors_accepted_corrected_and_rejected() -> None:
    stored = article()
    facts = {"pledges": (pledge(), pledge(capability="medical"), pledge(capability="naval"), pledge(nation="FRA"))}
    accepted, corrected, rejected, undone = waiting(stored, **facts)
    vera = user()
    decisions.accept(accepted.pk, user=vera, now=NOW)
    decisions.accept(corrected.pk, user=vera, now=NOW, payload={**corrected.payload, "quantity": "7"})
    decisions.reject(rejected.pk, user=vera, now=NOW, reason="The text does not say so")
    decisions.accept(undone.pk, user=vera, now=NOW)
    decisions.undo_last(user=vera, now=NOW)
    before = snapshot()
    waiting(stored, **facts)
    assert {**snapshot(), "Article": []} == {**before, "Article": []}

    waiting(stored)
    assert [one.state for one in Candidate.objects.order_by("pk")] == ["accepted", "accepted", "rejected", "superseded"]
    assert sorted(event.quantity or 0 for event in PledgeEvent.objects.all()) == [7, 30]
