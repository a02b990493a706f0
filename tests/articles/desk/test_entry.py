"""Entering pledges at the desk: one form, refusals in words, nothing half written, who may do what."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from lxml import html

from articles.desk import entry
from articles.models import Evidence
from coalition.enums import NameKind
from coalition.models import Pledge, PledgeEvent
from coalition.roles import Role
from tests.articles.desk.test_access import sign_in
from tests.coalition.lines import line
from tests.factories import (
    ArticleFactory,
    CityFactory,
    MeetingFactory,
    MinisterFactory,
    NationFactory,
    NationNameFactory,
    PledgeEventFactory,
    PledgeFactory,
)
from tests.pages import Read, fold

pytestmark = pytest.mark.django_db

NEW = "/desk/pledges/new/"
WORDS = "Denmark will send about 120 trainers, its minister said."


@pytest.fixture
def denmark() -> Any:
    nation = NationFactory.create(name="Denmark", iso_alpha3="DNK")
    NationNameFactory.create(nation=nation, name="Danish", kind=NameKind.DEMONYM)
    return nation


@pytest.fixture
def article() -> Any:
    return ArticleFactory.create(
        title="Trainers promised",
        body=f"A day of talks.\n\n{WORDS} More is to follow.",
        published_on=datetime.date(2014, 10, 3),
    )


@pytest.fixture
def publisher(client: Client) -> Client:
    sign_in(client, Role.PUBLISHER)
    return client


def values(**changes: str) -> dict[str, str]:
    """What an editor types, proved by a named source."""
    return {
        "nation": "Danish",
        "capability": "trainers",
        "place": "Iraq",
        "act": "pledged",
        "happened": "Oct 2014",
        "quantity": "about 120 trainers",
        "source_title": "Government decides",
        "source_url": "example.org/decision",
        **changes,
    }


def send(client: Client, address: str, sent: dict[str, str]) -> Read:
    return Read(client.post(address, sent, follow=True))


def refusals(page: Read) -> list[str]:
    return page.texts("//*[@id='refused']/p | //*[@id='refused']/div | //*[@id='refused']/ul/li")


def test_line_act_and_named_source_are_saved_in_one_go_and_published(publisher: Client, denmark: Any) -> None:
    iraq = NationFactory.create(name="Iraq")
    MinisterFactory.create(name="Anna Holm")
    meeting = MeetingFactory.create(name="Talks in Paris")
    sent = values(
        money="20 million kroner", speaker="holm", meeting="Talks in Paris", publish="on", source_published="3 Oct 2014"
    )
    page = send(publisher, NEW, sent)
    assert page.texts("//*[@role='status' and contains(@class, 'notice')]") == ["Saved and published."]
    pledge = Pledge.objects.get()
    assert (pledge.nation, pledge.title, pledge.country, pledge.origin_meeting, pledge.status, pledge.quantity_now) == (
        denmark,
        "Trainers and advisers in Iraq",
        iraq,
        meeting,
        "pledged",
        120,
    )
    event = pledge.events.get()
    assert (event.quantity, event.unit, event.qualifier, event.amount, event.currency, str(event.happened)) == (
        120,
        "personnel",
        "about",
        20_000_000,
        "DKK",
        "2014-10",
    )
    assert (event.entered_by, event.source_url, event.is_published, event.public_from, str(event.speaker)) == (
        "vera",
        "https://example.org/decision",
        True,
        datetime.date(2014, 10, 3),
        "Anna Holm",
    )
    logged = event.history.get()
    assert (str(logged.history_user), logged.history_change_reason) == ("vera", "entered at the desk")


def test_words_of_a_stored_article_prove_it(publisher: Client, denmark: Any, article: Any) -> None:
    proof = {
        "article": "Trainers promised",
        "quote": f"  {WORDS}\r\n",
        "source_title": "",
        "source_url": "",
        "publish": "on",
    }
    send(publisher, NEW, values(**proof))
    passage = Evidence.objects.get()
    assert (passage.quote, passage.added_by, passage.article) == (WORDS, "vera", article)
    event = PledgeEvent.objects.get()
    assert (event.is_published, event.evidence_count, event.public_from) == (True, 1, datetime.date(2014, 10, 3))
    assert event.history.count() == 1


def test_without_the_right_to_publish_it_is_saved_unpublished(client: Client, denmark: Any) -> None:
    sign_in(client, Role.EDITOR)
    page = send(client, NEW, values(publish="on"))
    assert page.texts("//*[@role='status' and contains(@class, 'notice')]") == [
        "Saved, not published. A publisher must publish it before readers see it."
    ]
    event = PledgeEvent.objects.get()
    assert event.is_published is False
    assert not page.at("//input[@name='publish']")
    assert client.get(event.pledge.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("role", "status"), [(Role.READER, 403), (Role.RESEARCHER, 403), (Role.EDITOR, 200)])
def test_who_may_open_the_forms(client: Client, role: Role, status: int) -> None:
    event = PledgeEventFactory.create()
    addresses = (NEW, f"/desk/pledges/{event.pledge_id}/events/new/", f"/desk/events/{event.pk}/")
    for address in addresses:
        assert client.get(address).headers["Location"] == f"/sign-in/?next={address}"
    sign_in(client, role)
    for address in addresses:
        assert client.get(address).status_code == status


NOTHING = "Nothing is entered without a source."
BARE = {"source_title": "", "source_url": ""}
REFUSED: list[tuple[dict[str, str], list[str]]] = [
    (BARE, [NOTHING]),
    ({"source_url": ""}, ["Its link (optional): The source's link is missing"]),
    ({"source_title": ""}, ["Title of the outside source (optional): The source's title is missing"]),
    ({"source_url": "javascript:alert(1)"}, ["This is no link that readers can follow"]),
    ({"source_url": "ftp://example.org/x"}, ["This is no link that readers can follow"]),
    ({**BARE, "article": "Trainers promised"}, ["Which words of the article state it?"]),
    ({**BARE, "quote": WORDS}, ["From which stored article are these words?"]),
    ({**BARE, "article": "Trainers promised", "quote": "Norway will"}, ["do not stand in the article"]),
    ({**BARE, "article": "Trainers promised", "quote": "o"}, ["stand in the article 6 times"]),
    ({**BARE, "article": "Trainers promised", "quote": WORDS, "quantity": "130 trainers"}, ["do not state 130"]),
    ({"nation": ""}, ["Whose pledge is it?"]),
    ({"nation": "Atlantis"}, ["The ledger has no nation “Atlantis”"]),
    ({"capability": ""}, ["What kind of contribution is it?"]),
    ({"quantity": "dozens of trainers"}, ["states no number"]),
    ({"quantity": "1.200 trainers"}, ["can be read in two ways"]),
    ({"money": "20 million dinars"}, ["Which “dinars”?"]),
    ({"happened": "3/10/2014"}, ["is two different days"]),
    ({"asked_by": "Denmark"}, ["Only a request, or its refusal, has somebody who asked."]),
]


@pytest.mark.parametrize(("wrong", "messages"), REFUSED, ids=lambda value: str(value)[:50])
def test_what_is_missing_is_said_in_words_and_nothing_is_written(
    publisher: Client, denmark: Any, article: Any, wrong: dict[str, str], messages: list[str]
) -> None:
    page = send(publisher, NEW, values(**wrong))
    told = " ".join(refusals(page))
    assert told.startswith("Not saved.")
    for message in messages:
        assert message.replace(" (optional)", "") in told
    assert (Pledge.objects.count(), PledgeEvent.objects.count(), Evidence.objects.count()) == (0, 0, 0)
    # What was typed is still there.
    assert page.at("//input[@name='place']/@value") == ["Iraq"]


def test_a_number_that_the_words_do_not_state_is_saved_once_it_was_checked(
    publisher: Client, denmark: Any, article: Any
) -> None:
    sent = values(**BARE, article="Trainers promised", quote=WORDS, quantity="130 trainers")
    page = send(publisher, NEW, sent)
    assert len(page.at("//input[@name='despite']")) == 1
    send(publisher, NEW, {**sent, "despite": "on"})
    assert PledgeEvent.objects.get().quantity == 130


def test_a_name_of_several_lists_them_and_one_is_chosen(publisher: Client, denmark: Any) -> None:
    people = [MinisterFactory.create(name=name) for name in ("Anna Holm", "Peter Holm")]
    page = send(publisher, NEW, values(speaker="Holm"))
    assert "“Holm” may be one of 2: choose which." in " ".join(refusals(page))
    assert page.texts("//fieldset[contains(@class, 'name-offered')]//label") == [
        "Anna Holm Office not stated",
        "Peter Holm Office not stated",
    ]
    send(publisher, NEW, values(speaker="Holm", speaker_key=str(people[1].pk)))
    assert PledgeEvent.objects.get().speaker == people[1]


def test_a_key_that_does_not_fit_the_text_is_left_aside(publisher: Client, denmark: Any) -> None:
    other = NationFactory.create(name="Norway")
    send(publisher, NEW, values(nation="Denmark", nation_key=str(other.pk)))
    assert Pledge.objects.get().nation == denmark


def test_checking_tells_how_it_is_understood_and_saves_nothing(publisher: Client, denmark: Any) -> None:
    line(denmark, "Trainers at Al Asad", {"quantity": 120, "unit": "personnel"}, place="Al Asad")
    line(denmark, "Jets", capability="air_strikes")
    sent = values(**BARE, check="1", quantity="between 100 and 120 trainers", money="20 million kroner")
    page = send(publisher, NEW, sent)
    assert page.is_whole_page
    assert not refusals(page)
    assert page.texts("//*[@class='reading-text']") == [
        "between 100 and 120 personnel",
        "DKK 20,000,000",
        "October 2014",
    ]
    assert page.texts("(//*[@class='reading-values'])[1]/div") == [
        "Best reading120",
        "Low100",
        "High120",
        "Counted aspersonnel",
        "Hedgebetween",
    ]
    assert page.texts("//*[@class='alike']//li/a") == ["Trainers at Al Asad (opens a new tab)"]
    assert page.texts("//*[@class='alike-reasons']/span") == ["same number"]
    assert Pledge.objects.count() == 2
    part = Read(publisher.post(NEW, sent, headers={"HX-Request": "true"}))
    assert (part.is_whole_page, part.tree.get("id")) == (False, "reading")


def test_what_was_typed_is_carried_over_to_a_line_that_exists(publisher: Client, denmark: Any) -> None:
    pledge = line(denmark, "Trainers at Al Asad")
    address = f"/desk/pledges/{pledge.pk}/events/new/"
    page = send(publisher, address, values(carry="1"))
    assert not refusals(page)
    assert page.at("//input[@name='quantity']/@value") == ["about 120 trainers"]
    assert page.at("//input[@name='source_title']/@value") == ["Government decides"]
    refused = send(publisher, address, values())
    assert "Say why, in one line" in " ".join(refusals(refused))
    send(publisher, address, values(why="A second report", act="delivering", happened="2016-03", publish="on"))
    event = pledge.events.get(act="delivering")
    assert (event.quantity, event.history.get().history_change_reason) == (120, "A second report")
    pledge.refresh_from_db()
    assert pledge.status == "delivering"


def corrected(page: Read, **changes: str) -> dict[str, str]:
    """What a browser sends from the form of the page after typing `changes`."""
    form = next(form for form in page.tree.forms if form.get("id") == "entry")
    return {**{name: value or "" for name, value in form.form_values() if name != "check"}, **changes}


def test_a_correction_takes_a_reason_and_keeps_what_was_not_touched(client: Client, denmark: Any) -> None:
    sign_in(client, Role.EDITOR)
    stated = {"quantity": 110, "quantity_low": 100, "quantity_high": 120, "unit": "personnel", "qualifier": "range"}
    pledge = line(denmark, "Trainers", {**stated, "amount": 5, "currency": "DKK"})
    event = pledge.events.get()
    address = f"/desk/events/{event.pk}/"
    page = Read(client.get(address))
    assert page.at("//input[@name='quantity']/@value") == ["between 100 and 120 personnel"]
    assert "Say why, in one line" in " ".join(refusals(send(client, address, corrected(page))))
    after = send(client, address, corrected(page, why="The ministry wrote in", note="Corrected.", money="DKK 6"))
    assert "Readers see the correction now" in after.text("//*[@role='status' and contains(@class, 'notice')]")
    event.refresh_from_db()
    assert (event.quantity_low, event.quantity, event.quantity_high, event.amount) == (100, 110, 120, 6)
    assert (event.note, event.is_published, event.qualifier) == ("Corrected.", True, "range")
    newest = event.history.first()
    assert (newest.history_change_reason, str(newest.history_user)) == ("The ministry wrote in", "vera")
    assert "The ministry wrote in" in after.text("//section[@class='entry-history']")


def test_a_publisher_publishes_what_an_editor_has_entered(publisher: Client, denmark: Any) -> None:
    send(publisher, NEW, values())
    event = PledgeEvent.objects.get()
    page = Read(publisher.get(f"/desk/events/{event.pk}/"))
    send(publisher, f"/desk/events/{event.pk}/", corrected(page, why="Looked at the source", publish="on"))
    event.refresh_from_db()
    assert event.is_published
    assert Pledge.objects.get().status == "pledged"


def test_a_stale_correction_is_refused_with_both_versions(publisher: Client, denmark: Any) -> None:
    event = line(denmark, "Trainers", {"quantity": 120, "unit": "personnel"}).events.get()
    address = f"/desk/events/{event.pk}/"
    opened = Read(publisher.get(address))
    send(publisher, address, corrected(opened, why="First", quantity="130 personnel"))
    refused = send(publisher, address, corrected(opened, why="Second", quantity="140 personnel"))
    (told,) = refused.texts("//*[@id='refused']/div")
    assert told.startswith("Not saved: this record was saved by vera on ")
    assert "saved meanwhile “130”, yours “140”" in told
    event.refresh_from_db()
    assert event.quantity == 130
    send(publisher, address, corrected(refused))
    event.refresh_from_db()
    assert event.quantity == 140


def test_an_article_and_a_passage_begin_the_form(publisher: Client, denmark: Any, article: Any) -> None:
    start = article.body.index(WORDS)
    page = Read(publisher.get(NEW, {"article": article.pk, "passage": f"{start}-{start + len(WORDS)}"}))
    assert page.at("//input[@name='article']/@value") == ["Trainers promised"]
    assert page.at("//input[@name='article_key']/@value") == [str(article.pk)]
    assert fold(page.at("//textarea[@name='quote']")[0].value) == WORDS
    assert page.at("//input[@name='start']/@value") == [str(start)]
    bare = Read(publisher.get(NEW, {"article": article.pk, "passage": "9-4"}))
    assert (bare.at("//input[@name='article']/@value"), bare.at("//textarea[@name='quote']")[0].value) == (
        ["Trainers promised"],
        "\n",
    )


def test_the_first_of_two_same_passages_can_be_meant(publisher: Client, denmark: Any) -> None:
    twice = ArticleFactory.create(title="Twice", body="It sends 120 trainers. Again: It sends 120 trainers.")
    start = twice.body.rindex("It sends")
    send(publisher, NEW, values(**BARE, article="Twice", quote="It sends 120 trainers.", start=str(start)))
    assert Evidence.objects.get().start == start


def test_an_article_page_leads_editors_to_the_form(client: Client, article: Any) -> None:
    link = f"//a[@href='{NEW}?article={article.pk}']"
    assert not Read(client.get(article.get_absolute_url())).at(link)
    sign_in(client, Role.EDITOR)
    assert Read(client.get(article.get_absolute_url())).texts(link) == [
        "use a passage of this article for a pledge",
        "Start a pledge with this passage",
    ]


def test_the_page_of_a_pledge_leads_editors_to_its_acts(client: Client, denmark: Any) -> None:
    pledge = line(denmark, "Trainers")
    links = "//section[@id='thread']//a[starts-with(@href, '/desk/')]"
    assert Read(client.get(pledge.get_absolute_url())).links(links) == []
    sign_in(client, Role.EDITOR)
    assert Read(client.get(pledge.get_absolute_url())).links(links) == [
        ("add an act to this line", f"/desk/pledges/{pledge.pk}/events/new/"),
        ("pledged, 20 January 2016", f"/desk/events/{pledge.events.get().pk}/"),
    ]


def test_nothing_is_half_written(publisher: Client, denmark: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(entry, "refresh_pledges", fail)
    with pytest.raises(RuntimeError):
        publisher.post(NEW, values())
    assert (Pledge.objects.count(), PledgeEvent.objects.count()) == (0, 0)


def test_a_running_total_and_what_is_left_out_do_not_count(publisher: Client, denmark: Any) -> None:
    send(publisher, NEW, values(is_cumulative="on"))
    send(publisher, NEW, values(counts_reason="told again"))
    told = list(PledgeEvent.objects.order_by("pk").values_list("counts", "counts_reason", "is_cumulative"))
    assert told == [(False, "running total", True), (False, "told again", False)]


def test_a_city_gives_place_and_country(publisher: Client, denmark: Any) -> None:
    city = CityFactory.create(name="Mosul", country__name="Iraq")
    send(publisher, NEW, values(place="", city="mosul"))
    pledge = Pledge.objects.get()
    assert (pledge.place, pledge.city, pledge.country) == ("Mosul", city, city.country)


def test_the_form_is_read_by_its_labels(publisher: Client) -> None:
    page = Read(publisher.get(NEW))
    for field in page.at("//form[@id='entry']//input[not(@type='hidden')] | //form[@id='entry']//select"):
        assert page.at(f"//label[@for='{field.get('id')}']"), html.tostring(field)


@pytest.mark.parametrize("lines", [1, 3])
def test_a_check_takes_the_same_number_of_queries_whatever_the_number_of_lines(
    publisher: Client, denmark: Any, django_assert_num_queries: Any, lines: int
) -> None:
    for _ in range(lines):
        PledgeEventFactory.create(pledge=PledgeFactory.create(nation=denmark))
    with django_assert_num_queries(33):
        publisher.post(NEW, values(check="1"), headers={"HX-Request": "true"})
