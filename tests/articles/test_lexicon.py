"""The lexicon holds what editors have added to the database, and nothing that extraction itself has found."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.extraction.additions import LexiconAdditions, extend_lexicon
from articles.extraction.extract import extract
from articles.extraction.lexicon import Appointment, KnownMinister, Lexicon, NationEntry, PlaceEntry, load_lexicon
from articles.extraction.types import Source
from articles.lexicon import build_lexicon, lexicon_additions
from tests.factories import AppointmentFactory, CityFactory, MinisterFactory, NationFactory, NationNameFactory

FILES = Lexicon(
    nations=(
        NationEntry("NOR", "state", "Norway", names=("Norway",), demonyms=("Norwegian",), ambiguous=frozenset({"Nor"})),
        NationEntry("LAS", "organisation", "Arab League", names=("Arab League",), abbreviations=("LAS",)),
    ),
    places=(PlaceEntry("Mosul", "city", "IRQ", aliases=("Al-Mawsil",), slug="mosul"),),
    ministers=(KnownMinister("Ann Lee", "NOR", aliases=("Anne Lee",)),),
)


def norway(**values: Any) -> Any:
    nation = NationFactory.create(slug="norway", name="Norway", iso_alpha3="NOR")
    NationNameFactory.create(nation=nation, name="Norway", kind="short")
    NationNameFactory.create(nation=nation, name="Norwegian", kind="demonym")
    return nation


@pytest.mark.django_db
def test_database_with_the_words_of_the_files_adds_nothing() -> None:
    nation = norway()
    league = NationFactory.create(slug="arab-league", name="Arab League", kind="organisation")
    NationNameFactory.create(nation=league, name="LAS", kind="abbreviation")
    CityFactory.create(slug="mosul", name="Mosul", aliases=["Al-Mawsil"], country=nation)
    MinisterFactory.create(name="Ann Lee")
    assert lexicon_additions(FILES) == LexiconAdditions()
    assert extend_lexicon(FILES, LexiconAdditions()) is FILES


@pytest.mark.django_db
def test_new_names_of_a_known_nation() -> None:
    nation = norway()
    for kind, name in [("short", "Noreg"), ("institution", "Storting"), ("capital", "Oslo"), ("former", "Norge")]:
        NationNameFactory.create(nation=nation, name=name, kind=kind)
    [entry] = lexicon_additions(FILES).nations
    assert entry == replace(
        FILES.nations[0], names=("Norway", "Noreg", "Norge"), capitals=("Oslo",), institutions=("Storting",)
    )


@pytest.mark.django_db
def test_nations_that_the_files_do_not_have() -> None:
    NationFactory.create(slug="atlantis", name="Atlantis", iso_alpha3="ATL")
    guard = NationFactory.create(slug="sea-guard", name="Sea Guard", kind="organisation")
    NationNameFactory.create(nation=guard, name="S-GUARD", kind="abbreviation")
    assert lexicon_additions(FILES).nations == (
        NationEntry("ATL", "state", "Atlantis", names=("Atlantis",)),
        NationEntry("SGUARD", "organisation", "Sea Guard", names=("Sea Guard",), abbreviations=("S-GUARD",)),
    )


@pytest.mark.django_db
def test_cities() -> None:
    iraq = NationFactory.create(iso_alpha3="IRQ")
    CityFactory.create(slug="mosul", name="Mosul", aliases=["Al-Mawsil", "Ninive"], country=iraq)
    CityFactory.create(slug="newtown", name="Newtown", aliases=["New Town"], country=iraq)
    assert lexicon_additions(FILES).places == (
        PlaceEntry("Mosul", "city", "IRQ", aliases=("Al-Mawsil", "Ninive"), slug="mosul"),
        PlaceEntry("Newtown", "city", "IRQ", aliases=("New Town",), slug="newtown"),
    )


@pytest.mark.django_db
def test_ministers_whom_editors_entered_and_not_those_found_in_texts() -> None:
    nation = norway()
    found = MinisterFactory.create(name="Found In Text")
    AppointmentFactory.create(minister=found, nation=nation)
    loaded = MinisterFactory.create(name="Loaded Person")
    AppointmentFactory.create(minister=loaded, nation=nation, vouched=True, entered_by="reference data")
    entered = MinisterFactory.create(name="Bo Ek", aliases=["B. Ek"])
    AppointmentFactory.create(
        minister=entered,
        nation=nation,
        vouched=True,
        began_on=datetime.date(2015, 1, 1),
        began_on_precision="year",
        ended_on=datetime.date(2016, 2, 1),
        ended_on_precision="month",
    )
    term = Appointment(
        "Defence Minister", "defence_minister", start=datetime.date(2015, 1, 1), end=datetime.date(2016, 2, 29)
    )
    assert lexicon_additions(FILES).ministers == (
        KnownMinister("Bo Ek", "NOR", aliases=("B. Ek",), appointments=(term,)),
    )


@pytest.mark.django_db
def test_minister_whom_an_editor_changed() -> None:
    ann: Any = MinisterFactory.create(name="Ann Lee")
    AppointmentFactory.create(minister=ann, nation=norway())
    ann.aliases = ["A. Lee"]
    ann._history_user = User.objects.create_user("ed")
    ann.save()
    [entry] = lexicon_additions(FILES).ministers
    assert (entry.name, entry.nation, entry.aliases) == ("Ann Lee", "NOR", ("Anne Lee", "A. Lee"))


def test_additions_replace_their_namesakes_and_keep_the_rest() -> None:
    more = replace(FILES.nations[0], names=("Norway", "Noreg"))
    fresh = PlaceEntry("Newtown", "city", "IRQ", slug="newtown")
    extended = extend_lexicon(FILES, LexiconAdditions(nations=(more,), places=(fresh,)))
    assert extended.nations == (more, FILES.nations[1])
    assert extended.places == (FILES.places[0], fresh)
    assert extended.ministers == FILES.ministers


@pytest.mark.django_db
def test_name_that_an_editor_added_is_read() -> None:
    text = Source("Trainers from Noreghaven arrived in Baghdad on Friday to help the fight against Islamic State.")
    assert "NOR" not in {fact.code for fact in extract(text, load_lexicon()).nations}
    NationNameFactory.create(nation=norway(), name="Noreghaven", kind="short")
    assert "NOR" in {fact.code for fact in extract(text, build_lexicon()).nations}
