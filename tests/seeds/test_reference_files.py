"""The reference files keep their form, and no name in them means two things without saying so."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

REFERENCE = Path(__file__).resolve().parents[2] / "seeds" / "reference"

Record = dict[str, Any]

NATION_LISTS = (
    "demonyms",
    "capital_aliases",
    "abbreviations",
    "aliases",
    "institutions",
    "constituents",
    "former",
)
NATION_KEYS = {"slug", "iso_alpha3", "kind", "name", "official", "capital", "member", *NATION_LISTS}
CITY_KEYS = {"slug", "name", "aliases", "country", "latitude", "longitude", "coordinates_source"}
PLACE_KEYS = {"name", "aliases", "kind", "country"}
MINISTER_KEYS = {"slug", "name", "aliases", "nation", "appointments"}
APPOINTMENT_KEYS = {"office", "portfolio", "source"}
SOURCE_KEYS = {"title", "publisher", "url", "published"}

PORTFOLIOS = {
    "defence_minister",
    "foreign_minister",
    "head_of_government",
    "head_of_state",
    "envoy",
    "military_commander",
    "spokesperson",
    "other",
}
PLACE_KINDS = ["venue_city", "base", "region", "sea", "dam", "landmark"]
ORGANISATION_CODES = {"NATO", "EU", "LAS", "INTERPOL", "CENSAD"}

# Corners of each country in whole or half degrees: south, north, west, east.
BOUNDS = {
    "IRQ": (29.0, 37.5, 38.7, 48.6),
    "SYR": (32.3, 37.4, 35.6, 42.4),
    "LBY": (19.5, 33.2, 9.3, 25.2),
}
# Capitals are both a nation's name for its government and a town of the war.
CAPITAL_TOWNS = {"Baghdad", "Bagdad", "Damascus", "Tripoli"}


def read(name: str) -> list[Record]:
    """The records of one reference file."""
    records: list[Record] = yaml.safe_load((REFERENCE / f"{name}.yaml").read_text(encoding="utf-8"))
    return records


NATIONS = read("nations")
CITIES = read("cities")
PLACES = read("places")
MINISTERS = read("ministers")
APPOINTMENTS = [(minister, appointment) for minister in MINISTERS for appointment in minister["appointments"]]


def nation_names(nation: Record) -> list[str]:
    """Every name that stands for the nation, `capital` included, null left out."""
    own = [nation["name"], nation["official"], nation["capital"]]
    return [name for name in own if name] + [name for key in NATION_LISTS for name in nation[key]]


def place_names(place: Record) -> list[str]:
    """Name and aliases of a town or another place."""
    return [place["name"], *place["aliases"]]


def first_and_last_day(value: str) -> tuple[dt.date, dt.date]:
    """The days that '2014', '2014-09' or '2014-09-11' can mean. ValueError for anything else."""
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", value):
        raise ValueError(value)
    year, month, day = ([int(part) for part in value.split("-")] + [0, 0])[:3]
    if day:
        return dt.date(year, month, day), dt.date(year, month, day)
    following = dt.date(year + 1, 1, 1) if month in (0, 12) else dt.date(year, month + 1, 1)
    return dt.date(year, month or 1, 1), following - dt.timedelta(days=1)


def sourced() -> Iterator[tuple[str, Record]]:
    """Every source of every file, with the record it belongs to."""
    for record in (*NATIONS, *CITIES):
        if "source" in record:
            yield record["slug"], record["source"]
    for minister, appointment in APPOINTMENTS:
        yield minister["slug"], appointment["source"]


def repeated(values: list[Any]) -> list[Any]:
    """What occurs more than once."""
    return [value for value, count in Counter(values).items() if count > 1]


# ---- form -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("records", "required", "optional"),
    [
        pytest.param(NATIONS, NATION_KEYS, {"ambiguous", "joined_on", "source"}, id="nations"),
        pytest.param(CITIES, CITY_KEYS, {"ambiguous", "is_capital", "source"}, id="cities"),
        pytest.param(PLACES, PLACE_KEYS, {"ambiguous", "parent"}, id="places"),
        pytest.param(MINISTERS, MINISTER_KEYS, set(), id="ministers"),
        pytest.param(
            [appointment for _, appointment in APPOINTMENTS],
            APPOINTMENT_KEYS,
            {"from", "to", "dates_from", "seen_on"},
            id="appointments",
        ),
    ],
)
def test_records_have_exactly_the_described_fields(
    records: list[Record], required: set[str], optional: set[str]
) -> None:
    wrong = [record for record in records if not required <= set(record) <= required | optional]
    assert wrong == []


@pytest.mark.parametrize("name", ["nations", "cities", "places", "ministers"])
def test_readme_explains_every_field(name: str) -> None:
    text = (REFERENCE / "README.md").read_text(encoding="utf-8")
    assert f"`{name}.yaml`" in text
    described = set(re.findall(r"`(\w+)`", text))
    used = {key for record in read(name) for key in record}
    assert used - described == set()


@pytest.mark.parametrize("records", [NATIONS, CITIES, MINISTERS], ids=["nations", "cities", "ministers"])
def test_slugs_are_unique_and_plain(records: list[Record]) -> None:
    slugs = [record["slug"] for record in records]
    assert repeated(slugs) == []
    assert [slug for slug in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


def test_names_are_text_without_stray_space_or_repetition() -> None:
    for record in (*NATIONS, *CITIES, *PLACES, *MINISTERS):
        for key, words in record.items():
            if not isinstance(words, list) or key == "appointments":
                continue
            assert repeated(words) == [], (record["name"], key)
            assert [word for word in words if word != " ".join(str(word).split()) or not word] == [], record["name"]


def test_records_stand_in_the_stated_order() -> None:
    kinds = ["state", "organisation", "collective"]
    countries = list(BOUNDS)
    assert sorted(NATIONS, key=lambda nation: (kinds.index(nation["kind"]), nation["slug"])) == NATIONS
    assert sorted(CITIES, key=lambda city: (countries.index(city["country"]), city["slug"])) == CITIES
    assert sorted(MINISTERS, key=lambda minister: minister["slug"]) == MINISTERS
    assert sorted(PLACES, key=lambda place: PLACE_KINDS.index(place["kind"])) == PLACES


@pytest.mark.parametrize(("slug", "source"), list(sourced()))
def test_every_source_names_title_publisher_and_address(slug: str, source: Record) -> None:
    assert set(source) == SOURCE_KEYS, slug
    assert [key for key in ("title", "publisher") if not source[key]] == [], slug
    address = urlsplit(source["url"])
    assert address.scheme in {"http", "https"}, slug
    assert "." in address.netloc, slug
    if source["published"] is not None:
        first_and_last_day(source["published"])


# ---- nations --------------------------------------------------------------------------------------------------


def test_all_states_organisations_and_the_coalition_are_listed() -> None:
    assert Counter(nation["kind"] for nation in NATIONS) == {"state": 197, "organisation": 5, "collective": 1}
    codes = [nation["iso_alpha3"] for nation in NATIONS if nation["kind"] == "state"]
    assert repeated(codes) == []
    assert [code for code in codes if not re.fullmatch(r"[A-Z]{3}", code)] == []
    assert {"VAT", "PSE", "TWN", "XKX"} <= set(codes)
    assert [nation["slug"] for nation in NATIONS if nation["kind"] != "state" and nation["iso_alpha3"]] == []
    organisations = [nation for nation in NATIONS if nation["kind"] == "organisation"]
    assert {nation["abbreviations"][0].replace("-", "") for nation in organisations} == ORGANISATION_CODES


def test_a_name_means_one_nation_unless_ambiguous() -> None:
    holders: dict[str, list[Record]] = defaultdict(list)
    for nation in NATIONS:
        for name in set(nation_names(nation)):
            holders[name].append(nation)
    shared = {name for name, nations in holders.items() if len(nations) > 1}
    assert shared == {"Congo", "Congolese", "House of Commons"}
    for name in shared:
        assert all(name in nation.get("ambiguous", []) for nation in holders[name]), name


def test_ambiguous_names_are_names_of_their_record() -> None:
    for nation in NATIONS:
        assert set(nation.get("ambiguous", [])) <= set(nation_names(nation)), nation["slug"]
    for place in (*CITIES, *PLACES):
        assert set(place.get("ambiguous", [])) <= set(place_names(place)), place["name"]


def test_membership_and_its_source_go_together() -> None:
    unsourced = [nation["slug"] for nation in NATIONS if nation["member"] is not ("source" in nation)]
    assert unsourced == []
    assert [nation["slug"] for nation in NATIONS if "joined_on" in nation and not nation["member"]] == []
    assert sum(nation["member"] for nation in NATIONS) == 83


def test_no_nation_joined_before_there_was_a_coalition() -> None:
    joined = {nation["slug"]: first_and_last_day(nation["joined_on"]) for nation in NATIONS if "joined_on" in nation}
    assert {slug for slug, (_, last) in joined.items() if last < dt.date(2014, 9, 10)} == set()


def test_states_have_demonyms_and_a_capital_unless_the_comment_says_why_not() -> None:
    states = [nation for nation in NATIONS if nation["kind"] == "state"]
    assert [nation["slug"] for nation in states if not nation["demonyms"]] == ["dominica"]
    assert [nation["slug"] for nation in states if not nation["capital"]] == ["israel", "palestine"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("French", "france"),
        ("Danes", "denmark"),
        ("Briton", "united-kingdom"),
        ("U.S.", "united-states"),
        ("Pentagon", "united-states"),
        ("RAF", "united-kingdom"),
        ("Bundeswehr", "germany"),
        ("Holland", "netherlands"),
        ("Turks", "turkey"),
        ("Türkiye", "turkey"),
        ("Emiratis", "united-arab-emirates"),
        ("Saudis", "saudi-arabia"),
        ("Filipino", "philippines"),
        ("Nigerien", "niger"),
        ("Nigerian", "nigeria"),
        ("Burma", "myanmar"),
        ("Kiev", "ukraine"),
        ("Czech Republic", "czechia"),
        ("Ivory Coast", "ivory-coast"),
        ("DRC", "democratic-republic-of-the-congo"),
        ("South Korean", "south-korea"),
        ("Knesset", "israel"),
        ("Dominican", "dominican-republic"),
        ("anti-ISIL coalition", "coalition"),
    ],
)
def test_a_name_leads_to_its_nation(name: str, slug: str) -> None:
    assert [nation["slug"] for nation in NATIONS if name in nation_names(nation)] == [slug]


@pytest.mark.parametrize("name", ["Korean", "Korea", "England", "Northern Irish", "Kurdish", "Arab", "Jerusalem"])
def test_a_name_that_means_no_single_state_leads_to_none(name: str) -> None:
    assert [nation["slug"] for nation in NATIONS if name in nation_names(nation)] == []


# ---- towns and places -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("city", CITIES, ids=lambda city: city["slug"])
def test_a_town_lies_in_its_country(city: Record) -> None:
    south, north, west, east = BOUNDS[city["country"]]
    assert south <= city["latitude"] <= north
    assert west <= city["longitude"] <= east
    assert city["coordinates_source"] in {"GeoNames", "approximate, own reading"}


def test_only_three_towns_are_capitals() -> None:
    capitals = {city["slug"]: city["is_capital"] for city in CITIES if "is_capital" in city}
    assert capitals == {"baghdad": True, "damascus": True, "tripoli": True}


def test_place_kinds_and_countries_are_known() -> None:
    codes = {nation["iso_alpha3"] for nation in NATIONS if nation["kind"] == "state"}
    assert [place["name"] for place in PLACES if place["kind"] not in PLACE_KINDS] == []
    assert [place["name"] for place in PLACES if place["country"] not in codes | {None}] == []
    assert [place["name"] for place in PLACES if place["kind"] == "sea" and place["country"]] == []


def test_parents_of_places_exist() -> None:
    known = {record["name"] for record in (*CITIES, *PLACES)}
    assert [place["name"] for place in PLACES if "parent" in place and place["parent"] not in known] == []


def test_a_name_means_one_place_only() -> None:
    assert repeated([name for place in (*CITIES, *PLACES) for name in set(place_names(place))]) == []


def test_no_place_has_the_name_of_a_nation() -> None:
    nations = {name for nation in NATIONS for name in nation_names(nation)}
    shared = {name for place in (*CITIES, *PLACES) for name in place_names(place) if name in nations}
    assert shared == CAPITAL_TOWNS


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Ar Raqqah", "Raqqa"),
        ("Dayr Az Zawr", "Deir ez-Zor"),
        ("Dayr Az Zayr", "Deir ez-Zor"),
        ("Deir el-Zour", "Deir ez-Zor"),
        ("Al Huwayjah", "Hawija"),
        ("Bayji", "Baiji"),
        ("Ayn al-Arab", "Kobani"),
        ("Kobanî", "Kobani"),
        ("Al-Shadaddi", "Shaddadi"),
        ("Ayn Isa", "Ain Issa"),
        ("Tadmur", "Palmyra"),
        ("Baghuz", "Baghouz"),
        ("Rawa", "Rawah"),
        ("Rutba", "Rutbah"),
        ("Qayyara", "Qayyarah"),
        ("Irbil", "Erbil"),
        ("al-Bukamal", "Abu Kamal"),
        ("Surt", "Sirte"),
    ],
)
def test_a_spelling_leads_to_its_town(spelling: str, name: str) -> None:
    assert [city["name"] for city in CITIES if spelling in place_names(city)] == [name]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Mosul Dam", "dam"),
        ("Mount Sinjar", "landmark"),
        ("Omar oil field", "landmark"),
        ("Raqqa province", "region"),
        ("Anbar", "region"),
        ("Indian Ocean", "sea"),
        ("Latin American", "region"),
        ("Incirlik", "base"),
        ("Taji", "base"),
        ("Jeddah", "venue_city"),
    ],
)
def test_a_place_that_is_no_contested_town_has_its_kind(name: str, kind: str) -> None:
    assert [place["kind"] for place in PLACES if name in place_names(place)] == [kind]
    assert [city["slug"] for city in CITIES if name in place_names(city)] == []


# ---- ministers ------------------------------------------------------------------------------------------------


def test_ministers_speak_for_a_listed_nation_and_share_no_name() -> None:
    codes = {nation["iso_alpha3"] for nation in NATIONS if nation["kind"] == "state"} | ORGANISATION_CODES
    assert [minister["slug"] for minister in MINISTERS if minister["nation"] not in codes] == []
    assert repeated([name for minister in MINISTERS for name in place_names(minister)]) == []
    assert [minister["slug"] for minister in MINISTERS if not minister["appointments"]] == []


def test_portfolios_are_from_the_closed_list() -> None:
    assert [minister["slug"] for minister, held in APPOINTMENTS if held["portfolio"] not in PORTFOLIOS] == []
    presidents = {held["portfolio"] for _, held in APPOINTMENTS if held["office"] == "President"}
    assert presidents == {"head_of_state"}


@pytest.mark.parametrize(
    ("minister", "held"),
    APPOINTMENTS,
    ids=[f"{minister['slug']}-{held['portfolio']}" for minister, held in APPOINTMENTS],
)
def test_a_term_has_dates_in_order_and_says_where_they_are_from(minister: Record, held: Record) -> None:
    dated = "from" in held or "to" in held
    assert dated is ("dates_from" in held)
    assert held.get("dates_from", "source") in {"source", "memory", "source_from", "source_to"}
    start = first_and_last_day(held["from"])[0] if "from" in held else dt.date.min
    end = first_and_last_day(held["to"])[1] if "to" in held else dt.date.max
    assert start < end
    if "seen_on" in held:
        earliest, latest = first_and_last_day(held["seen_on"])
        assert latest >= start
        assert earliest <= end


@pytest.mark.parametrize("value", ["2014", "2014-02", "2016-02-29"])
def test_partial_dates_are_read(value: str) -> None:
    first, last = first_and_last_day(value)
    assert first.isoformat().startswith(value)
    assert last.isoformat().startswith(value)


@pytest.mark.parametrize("value", ["14", "2014-13", "2015-02-29", "September 2014", ""])
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=rf"^{value}$|must be in|out of range"):
        first_and_last_day(value)
