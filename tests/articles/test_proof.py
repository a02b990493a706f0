"""The page of a proof, which scripts show as a panel: the words marked, who printed them, and when."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from coalition.actions.pledges import refresh_pledges
from coalition.enums import Act
from tests.coalition.lines import line
from tests.factories import (
    ArticleFactory,
    ArticleReferenceFactory,
    AttendanceFactory,
    MeetingFactory,
    PledgeEventFactory,
    PledgeFactory,
    prove,
)
from tests.pages import read, read_part

pytestmark = pytest.mark.django_db

BODY = "Ministers met in Paris.\n\nNorway was asked first. It will send 12 medics. Denmark will not."
WORDS = "It will send 12 medics."


def address(event: object, kind: str = "pledge_event") -> str:
    return f"/proof/{kind}/{getattr(event, 'pk', event)}/"


def test_the_words_stand_marked_in_their_paragraph_with_outlet_date_and_links(client: Client) -> None:
    event = PledgeEventFactory.create(
        pledge=PledgeFactory.create(nation__name="Norway", title="Medics, Erbil"), quantity=12, unit="medics"
    )
    article = ArticleFactory.create(title="A brief", body=BODY, url="https://example.org/a-brief")
    ArticleReferenceFactory.create(article=article, title="A release")
    passage = prove(event, article=article, quote=WORDS)

    page = read(client, address(event))

    assert page.text("//blockquote") == "Norway was asked first. It will send 12 medics. Denmark will not."
    assert page.text("//blockquote//mark") == WORDS
    assert page.text("//article/h2") == "The Gazette, 12 February 2016A brief"
    assert page.text("//div[@id='proof']/div/p[2]") == "Norway: Medics, Erbil"
    assert page.text("//div[@id='proof']/div/p[3]").endswith("12 medics")
    assert page.text("//div[@id='proof']/div/p[4]") == "1 independent report. Public since 12 February 2016."
    assert page.links("//article/ul//a") == [
        ("Read it in the article “A brief”", f"/articles/{article.pk}/#e{passage.pk}"),
        ("Open the source of “A brief”", "https://example.org/a-brief"),
    ]
    assert page.texts("//article//summary") == ["1 source behind this brief"]


def test_copies_of_one_report_count_once_and_the_oldest_comes_first(client: Client) -> None:
    event = PledgeEventFactory.create()
    first = ArticleFactory.create(title="First", body=f"{BODY} A.")
    copy = ArticleFactory.create(title="Copy", body=f"{BODY} B.", origin=first.origin)
    for article in (copy, first):
        prove(event, article=article, quote=WORDS)

    page = read(client, address(event))

    assert page.text("//div[@id='proof']/div/p[4]").startswith("1 independent report, 2 passages.")


def test_an_editor_vouches_where_no_article_proves_it(client: Client) -> None:
    event = line("Norway", "Medics", {"counts": False, "counts_reason": "running total"}).events.get()

    page = read(client, address(event))

    assert page.text("//div[@id='proof']/div/p[4]") == (
        "No article of the ledger proves it; an editor vouches for its source. Public since 12 February 2016. "
        "Left out of totals: running total."
    )
    assert page.links("//p[contains(@class, 'evidence-source')]/a") == [
        ("Statement on the campaign", "https://example.org/statement")
    ]


def test_only_what_readers_may_see_has_a_proof(client: Client) -> None:
    hidden = PledgeEventFactory.create(act=Act.PLEDGED)
    seat = AttendanceFactory.create(meeting=MeetingFactory.create(name="Secret talks"), vouched=True)

    found = [read(client, one).status for one in (address(hidden), address(seat, "attendance"), "/proof/gossip/1/")]

    assert found == [404, 404, 404]


def test_the_panel_is_the_proof_alone(client: Client) -> None:
    event = line("Norway", "Medics").events.get()

    part = read_part(client, address(event))

    assert (part.is_whole_page, part.tree.get("id")) == (False, "proof")
    assert "HX-Request" in part.vary


def test_a_row_names_its_panel_beside_the_plain_link(client: Client) -> None:
    event = PledgeEventFactory.create(quantity=12, unit="medics")
    article = ArticleFactory.create(body=BODY)
    passage = prove(event, article=article, quote=WORDS)
    refresh_pledges([event.pledge_id])
    plain = f"/articles/{article.pk}/#e{passage.pk}"

    page = read(client, "/pledges/")

    assert [(link.text_content(), link.get("href")) for link in page.at("//a[@class='figure-link']")] == [
        ("12 medics", plain)
    ]
    assert page.at("//a[@data-proof]/@data-proof") == [address(event)] * 2
    assert page.at("//a[@class='proof-link']/@href") == [plain]


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int) -> None:
    event = PledgeEventFactory.create()
    for index in range(number):
        prove(event, article=ArticleFactory.create(body=f"{BODY} {index}"), quote=WORDS)

    with django_assert_num_queries(3):
        assert len(read_part(client, address(event)).at("//article")) == number
