"""Reference files are loaded once; again, only what changed in them is written, and what people changed is theirs."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.contrib.admin.models import ADDITION, DELETION, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command

from coalition.actions.reference import BadReference, LoadCounts, load_reference
from coalition.as_of import PublicRecord
from coalition.models import Appointment, City, Minister, Nation, NationName
from coalition.search import search
from tests.factories import ArticleFactory, prove

pytestmark = pytest.mark.django_db

SOURCE = {"title": "A page", "publisher": "A ministry", "url": "https://example.org/s", "published": "2016-02-12"}
NATIONS: list[dict[str, Any]] = [
    {
        "slug": "norway",
        "iso_alpha3": "NOR",
        "kind": "state",
        "name": "Norway",
        "official": "Kingdom of Norway",
        "demonyms": ["Norwegian", "Norwegians"],
        "capital": "Oslo",
        "capital_aliases": [],
        "abbreviations": [],
        "aliases": [],
        "institutions": ["Storting"],
        "former": ["Norge"],
        "member": True,
        "joined_on": "2014-09",
        "source": SOURCE,
    },
    {"slug": "iraq", "iso_alpha3": "IRQ", "kind": "state", "name": "Iraq", "capital": "Baghdad", "member": False},
    {
        "slug": "arab-league",
        "iso_alpha3": None,
        "kind": "organisation",
        "name": "Arab League",
        "abbreviations": ["LAS"],
        "member": False,
    },
]
MINISTERS: list[dict[str, Any]] = [
    {
        "slug": "ann-lee",
        "name": "Ann Lee",
        "aliases": ["Anne Lee"],
        "nation": "NOR",
        "appointments": [
            {
                "office": "Minister of Defence",
                "portfolio": "defence_minister",
                "from": "2014",
                "to": "2016-12-20",
                "source": SOURCE,
            }
        ],
    },
    {
        "slug": "bo-ek",
        "name": "Bo Ek",
        "nation": "LAS",
        "appointments": [{"office": "Envoy", "portfolio": "envoy", "source": {**SOURCE, "published": None}}],
    },
]
CITIES: list[dict[str, Any]] = [
    {
        "slug": "mosul",
        "name": "Mosul",
        "aliases": ["Al-Mawsil"],
        "country": "IRQ",
        "latitude": 36.335,
        "longitude": 43.118890001,
    }
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path)
    return tmp_path


def write(folder: Path, **changed: list[dict[str, Any]]) -> None:
    """Write the three files; a keyword replaces the entries of one."""
    for name, entries in {"nations": NATIONS, "ministers": MINISTERS, "cities": CITIES, **changed}.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")


def changed(entries: list[dict[str, Any]], slug: str, **values: Any) -> list[dict[str, Any]]:
    return [{**entry, **values} if entry["slug"] == slug else entry for entry in entries]


def edit(record: Any, **values: Any) -> None:
    """Change a record as an editor does in the admin."""
    for name, value in values.items():
        setattr(record, name, value)
    record._history_user = User.objects.get_or_create(username="ann")[0]
    record.save()


def test_records_are_loaded_as_the_files_have_them(folder: Path) -> None:
    load_reference(folder)

    norway = Nation.objects.get(slug="norway")
    assert (norway.name, norway.code, norway.kind, norway.is_member, str(norway.joined)) == (
        "Norway",
        "NOR",
        "state",
        True,
        "2014-09",
    )
    assert (norway.source_title, norway.source_publisher, norway.source_url) == (
        "A page",
        "A ministry",
        "https://example.org/s",
    )
    assert list(norway.names.values_list("kind", "name")) == [
        ("capital", "Oslo"),
        ("demonym", "Norwegian"),
        ("demonym", "Norwegians"),
        ("former", "Norge"),
        ("institution", "Storting"),
        ("official", "Kingdom of Norway"),
        ("short", "Norway"),
    ]
    ann = Minister.objects.get(slug="ann-lee")
    term = ann.appointments.get()
    assert (ann.name, ann.aliases, term.nation, term.office, term.portfolio) == (
        "Ann Lee",
        ["Anne Lee"],
        norway,
        "Minister of Defence",
        "defence_minister",
    )
    assert (str(term.began), str(term.ended), term.is_published, term.entered_by) == (
        "2014",
        "2016-12-20",
        True,
        "reference data",
    )
    assert (term.public_from, str(term.source_published), term.source_url) == (
        datetime.date(2016, 2, 12),
        "2016-02-12",
        "https://example.org/s",
    )
    assert Appointment.objects.get(minister__slug="bo-ek").nation.slug == "arab-league"
    mosul = City.objects.get()
    assert (mosul.name, mosul.aliases, mosul.country.code, mosul.latitude, mosul.longitude) == (
        "Mosul",
        ["Al-Mawsil"],
        "IRQ",
        Decimal("36.335"),
        Decimal("43.11889"),
    )


def test_counts(folder: Path) -> None:
    assert load_reference(folder) == {
        "nations": LoadCounts(created=3),
        "nation names": LoadCounts(created=11),
        "ministers": LoadCounts(created=2),
        "appointments": LoadCounts(created=2),
        "cities": LoadCounts(created=1),
    }


def test_second_load_writes_nothing(folder: Path) -> None:
    load_reference(folder)
    before = list(Nation.history.values_list("pk")), list(Appointment.objects.values_list("pk", "updated_at"))
    assert load_reference(folder) == {
        "nations": LoadCounts(unchanged=3),
        "nation names": LoadCounts(unchanged=11),
        "ministers": LoadCounts(unchanged=2),
        "appointments": LoadCounts(unchanged=2),
        "cities": LoadCounts(unchanged=1),
    }
    assert (list(Nation.history.values_list("pk")), list(Appointment.objects.values_list("pk", "updated_at"))) == before


def test_what_changes_in_the_files_changes_here(folder: Path) -> None:
    load_reference(folder)
    write(
        folder,
        nations=changed(NATIONS, "norway", member=False, capital="Bergen"),
        cities=changed(CITIES, "mosul", aliases=[]),
    )
    counts = load_reference(folder)
    assert counts["nations"] == LoadCounts(updated=1, unchanged=2)
    assert counts["nation names"] == LoadCounts(created=1, removed=1, unchanged=10)
    assert counts["cities"] == LoadCounts(updated=1)
    assert not Nation.objects.get(slug="norway").is_member
    assert NationName.objects.get(nation__slug="norway", kind="capital").name == "Bergen"
    last = Nation.history.filter(slug="norway").first()
    assert (last.history_type, last.history_change_reason, last.history_user) == ("~", "reference data", None)


def test_what_an_editor_changed_stays(folder: Path) -> None:
    load_reference(folder)
    edit(Nation.objects.get(slug="norway"), name="Kingdom of Norway")
    edit(Minister.objects.get(slug="ann-lee"), name="Ann B. Lee")
    edit(City.objects.get(), latitude=Decimal("1.5"), longitude=Decimal("2.5"))
    write(folder, nations=changed(NATIONS, "norway", capital="Bergen"))
    counts = load_reference(folder)
    assert counts["nations"] == LoadCounts(unchanged=2, kept=1)
    assert counts["nation names"] == LoadCounts(unchanged=4, kept=7)
    assert counts["ministers"] == LoadCounts(unchanged=1, kept=1)
    assert counts["cities"] == LoadCounts(kept=1)
    assert Nation.objects.get(slug="norway").name == "Kingdom of Norway"
    assert Minister.objects.get(slug="ann-lee").name == "Ann B. Lee"
    assert City.objects.get().latitude == Decimal("1.5")


def test_what_an_editor_deleted_stays_deleted(folder: Path) -> None:
    load_reference(folder)
    bo = Minister.objects.get(slug="bo-ek")
    bo._history_user = User.objects.create_user("ann")  # type: ignore[attr-defined]
    bo.delete()
    counts = load_reference(folder)
    assert counts["ministers"] == LoadCounts(unchanged=1, kept=1)
    assert counts["appointments"] == LoadCounts(unchanged=1)
    assert not Minister.objects.filter(slug="bo-ek").exists()


def test_names_edited_by_themselves_stay(folder: Path) -> None:
    load_reference(folder)
    norway = Nation.objects.get(slug="norway")
    added = NationName.objects.create(nation=norway, name="Noreg", kind="short")
    deleted = NationName.objects.get(name="Norge")
    user = User.objects.create_user("ann")
    kind = ContentType.objects.get_for_model(NationName)
    for name, flag in ((added, ADDITION), (deleted, DELETION)):
        LogEntry.objects.create(
            user=user, content_type=kind, object_id=str(name.pk), object_repr=str(name), action_flag=flag
        )
    deleted.delete()
    assert load_reference(folder)["nation names"] == LoadCounts(unchanged=10, kept=1)
    assert NationName.objects.filter(name="Noreg").exists()
    assert not NationName.objects.filter(name="Norge").exists()


def test_appointment_whose_beginning_an_editor_changed_is_not_doubled(folder: Path) -> None:
    load_reference(folder)
    edit(
        Appointment.objects.get(minister__slug="ann-lee"),
        began_on=datetime.date(2013, 10, 16),
        began_on_precision="day",
    )
    assert load_reference(folder)["appointments"] == LoadCounts(unchanged=1, kept=1)
    assert str(Appointment.objects.get(minister__slug="ann-lee").began) == "2013-10-16"


def test_appointment_that_left_the_file_goes(folder: Path) -> None:
    load_reference(folder)
    write(folder, ministers=changed(MINISTERS, "ann-lee", appointments=[]))
    assert load_reference(folder)["appointments"] == LoadCounts(unchanged=1, removed=1)
    assert not Appointment.objects.filter(minister__slug="ann-lee").exists()


def test_appointment_that_a_report_proves_stays_and_keeps_its_proof(folder: Path) -> None:
    load_reference(folder)
    article = ArticleFactory.create(body="Defence Minister Ann Lee spoke.", published_on=datetime.date(2015, 1, 5))
    prove(Appointment.objects.get(minister__slug="ann-lee"), article=article)
    term = {**MINISTERS[0]["appointments"][0], "office": "Defence Minister"}
    write(folder, ministers=changed(MINISTERS, "ann-lee", appointments=[term]))
    assert load_reference(folder)["appointments"] == LoadCounts(updated=1, unchanged=1)
    appointment = Appointment.objects.get(minister__slug="ann-lee")
    assert (appointment.office, appointment.evidence_count, appointment.public_from) == (
        "Defence Minister",
        1,
        datetime.date(2015, 1, 5),
    )
    write(folder, ministers=changed(MINISTERS, "ann-lee", appointments=[]))
    assert load_reference(folder)["appointments"] == LoadCounts(unchanged=1)


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"nations": changed(NATIONS, "norway", kind="kingdom")}, "nations.yaml, norway: kind: Value 'kingdom' is not a valid choice."),
        ({"nations": changed(NATIONS, "norway", iso_alpha3=None)}, "nations.yaml, norway: no iso_alpha3"),
        ({"nations": changed(NATIONS, "norway", name=None)}, "nations.yaml, norway: no name"),
        ({"nations": changed(NATIONS, "norway", demonyms="x" * 151)},
         "nations.yaml, norway: name: Ensure this value has at most 150 characters (it has 151)."),
        ({"nations": changed(NATIONS, "norway", demonyms=[1])}, "nations.yaml, norway: demonyms is not a list of texts"),
        ({"nations": changed(NATIONS, "norway", joined_on="soon")},
         "nations.yaml, norway: joined_on: not a date: 'soon' (write YYYY, YYYY-MM or YYYY-MM-DD)"),
        ({"nations": [*NATIONS, NATIONS[0]]}, "nations.yaml, norway: the slug stands twice"),
        ({"nations": [*NATIONS, {"name": "No slug"}]}, "nations.yaml, entry 4: no slug"),
        ({"nations": changed(NATIONS, "norway", source="a page")}, "nations.yaml, norway: source is not a list of keys"),
        ({"ministers": changed(MINISTERS, "ann-lee", nation="XXX")}, "ministers.yaml, ann-lee: unknown nation XXX"),
        ({"ministers": changed(MINISTERS, "ann-lee", appointments=[{"office": "A", "portfolio": "envoy"}])},
         "ministers.yaml, ann-lee, appointments 1: no title"),
        ({"ministers": changed(MINISTERS, "ann-lee", appointments=[
            {"office": "A", "portfolio": "king", "source": SOURCE}])},
         "ministers.yaml, ann-lee, appointments 1: portfolio: Value 'king' is not a valid choice."),
        ({"ministers": changed(MINISTERS, "ann-lee", appointments=[
            {"office": "A", "portfolio": "envoy", "from": "2016", "to": "2015", "source": SOURCE}])},
         "ministers.yaml, ann-lee, appointments 1: ends before it begins"),
        ({"cities": changed(CITIES, "mosul", country="FRA")}, "cities.yaml, mosul: unknown country FRA"),
        ({"cities": changed(CITIES, "mosul", latitude="north")}, "cities.yaml, mosul: latitude is not a number: 'north'"),
    ],
)  # fmt: skip
def test_bad_entry_is_named_and_nothing_is_loaded(tmp_path: Path, files: dict[str, Any], line: str) -> None:
    write(tmp_path, **files)
    with pytest.raises(BadReference) as refused:
        load_reference(tmp_path)
    assert str(refused.value) == line
    assert not Nation.objects.exists()


def test_what_the_database_refuses_is_reported(tmp_path: Path) -> None:
    write(tmp_path, cities=changed(CITIES, "mosul", latitude=99.0))
    with pytest.raises(BadReference, match="the database refuses a record: .*city_coordinates_on_earth"):
        load_reference(tmp_path)
    assert not Nation.objects.exists()


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (None, "nations.yaml: No such file or directory"),
        ("a: [", "nations.yaml: while parsing a flow node"),
        ("a: b", "nations.yaml: is not a list of entries"),
    ],
)
def test_bad_file_is_named(folder: Path, content: str | None, line: str) -> None:
    path = folder / "nations.yaml"
    path.unlink() if content is None else path.write_text(content)
    with pytest.raises(BadReference) as refused:
        load_reference(folder)
    assert str(refused.value).startswith(line)


def test_command_prints_counts_and_errors_in_one_line(folder: Path) -> None:
    out = io.StringIO()
    call_command("load_reference", folder=folder, stdout=out)
    assert out.getvalue().splitlines() == [
        "nations: 3 created, 0 updated, 0 unchanged",
        "nation names: 11 created, 0 updated, 0 unchanged",
        "ministers: 2 created, 0 updated, 0 unchanged",
        "appointments: 2 created, 0 updated, 0 unchanged",
        "cities: 1 created, 0 updated, 0 unchanged",
    ]
    write(folder, cities=[{"slug": "mosul"}])
    with pytest.raises(CommandError, match=r"\AReference data not loaded: cities.yaml, mosul: no country\Z"):
        call_command("load_reference", folder=folder, stdout=out)


def test_the_project_s_own_files_load_twice_with_one_result() -> None:
    first = load_reference(Path(settings.REFERENCE_DIR))
    assert first["nations"].created > 190
    second = load_reference(Path(settings.REFERENCE_DIR))
    assert {kind: count.unchanged for kind, count in second.items()} == {kind: c.created for kind, c in first.items()}
    assert Nation.objects.filter(is_member=True, source_url="").count() == 0


def test_loaded_records_are_found_by_search() -> None:
    call_command("load_reference", stdout=io.StringIO())
    found = {
        group.kind.code: ["".join(piece.text for piece in hit.title) for hit in group.hits]
        for group in search("Ar Raqqah", PublicRecord()).groups
    }
    assert found["city"] == ["Raqqa"]
