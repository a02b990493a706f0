"""The queue: its order and filters, one proposal at a time, holds, bulk decisions, and all of it without scripts."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.desk import decisions
from articles.desk.queue import HOLD, Position, hold, neighbour, next_entry, open_entries, release
from articles.enums import ArticleState, Outlook, RejectReason, WaitReason
from articles.models import Article, Candidate, Decision, QueueEntry
from articles.recording import policy, resolve
from articles.recording.payloads import draft_of
from articles.recording.waiting import Prospect, catch_up, priority, waits_for
from coalition.models import CityEvent, PledgeEvent
from coalition.roles import Role
from tests.articles.desk.test_decisions import NOW, nothing_is_proven, user, waiting
from tests.articles.recording.test_record import ALL, BODY, article, city, meeting, minister, pledge, proof, records
from tests.articles.recording.test_record import PLEDGE as PLEDGE_SPAN
from tests.factories import CandidateFactory
from tests.pages import Read, read, read_part

pytestmark = pytest.mark.django_db

__all__ = ["nothing_is_proven", "records"]

DAY = datetime.date(2016, 2, 9)
LATER = NOW + HOLD


@pytest.fixture
def vera(client: Client) -> Any:
    found = user()
    client.force_login(found)
    return found


# --- order ----------------------------------------------------------------------------------------------------------


def weight(kind: str = "pledge", found: Prospect | None = None, day: datetime.date = DAY, **values: Any) -> float:
    made = {"pledge": pledge, "city": city, "meeting": meeting, "minister": minister}[kind]
    (proposal,) = waiting(article(), **{f"{kind}s" if kind != "city" else "cities": (made(**values),)})
    weighed = priority(draft_of(proposal), found or Prospect(Outlook.NEW_RECORD), day, DAY)
    Article.objects.all().delete()
    return weighed


def test_the_formula_gives_these_numbers() -> None:
    # 100 × (0.4 + 0.3 + 0.2 × log10(31) / 4 + 0.1) × (½ + ½ (1 - 0.2 / 0.7))
    assert weight() == 74.96
    # Nothing gained, nothing stated, ten years ago, as unsure as can be: 100 × (0.4 × 0.4 + 0.2 × ¼ + …) × ½.
    assert (
        weight("minister", Prospect(Outlook.NOTHING), datetime.date(2006, 2, 9), proof=proof(PLEDGE_SPAN, 0.0)) == 10.5
    )


HEAVIER_THAN = [
    ("a pledge than an office", {"kind": "pledge"}, {"kind": "minister"}),
    ("a pledge than a city", {"kind": "pledge"}, {"kind": "city"}),
    ("a city than a meeting", {"kind": "city"}, {"kind": "meeting"}),
    ("a promise than a thought", {"act": "pledged"}, {"act": "considering"}),
    ("more money", {"amount": 20_000_000, "currency": "EUR"}, {"amount": 200_000, "currency": "EUR"}),
    ("more things", {"quantity": 3_000}, {"quantity": 30}),
    ("a new line than a new act", {"found": Prospect(Outlook.NEW_RECORD)}, {"found": Prospect(Outlook.NEW_ACT)}),
    (
        "a second report than a fifth",
        {"found": Prospect(Outlook.NEW_REPORT, reports=1)},
        {"found": Prospect(Outlook.NEW_REPORT, reports=4)},
    ),
    ("what is at the bar", {"proof": proof(PLEDGE_SPAN, 0.7)}, {"proof": proof(PLEDGE_SPAN, 0.99)}),
    ("what is at the bar", {"proof": proof(PLEDGE_SPAN, 0.7)}, {"proof": proof(PLEDGE_SPAN, 0.2)}),
    ("a new report", {"day": DAY}, {"day": DAY.replace(year=2015)}),
]


@pytest.mark.parametrize(("case", "heavier", "lighter"), HEAVIER_THAN, ids=[row[0] for row in HEAVIER_THAN])
def test_what_weighs_more(case: str, heavier: dict[str, Any], lighter: dict[str, Any]) -> None:
    def plain(values: dict[str, Any]) -> dict[str, Any]:
        return {k: Decimal(v) if k in ("amount", "quantity") else v for k, v in values.items()}

    assert weight(**plain(heavier)) > weight(**plain(lighter))


OUTLOOKS = [
    (pledge(), Outlook.NEW_REPORT),
    (pledge(act="ended"), Outlook.NEW_ACT),
    (pledge(nation="FRA"), Outlook.NEW_RECORD),
    (pledge(nation="XXX"), Outlook.UNRESOLVED),
    (city(), Outlook.NEW_REPORT),
    (city(objective="retaken"), Outlook.NEW_RECORD),
    (city(objective="mentioned"), Outlook.NOTHING),
    (city(name="Nowhere"), Outlook.UNRESOLVED),
    (meeting(), Outlook.NEW_REPORT),
    (meeting(city="London"), Outlook.NEW_RECORD),
    (meeting(date=None), Outlook.UNRESOLVED),
    (minister(), Outlook.NEW_REPORT),
    (minister(portfolio="envoy"), Outlook.NEW_RECORD),
    (minister(name="Jan Berg"), Outlook.NEW_RECORD),
]


@pytest.mark.parametrize(("fact", "outlook"), OUTLOOKS, ids=lambda value: str(getattr(value, "rule", value))[:30])
def test_the_queue_knows_what_a_proposal_would_add(fact: Any, outlook: Outlook) -> None:
    decisions.accept_all([one.pk for one in waiting(article(), **ALL)], user=user(), now=NOW)
    kind = type(fact).__name__.removesuffix("Fact").lower()
    (proposal,) = waiting(
        article("2016-02-10", body=f"{BODY} Again."), **{"cities" if kind == "city" else f"{kind}s": (fact,)}
    )
    assert QueueEntry.objects.get(candidate=proposal).outlook == outlook


def test_every_reason_to_wait_is_one_of_the_closed_list() -> None:
    """The words with which policy and resolution let a proposal wait, as their source spells them."""
    told = []
    for module in (policy, resolve):
        source = Path(str(module.__file__)).read_text("utf-8")
        told += re.findall(r'(?:UnresolvedError\(|return |else |= )f?"([a-z][^"]{12,})', source)
    assert len(told) >= 9
    assert {words: waits_for(words) for words in told if waits_for(words) == WaitReason.OTHER} == {}
    assert waits_for("the rule pledges.send has not been measured …") == WaitReason.UNPROVEN_RULE


def entries(*weights: float) -> list[QueueEntry]:
    return [
        QueueEntry.objects.create(
            candidate=(candidate := CandidateFactory.create()),
            kind=candidate.kind,
            rule=candidate.rule,
            article=candidate.article,
            priority=weight,
            waits_for=WaitReason.OTHER,
            outlook=Outlook.NEW_RECORD,
        )
        for weight in weights
    ]


def test_next_walks_down_the_order_wraps_round_and_brings_what_was_skipped_last() -> None:
    low, high, other_high, middle = entries(10, 90, 90, 50)
    assert list(open_entries()) == [high, other_high, middle, low]

    def following(entry: QueueEntry | None, *skipped: QueueEntry) -> QueueEntry | None:
        after = Position(entry.priority, entry.pk) if entry else None
        keys = [one.pk for one in skipped]
        return next_entry(open_entries(), editor="vera", now=NOW, after=after, skipped=keys)

    assert following(None) == high
    assert [following(one) for one in (high, other_high, middle, low)] == [other_high, middle, low, high]
    assert following(high, other_high) == middle
    assert following(low, high, other_high, middle) == high
    # Decided, and therefore gone: the place in the order remains.
    place = Position(middle.priority, middle.pk)
    middle.delete()
    assert next_entry(open_entries(), editor="vera", now=NOW, after=place) == low
    assert neighbour(open_entries(), place, step=1) == low
    assert neighbour(open_entries(), place, step=-1) == other_high
    assert neighbour(open_entries(), Position(90, high.pk), step=-1) is None


# --- holds ----------------------------------------------------------------------------------------------------------


def test_what_one_editor_holds_is_not_next_for_another_until_the_hold_ends() -> None:
    first, second = entries(90, 50)
    assert hold(first.pk, editor="vera", now=NOW)
    assert not hold(first.pk, editor="wim", now=NOW)
    for editor, now, expected in (("wim", NOW, second), ("vera", NOW, first), ("wim", LATER, first)):
        assert next_entry(open_entries(), editor=editor, now=now) == expected


def test_a_hold_that_is_renewed_goes_on_since_it_began_and_one_that_ended_begins_anew() -> None:
    (entry,) = entries(90)
    minute = datetime.timedelta(minutes=1)
    hold(entry.pk, editor="vera", now=NOW)
    hold(entry.pk, editor="vera", now=NOW + minute)
    entry.refresh_from_db()
    assert (entry.held_by, entry.held_since, entry.held_until) == ("vera", NOW, NOW + minute + HOLD)
    assert hold(entry.pk, editor="wim", now=NOW + minute + HOLD)
    entry.refresh_from_db()
    assert (entry.held_by, entry.held_since) == ("wim", NOW + minute + HOLD)


def test_an_editor_holds_one_item_and_can_be_relieved_of_it() -> None:
    first, second = entries(90, 50)
    hold(first.pk, editor="vera", now=NOW)
    hold(second.pk, editor="vera", now=NOW)
    assert hold(first.pk, editor="wim", now=NOW)
    assert hold(second.pk, editor="wim", now=NOW, take_over=True)
    assert sorted(QueueEntry.objects.values_list("held_by", flat=True)) == ["", "wim"]
    release(second.pk, editor="vera")
    assert QueueEntry.objects.get(candidate=second.pk).held_by == "wim"
    release(second.pk, editor="wim")
    assert QueueEntry.objects.get(candidate=second.pk).held_by == ""


def test_the_page_says_who_is_judging_and_lets_one_take_it_over(client: Client, vera: Any) -> None:
    (proposal,) = waiting(article(), pledges=(pledge(),))
    since = timezone.now()
    hold(proposal.pk, editor="wim", now=since)
    page = read(client, f"/desk/queue/{proposal.pk}/")
    assert page.text("//div[@id='holder']").startswith(f"wim is judging this since {since:%H:%M}.")
    assert page.at("//*[@data-key='a']") == []
    assert "wim is judging this since" in read(client, "/desk/queue/").text("//li[@class='queue-row']")
    client.post(f"/desk/queue/{proposal.pk}/hold/", {"take_over": "yes"})
    assert QueueEntry.objects.get().held_by == "vera"
    assert len(read(client, f"/desk/queue/{proposal.pk}/").at("//*[@data-key='a']")) == 1

    hold(proposal.pk, editor="wim", now=timezone.now(), take_over=True)
    told = Read(client.post(f"/desk/queue/{proposal.pk}/hold/"))
    assert told.text("//p").startswith("wim is judging this since")


# --- the list -------------------------------------------------------------------------------------------------------


def titles(page: Read) -> list[str]:
    return page.texts("//h2[@class='queue-title']")


FILTERS = [
    ("kind=city", ["Mosul: to be retaken"]),
    ("rule=meetings.met_in", ["Meeting in Paris: defence ministers, held, 8 February 2016"]),
    ("nation=denmark&kind=minister", ["Anna Holm: Defence Minister, Denmark"]),
    ("capability=trainers", ["Denmark: pledged trainers and advisers, 30 personnel, Iraq"]),
    ("waits=no_match", ["XXX: pledged medical support, 30 personnel, Iraq"]),
    ("kind=city&capability=trainers", []),
    ("kind=boat", []),
]


@pytest.mark.parametrize(("query", "expected"), FILTERS)
def test_filters_stand_in_the_address(client: Client, vera: Any, query: str, expected: list[str]) -> None:
    facts = {**ALL, "pledges": (pledge(), pledge(nation="XXX", capability="medical"))}
    waiting(article(), **facts)
    Candidate.objects.filter(payload__nation="XXX").update(reason="no nation with the code “XXX”")
    QueueEntry.objects.all().delete()
    assert titles(read(client, f"/desk/queue/?{query}")) == expected
    assert titles(read_part(client, f"/desk/queue/?{query}")) == expected


def test_the_list_counts_what_each_filter_leaves_and_opens_each_item_with_the_filters(
    client: Client, vera: Any
) -> None:
    waiting(article(), **ALL)
    page = read(client, "/desk/queue/?kind=pledge")
    facets = [(facet.split()[0], facet.split()[1:]) for facet in page.texts("//div[@class='facet']")]
    assert facets[0][0] == "Kind"
    assert sorted(page.texts("//div[@class='facet'][1]//li")) == [
        "City 1",
        "Meeting 1",
        "Minister 1",
        "Pledge 1×, remove this filter",
    ]
    (link,) = page.links("//h2[@class='queue-title']/a")
    assert link[1] == f"/desk/queue/{Candidate.objects.get(kind='pledge').pk}/?kind=pledge"
    assert page.links("//a[@id='start']") == [("Start judging", "/desk/queue/next/?kind=pledge")]


def test_the_editor_goes_on_where_they_left(client: Client, vera: Any) -> None:
    found = waiting(article(), **ALL)
    assert not read(client, "/desk/queue/").at("//a[text()='Go on where I was']")
    client.get(f"/desk/queue/{found[2].pk}/?kind=city")
    assert read(client, "/desk/queue/").links("//a[text()='Go on where I was']") == [
        ("Go on where I was", f"/desk/queue/{found[2].pk}/?kind=city")
    ]


def test_an_empty_queue_says_so(client: Client, vera: Any) -> None:
    assert "The queue is empty." in read(client, "/desk/queue/").text("//section[@id='results']")
    response = client.get("/desk/queue/next/")
    assert response.headers["Location"] == "/desk/queue/"


# --- one proposal ---------------------------------------------------------------------------------------------------


def test_the_item_shows_the_whole_text_with_the_sentence_and_each_value_marked(client: Client, vera: Any) -> None:
    (proposal,) = waiting(article(), pledges=(pledge(),))
    Candidate.objects.update(spans={"nation": [0, 7], "quantity": [18, 20], "capability": [21, 29]})
    page = read(client, f"/desk/queue/{proposal.pk}/")
    (text,) = page.at("//div[@id='judge-text']")
    assert text.text_content() == BODY
    assert [(mark.get("class"), mark.text_content()) for mark in text.xpath("./span")] == [
        ("in-sentence value-mark value-nation", "Denmark"),
        ("in-sentence", " will send "),
        ("in-sentence value-mark value-quantity", "30"),
        ("in-sentence", " "),
        ("in-sentence value-mark value-capability", "trainers"),
        ("in-sentence", " to Iraq."),
    ]
    assert page.texts("//p[@class='value-words']") == ["“Denmark”", "“trainers”", "“30”"]
    assert page.text("//p[@class='judge-outlook']") == "Accepting makes a new record."
    assert page.at("//select[@name='v-nation']/option[@selected]/@value") == ["DNK"]
    assert page.at("//input[@name='v-place']/@value") == ["Iraq"]


def form_of(client: Client, proposal: Candidate) -> dict[str, str]:
    """What a browser would send for the item as it is shown."""
    form = read(client, f"/desk/queue/{proposal.pk}/").at("//form[@id='values']")[0]
    return {name: value for name, value in form.form_values() if name.startswith("v-")}


@pytest.mark.parametrize("number", range(4))
def test_accepting_without_a_script_leads_to_the_next_and_changes_no_value(
    client: Client, vera: Any, number: int
) -> None:
    found = waiting(article(), **ALL)
    proposal = found[number]
    read_before = proposal.payload
    response = client.post(
        f"/desk/queue/{proposal.pk}/decide/?kind={proposal.kind}", {**form_of(client, proposal), "verdict": "accept"}
    )
    assert response.headers["Location"] == f"/desk/queue/?kind={proposal.kind}"
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by, proposal.payload) == ("accepted", "vera", read_before)
    assert Decision.objects.get().verdict == "accepted"


CORRECTIONS = [
    (3, {"v-quantity": "13", "v-place": "Syria / Iraq"}, {"quantity": "13", "place": "SYR/IRQ", "place_text": "Syria / Iraq"}),
    (3, {"v-place": "Al-Mawsil"}, {"place": "Al-Mawsil", "place_text": "Al-Mawsil"}),
    (3, {"v-quantity": "", "v-unit": "", "v-amount": "1500000.50", "v-currency": "eur"}, {"quantity": None, "unit": "", "amount": "1500000.5", "currency": "EUR"}),
    (2, {"v-date": "2016-01", "v-objective": "retaken"}, {"date": "2016-01", "objective": "retaken"}),
    (0, {"v-nation": "FRA"}, {"nation": "FRA"}),
    (1, {"v-attendees": "Denmark, participant, Anna Holm\r\nFrance, host\r\nIraq"}, {"attendees": [
        {"nation": "DNK", "role": "participant", "minister": "Anna Holm", "span": None},
        {"nation": "FRA", "role": "host", "minister": "", "span": None},
        {"nation": "IRQ", "role": "participant", "minister": "", "span": None},
    ]}),
]  # fmt: skip


@pytest.mark.parametrize(("number", "typed", "stored"), CORRECTIONS)
def test_a_correction_changes_these_values_only(
    client: Client, vera: Any, number: int, typed: dict[str, str], stored: dict[str, Any]
) -> None:
    proposal = waiting(article(), **ALL)[number]
    before = proposal.payload
    client.post(f"/desk/queue/{proposal.pk}/decide/", {**form_of(client, proposal), **typed, "verdict": "accept"})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.payload) == ("accepted", {**before, **stored})
    assert Decision.objects.get().verdict == "edited"


REFUSED = [
    (3, {"v-amount": "5"}, "Give an amount together with its currency."),
    (3, {"v-currency": "euro"}, "Ensure this value has at most 3 characters (it has 4)."),
    (3, {"v-currency": "€€€"}, "Write the three-letter ISO 4217 code, such as EUR."),
    (3, {"v-quantity": "many"}, "Enter a number."),
    (3, {"v-quantity_low": "50"}, "The best reading lies between the least and the most."),
    (3, {"v-date": "soon"}, "“soon” is no date. Write a year (2016), a month (2016-02) or a day (2016-02-11)."),
    (3, {"v-asked_by": "FRA"}, "Only a request, or its refusal, has somebody who asked."),
    (3, {"v-speaker": "Nobody Known"}, "Nobody of this name is on record. Accept the person's office first."),
    (3, {"v-capability": "boats"}, "Select a valid choice. boats is not one of the available choices."),
    (1, {"v-ends": "2016-02-01"}, "A meeting cannot end before it starts."),
    (1, {"v-attendees": "Freedonia"}, "No nation is called “Freedonia”."),
    (1, {"v-attendees": "Denmark, sponsor"}, "“sponsor” is no role: write host, participant or invited."),
    (1, {"v-date": ""}, "It cannot be recorded as it stands: the text does not date the meeting."),
    (0, {"v-name": ""}, "This field is required."),
]


@pytest.mark.parametrize(("number", "typed", "message"), REFUSED)
def test_a_value_that_makes_no_sense_is_refused_in_words(
    client: Client, vera: Any, number: int, typed: dict[str, str], message: str
) -> None:
    proposal = waiting(article(), **ALL)[number]
    sent = {**form_of(client, proposal), **typed, "verdict": "accept"}
    page = Read(client.post(f"/desk/queue/{proposal.pk}/decide/", sent))
    assert page.texts("//div[@class='form-errors' or @class='field-errors']") == [message]
    assert list(Candidate.objects.exclude(state="proposed")) == []


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"reason": "off_topic"}, "Not about the fight against IS"),
        (
            {"reason": "not_said", "words": "  It says   the opposite. "},
            "The text does not say so: It says the opposite.",
        ),
        ({"reason": "invented"}, "Another reason"),
    ],
)
def test_rejecting_takes_a_reason_of_the_list_and_own_words(
    client: Client, vera: Any, sent: dict[str, str], reason: str
) -> None:
    (proposal,) = waiting(article(), pledges=(pledge(),))
    client.post(f"/desk/queue/{proposal.pk}/decide/", {"verdict": "reject", **sent})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason) == ("rejected", reason)


def test_skipping_decides_nothing_and_comes_last(client: Client, vera: Any) -> None:
    waiting(article(), **ALL)
    order = [entry.pk for entry in open_entries()]
    place = "/desk/queue/next/"
    seen = []
    for _ in range(5):
        address = client.get(place).headers["Location"] if place == "/desk/queue/next/" else place
        seen.append(int(address.split("/")[3]))
        place = client.post(f"{address}decide/", {"verdict": "skip"}).headers["Location"]
    assert seen == [*order, order[0]]
    assert not Decision.objects.exists()
    page = read(client, "/desk/queue/")
    assert "4 proposals skipped by you" in page.text("//form[@class='queue-aside']")
    client.post("/desk/queue/unskip/")
    assert not read(client, "/desk/queue/").at("//form[@class='queue-aside']")


def test_htmx_gets_the_next_item_alone(client: Client, vera: Any) -> None:
    found = waiting(article(), cities=(city(),), pledges=(pledge(),))
    sent = {**form_of(client, found[1]), "verdict": "accept"}
    response: Any = client.post(f"/desk/queue/{found[1].pk}/decide/", sent, headers={"HX-Request": "true"}, follow=True)
    part = Read(response)
    assert not part.is_whole_page
    assert part.text("//h1") == "Mosul: to be retaken"
    assert response.redirect_chain == [(f"/desk/queue/{found[0].pk}/", 302)]


def test_what_somebody_settled_meanwhile_is_told_and_stays(client: Client, vera: Any) -> None:
    found = waiting(article(), cities=(city(),), pledges=(pledge(),))
    sent = {**form_of(client, found[1]), "verdict": "accept"}
    decisions.reject(found[1].pk, user=user("wim"), now=NOW, reason="The text does not say so")
    told = "wim rejected it on 1 March 2016, 12:00: The text does not say so."
    page = Read(client.post(f"/desk/queue/{found[1].pk}/decide/", sent, follow=True))
    assert page.texts("//p[contains(@class, 'notice-warning')]") == [f"Nothing was changed: {told}"]
    assert page.text("//h1") == "Mosul: to be retaken"
    page = Read(client.get(f"/desk/queue/{found[1].pk}/", follow=True))
    assert page.texts("//p[contains(@class, 'notice-warning')]") == [f"This one is settled: {told}"]
    assert not PledgeEvent.objects.exists()


def test_undo_shows_the_proposal_again(client: Client, vera: Any) -> None:
    (proposal,) = waiting(article(), pledges=(pledge(),))
    client.post(f"/desk/queue/{proposal.pk}/decide/", {"verdict": "reject", "reason": "not_said"})
    page = read(client, "/desk/queue/")
    assert "Rejected: pledge DNK trainers pledged 30 personnel" in page.text("//details[@class='queue-last']")
    response = client.post("/desk/queue/undo/?kind=pledge")
    assert response.headers["Location"] == f"/desk/queue/{proposal.pk}/?kind=pledge"
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by, proposal.decided_at) == ("proposed", "", None)
    page = Read(client.post("/desk/queue/undo/", follow=True))
    assert page.texts("//p[contains(@class, 'notice-error')]") == [
        "Nothing was undone. There is nothing of yours to undo."
    ]


# --- many at once ---------------------------------------------------------------------------------------------------


def test_many_are_previewed_ticked_and_decided_in_one_step(client: Client, vera: Any) -> None:
    stored = article()
    found = waiting(stored, **{**ALL, "cities": (city(), city(objective="retaken"))})
    preview = read(client, f"/desk/queue/bulk/?article={stored.pk}")
    assert sorted(map(int, preview.at("//input[@name='candidate'][@checked]/@value"))) == sorted(
        one.pk for one in found
    )
    assert preview.text("//p[@class='results-count']").startswith("5 proposals;")
    assert not Decision.objects.exists()

    ticked = [str(one.pk) for one in found if one.kind == "city"]
    page = Read(
        client.post(f"/desk/queue/bulk/?article={stored.pk}", {"candidate": ticked, "verdict": "accept"}, follow=True)
    )
    assert page.texts("//p[contains(@class, 'notice-success')]") == ["2 accepted. Undo takes all of them back."]
    assert (CityEvent.objects.count(), Decision.objects.count(), open_entries().count()) == (2, 1, 3)

    sent = {"candidate": [*ticked, str(found[0].pk)], "verdict": "reject", "reason": RejectReason.REPEATED.value}
    page = Read(client.post("/desk/queue/bulk/?rule=ministers.title", sent, follow=True))
    assert page.texts("//p[contains(@class, 'notice-success')]") == ["1 rejected. Undo takes all of them back."]
    assert page.texts("//p[contains(@class, 'notice-warning')]") == ["2 had been settled meanwhile."]


def test_many_at_once_needs_one_rule_or_one_article(client: Client, vera: Any) -> None:
    assert client.get("/desk/queue/bulk/?kind=city").headers["Location"] == "/desk/queue/?kind=city"
    (proposal,) = waiting(article(), pledges=(pledge(),))
    assert client.post("/desk/queue/bulk/", {"candidate": [proposal.pk], "verdict": "reject"}).status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == "proposed"


def test_nothing_relevant_settles_an_article_from_its_item(client: Client, vera: Any) -> None:
    stored = article()
    waiting(stored, **ALL)
    response = client.post(f"/desk/queue/articles/{stored.pk}/nothing/?article={stored.pk}&kind=city")
    assert response.headers["Location"] == "/desk/queue/next/?kind=city"
    stored.refresh_from_db()
    assert stored.state == ArticleState.NOTHING_RELEVANT
    assert not open_entries().exists()


# --- who may, and how much it costs ---------------------------------------------------------------------------------

ADDRESSES = [
    ("get", "/desk/queue/"),
    ("get", "/desk/queue/next/"),
    ("get", "/desk/queue/{pk}/"),
    ("get", "/desk/queue/bulk/?rule=pledges.send"),
    ("post", "/desk/queue/bulk/?rule=pledges.send"),
    ("post", "/desk/queue/{pk}/decide/"),
    ("post", "/desk/queue/{pk}/hold/"),
    ("post", "/desk/queue/undo/"),
    ("post", "/desk/queue/unskip/"),
    ("post", "/desk/queue/articles/{article}/nothing/"),
]


@pytest.mark.parametrize(("method", "address"), ADDRESSES)
def test_only_editors_judge(client: Client, method: str, address: str) -> None:
    (proposal,) = waiting(article(), pledges=(pledge(),))
    address = address.format(pk=proposal.pk, article=proposal.article_id)
    assert getattr(client, method)(address).headers["Location"].startswith("/sign-in/")
    for role in Role:
        client.force_login(user(role.value, role))
        is_allowed = role not in (Role.READER, Role.RESEARCHER)
        assert (getattr(client, method)(address).status_code != 403) is is_allowed
        if not is_allowed:
            assert open_entries().count() == 1


def test_deciding_needs_a_form(client: Client, vera: Any) -> None:
    (proposal,) = waiting(article(), pledges=(pledge(),))
    for address in (f"/desk/queue/{proposal.pk}/decide/", "/desk/queue/undo/"):
        assert client.get(address).status_code == 405


@pytest.mark.parametrize("rows", [1, 30])
def test_a_decision_costs_the_same_whatever_waits(client: Client, vera: Any, rows: int) -> None:
    found = waiting(article(), pledges=(pledge(), pledge(nation="FRA"), pledge(capability="naval")))
    for number in range(rows):
        waiting(article(body=f"{BODY} {number}"), pledges=(pledge(capability="medical"),))
    catch_up()
    sent = form_of(client, found[0])
    costs = {}
    for name, address, values in (
        ("list", "/desk/queue/", None),
        ("item", f"/desk/queue/{found[1].pk}/", None),
        ("accept", f"/desk/queue/{found[0].pk}/decide/", {**sent, "verdict": "accept"}),
        ("reject", f"/desk/queue/{found[1].pk}/decide/", {"verdict": "reject", "reason": "not_said"}),
        ("skip", f"/desk/queue/{found[2].pk}/decide/", {"verdict": "skip"}),
        ("undo", "/desk/queue/undo/", {}),
    ):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address) if values is None else client.post(address, values)
        assert response.status_code in (200, 302)
        costs[name] = len([query for query in queries if "SAVEPOINT" not in query["sql"]])
    # The search index of PostgreSQL takes one statement less.
    assert costs == {**COSTS, "accept": COSTS["accept"] - (connection.vendor == "postgresql")}


COSTS = {"list": 24, "item": 25, "accept": 38, "reject": 15, "skip": 9, "undo": 26}
"""Queries, the session and the user's permissions among them."""
