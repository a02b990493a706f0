"""One question over everything: the same on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article
from coalition.as_of import PublicRecord
from coalition.enums import Capability, NameKind, Portfolio
from coalition.models import City, Nation
from coalition.search import narrow, rebuild, search
from tests.coalition.lines import line
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    CityFactory,
    MeetingFactory,
    MinisterFactory,
    NationFactory,
    NationNameFactory,
    PledgeEventFactory,
)
from tests.pages import read

pytestmark = pytest.mark.django_db


def found(text: str) -> dict[str, list[str]]:
    """Kind → titles of the hits, best first."""
    return {
        group.kind.code: ["".join(piece.text for piece in hit.title) for hit in group.hits]
        for group in search(text, PublicRecord()).groups
    }


@pytest.fixture
def ledger() -> None:
    """A little of everything."""
    germany = NationFactory.create(name="Germany", is_member=True)
    NationNameFactory.create(nation=germany, name="German", kind=NameKind.DEMONYM)
    NationNameFactory.create(nation=germany, name="Berlin", kind=NameKind.CAPITAL)
    iraq = NationFactory.create(name="Iraq")
    CityFactory.create(name="Fallujah", country=iraq, aliases=["Al-Fallūja", "Falludscha"])
    minister = MinisterFactory.create(name="Ursula von der Leyen")
    AppointmentFactory.create(minister=minister, nation=germany, office="Federal Minister of Defence", vouched=True)
    MeetingFactory.create(name="Defence ministers in Brussels", city="Brussels", vouched=True)
    line(germany, "Trainers in Erbil", place="Erbil", capability=Capability.TRAINERS)
    ArticleFactory.create(title="A brief on training", body="Germans train the Peshmerga. The air strikes go on.")


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Germany",
            {"nation": ["Germany"], "minister": ["Ursula von der Leyen"], "pledge": ["Germany: Trainers in Erbil"]},
        ),
        ("berlin", {"nation": ["Germany"], "pledge": ["Germany: Trainers in Erbil"]}),
        ("german trainers", {"pledge": ["Germany: Trainers in Erbil"]}),
        ("trainers from germany", {"pledge": ["Germany: Trainers in Erbil"]}),
        ("falluja", {"city": ["Fallujah"]}),
        ("al falluja", {"city": ["Fallujah"]}),
        ("FALLUDSCHA", {"city": ["Fallujah"]}),
        ("leyen", {"minister": ["Ursula von der Leyen"]}),
        ("federal ministers", {"minister": ["Ursula von der Leyen"]}),
        ("brussels", {"meeting": ["Defence ministers in Brussels"]}),
        # stems
        ("trains peshmerga", {"article": ["A brief on training"]}),
        # the last word may go on, the others not
        ("pesh", {"article": ["A brief on training"]}),
        ("pesh train", {}),
        # together and apart
        ('"air strikes"', {"article": ["A brief on training"]}),
        ('"strikes air"', {}),
        # every word must be there
        ("peshmerga falluja", {}),
        ("", {}),
        ("?", {}),
    ],
)
def test_search(text: str, expected: dict[str, list[str]]) -> None:
    assert found(text) == expected


def test_a_title_weighs_more_than_a_text() -> None:
    ArticleFactory.create(title="Something else", body="Mosul, Mosul and again Mosul.")
    ArticleFactory.create(title="Mosul is free", body="The city was retaken.")

    assert found("mosul")["article"] == ["Mosul is free", "Something else"]


def test_only_what_is_published_is_found() -> None:
    MeetingFactory.create(name="Meeting in Rome")
    AppointmentFactory.create(minister__name="Roma Secret", nation__name="Nowhere")
    PledgeEventFactory.create(pledge__title="Rome guards", pledge__nation__name="Elsewhere")

    assert found("rome") == {}
    assert found("roma") == {}


def test_a_record_withdrawn_after_it_was_indexed_is_not_found() -> None:
    pledge = line("Norway", "Medics in Erbil")
    assert found("medics") == {"pledge": ["Norway: Medics in Erbil"]}

    type(pledge).objects.update(public_from=None)

    assert found("medics") == {}


def test_a_hit_says_what_it_is_and_shows_the_words() -> None:
    ArticleFactory.create(title="A brief", body="Norway will send 60 medics to Erbil.", publisher="The Gazette")
    NationNameFactory.create(nation__name="Norway", name="Norge")

    (group,) = search("medics", PublicRecord()).groups
    (hit,) = group.hits
    assert (hit.line, group.count, group.has_more) == ("The Gazette, 12 February 2016", 1, False)
    assert [(piece.text, piece.is_hit) for piece in hit.excerpt] == [
        ("Norway will send 60 ", False),
        ("medics", True),
        (" to Erbil.", False),
    ]
    (nation,) = search("norge", PublicRecord()).groups[0].hits
    assert [(piece.text, piece.is_hit) for piece in nation.excerpt] == [("Norge", True)]


def test_counts_go_beyond_the_hits_shown() -> None:
    for number in range(7):
        CityFactory.create(name=f"Tell {number}")

    (group,) = search("tell", PublicRecord()).groups

    assert (group.count, len(group.hits), group.has_more) == (7, 5, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Germnay", ("Germany",)),
        ("Mosal", ("Mosul",)),
        ("trainers Mosal", ("Mosul",)),
        ("Falluja", ()),  # found, so nothing else is meant
        ("Quito", ()),
        ("xy", ()),
    ],
)
def test_did_you_mean(text: str, expected: tuple[str, ...]) -> None:
    NationFactory.create(name="Germany")
    CityFactory.create(name="Mosul", country__name="Iraq")
    CityFactory.create(name="Fallujah", country=Nation.objects.get(name="Iraq"), aliases=["Falluja"])

    assert search(text, PublicRecord()).suggestions == expected


def test_the_index_follows_saving_and_deleting() -> None:
    city = CityFactory.create(name="Manbij")
    assert found("manbij") == {"city": ["Manbij"]}

    city.name = "Jarabulus"
    city.save()
    assert (found("manbij"), found("jarabulus")) == ({}, {"city": ["Jarabulus"]})

    city.delete()
    assert found("jarabulus") == {}


def test_names_and_offices_are_followed_with_their_record() -> None:
    name = NationNameFactory.create(nation__name="Germany", name="Deutschland")
    term = AppointmentFactory.create(minister__name="Ada Berg", nation__name="Norway", vouched=True)
    assert found("deutschland") == {"nation": ["Germany"]}
    assert found("norway defence minister") == {"minister": ["Ada Berg"]}

    name.delete()
    term.office = "Chancellor"
    term.save()

    assert found("deutschland") == {}
    assert found("norway defence minister") == {}


def test_rebuilding_gives_the_same_index_and_takes_in_what_sent_no_signal() -> None:
    CityFactory.create(name="Manbij", country__name="Syria")
    Nation.objects.bulk_create([Nation(slug="chad", name="Chad", iso_alpha3="TCD")])
    assert found("chad") == {}

    counts = rebuild()

    assert counts == {"nation": 2, "minister": 0, "meeting": 0, "pledge": 0, "city": 1, "article": 0}
    assert (found("chad"), found("manbij")) == ({"nation": ["Chad"]}, {"city": ["Manbij"]})
    assert rebuild() == counts


def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    CityFactory.create(name="Manbij")

    call_command("rebuild_search")

    assert capsys.readouterr().out == "Indexed 2 records.\n"


def test_a_text_longer_than_the_index_takes_is_stored_and_found_by_its_beginning() -> None:
    body = "Mosul. " + " ".join(f"w{number}" for number in range(300_000))

    ArticleFactory.create(title="A register", body=body)

    assert found("mosul") == {"article": ["A register"]}
    assert found("w299999") == {}


def test_narrow() -> None:
    raqqa = CityFactory.create(name="Raqqa", aliases=["Ar-Raqqah"])
    CityFactory.create(name="Mosul")
    rows = City.objects.all()

    assert list(narrow(rows, "city", "raqqah")) == [raqqa]
    assert narrow(rows, "city", "  ").count() == 2
    assert narrow(rows, "city", "?!").count() == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(alphabet=st.characters(), max_size=60) | st.from_regex(r"[\"'():*&|!<\-+^{}~ a-z]{0,40}", fullmatch=True)
)
def test_nothing_that_is_typed_breaks_a_question(text: str) -> None:
    assert search(text, PublicRecord()).count == 0
    assert narrow(Article.objects.all(), "article", text).count() == 0


@pytest.fixture
def two_offices() -> None:
    """Ada Berg, minister of defence from 2013 and foreign minister from 2017."""
    minister, norway = MinisterFactory.create(name="Ada Berg"), NationFactory.create(name="Norway")
    for office, portfolio, began in (
        ("Minister of Defence", Portfolio.DEFENCE_MINISTER, datetime.date(2013, 10, 16)),
        ("Foreign Minister", Portfolio.FOREIGN_MINISTER, datetime.date(2017, 10, 20)),
    ):
        AppointmentFactory.create(
            minister=minister,
            nation=norway,
            office=office,
            portfolio=portfolio,
            began_on=began,
            began_on_precision="day",
            vouched=True,
        )


@pytest.mark.usefixtures("two_offices")
def test_as_of_a_day_nobody_is_found_by_a_later_office() -> None:
    before = PublicRecord(datetime.date(2016, 2, 20))

    def ministers(text: str) -> list[str]:
        groups = search(text, before).groups
        return [group.kind.code for group in groups if group.kind.code == "minister"]

    for text in ("foreign minister", "“foreign minister”", "foreig"):
        assert found(text)["minister"] == ["Ada Berg"]
        assert ministers(text) == []
    for text in ("ministers of defence", "“minister of defence”", "berg norw", "def"):
        assert ministers(text) == ["minister"]
    assert ministers("“defence minister”") == []


@pytest.mark.usefixtures("two_offices")
def test_as_of_a_day_the_list_of_ministers_is_narrowed_alike(client: Client) -> None:
    assert len(read(client, "/ministers/", q="foreign").rows()) == 1
    assert read(client, "/ministers/", q="foreign", as_of="2016-02-20").rows() == []
    assert len(read(client, "/ministers/", q="defence", as_of="2016-02-20").rows()) == 1
