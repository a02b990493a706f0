"""Pledges from a table: read from CSV and XLSX, previewed without a trace, entered all together or not at all."""

from __future__ import annotations

import datetime
import io
from contextlib import suppress
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from articles.desk.imports import COLUMNS
from articles.desk.sheets import Column, Row, SheetError, csv_template, read_sheet, xlsx_template
from coalition.models import Pledge, PledgeEvent
from coalition.roles import Role
from tests.articles.desk.test_access import sign_in
from tests.factories import NationFactory, PledgeEventFactory, PledgeFactory
from tests.pages import Read

TWO = (Column("nation", "nation", "", is_required=True), Column("said by", "speaker", ""))
HEADER = "nation,capability,act,date,quantity,place,source title,source link\r\n"
ROW = "Denmark,trainers,pledged,2014-10-03,about 120 trainers,Iraq,Government decides,https://example.org/a\r\n"


def xlsx(*rows: list[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


# --- reading tables -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "nation,said by\nDenmark,Anna Holm\n",
        "\ufeffnation,said by\r\nDenmark,Anna Holm\r\n",
        "Said_By;NATION\nAnna Holm;Denmark\n",
        "said by\tnation\nAnna Holm\tDenmark",
        '"nation","said by"\n\n" Denmark ","Anna Holm"\n',
    ],
)
def test_csv_is_read_as_spreadsheets_write_it(text: str) -> None:
    (row,) = read_sheet("a.csv", text.encode(), TWO)
    assert row.cells == {"nation": "Denmark", "speaker": "Anna Holm"}
    assert row.number == (3 if "\n\n" in text else 2)


def test_xlsx_cells_become_what_one_would_type() -> None:
    table = xlsx(["nation", "said by"], ["Denmark", datetime.date(2014, 10, 3)], [None, None], [7.0, 2.5])
    assert read_sheet("a.xlsx", table, TWO) == [
        Row(2, {"nation": "Denmark", "speaker": "2014-10-03"}),
        Row(4, {"nation": "7", "speaker": "2.5"}),
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"", "The file is empty"),
        ("a.csv", b"nation\n", "There is no row below"),
        ("a.csv", b"nation,colour\nDenmark,red\n", "No such column: colour. Known are: nation, said by"),
        ("a.csv", b"said by\nAnna\n", "The column nation is missing"),
        ("a.csv", b"nation,Nation\nDenmark,Norway\n", "The column nation is there more than once"),
        ("a.csv", b"nation\nDenmark,red\n", "Row 2 has “red” in a column without a name"),
        ("a.csv", b'nation\n"Denmark\n', "The CSV file is broken"),
        ("a.csv", "nation\nCôte\n".encode("latin-1"), "not in UTF-8"),
        ("a.csv", b"nation\n" + b"Denmark\n" * 501, "501 rows; bring at most 500"),
        ("a.csv", b"x" * 2_000_001, "larger than 2 MB"),
        ("a.pdf", b"%PDF", "neither a CSV nor an XLSX"),
        ("a.xlsx", b"PK and nothing more", "cannot be opened"),
        ("a.xlsx", b"no zip at all", "cannot be opened"),
    ],
)
def test_what_is_no_table_is_refused_with_the_mend(name: str, content: bytes, message: str) -> None:
    with pytest.raises(SheetError, match=message):
        read_sheet(name, content, TWO)


@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.xlsx", "a.txt"]))
def test_no_file_breaks_the_reader(content: bytes, name: str) -> None:
    with suppress(SheetError):
        assert all(row.cells for row in read_sheet(name, content, TWO))


def test_templates_hold_every_column() -> None:
    names = [column.name for column in COLUMNS]
    assert csv_template(COLUMNS).decode("utf-8-sig").strip().split(",") == names
    book = load_workbook(io.BytesIO(xlsx_template(COLUMNS)))
    assert [cell.value for cell in book.worksheets[0][1]] == names
    assert [row[0].value for row in book.worksheets[1].iter_rows()] == names


# --- the pages ------------------------------------------------------------------------------------------------


@pytest.fixture
def denmark(db: None) -> Any:
    return NationFactory.create(name="Denmark", iso_alpha3="DNK")


@pytest.fixture
def publisher(client: Client, denmark: Any) -> Client:
    sign_in(client, Role.PUBLISHER)
    return client


def bring(client: Client, table: str | bytes, name: str = "pledges.csv") -> Read:
    content = table.encode() if isinstance(table, str) else table
    return Read(client.post("/desk/pledges/import/", {"sheet": SimpleUploadedFile(name, content)}))


def confirm(client: Client, preview: Read, *numbers: int, **values: str) -> Any:
    (rows,) = preview.at("//input[@name='rows']/@value")
    return client.post("/desk/pledges/import/", {"rows": rows, "row": list(numbers), **values}, follow=True)


def outcomes(page: Read) -> list[tuple[str, str]]:
    return [(row[1], row[3]) for row in page.rows()]


def test_a_preview_says_what_each_row_would_do_and_writes_nothing(publisher: Client, denmark: Any) -> None:
    line = PledgeFactory.create(nation=denmark, capability="trainers", place="Iraq", title="Trainers in Iraq")
    PledgeEventFactory.create(
        pledge=line,
        act="pledged",
        happened_on=datetime.date(2014, 10, 3),
        happened_on_precision="day",
        quantity=120,
        unit="trainers",
    )
    table = (
        HEADER
        + ROW
        + "Denmark,Trainers and advisers,delivering,2015-02,120 trainers,Iraq,Report,https://example.org/b\n"
        + "Denmark,naval,pledged,2015,1 frigate,Gulf,Report,https://example.org/c\n"
        + "Denmark,naval,delivering,2016,1 frigate,Gulf,Report,https://example.org/d\n"
        + "Denmark,naval,delivering,2016,1 frigate,Gulf,Report,https://example.org/d\n"
        + "Freedonia,naval,sunk,2015,1 frigate,Gulf,Report,\n"
    )
    page = bring(publisher, table)
    told = outcomes(page)
    assert told[0] == ("2", "In the ledger already; skipped")
    assert told[1] == ("3", "A new act of Denmark: Trainers in Iraq")
    assert told[2] == ("4", "A new line")
    assert told[3] == ("5", "A new act of the line that a row above begins")
    assert told[4] == ("6", "In the ledger already; skipped")
    assert told[5][0] == "7"
    assert "nation: The ledger has no nation “Freedonia”" in told[5][1]
    assert "act: Select a valid choice. sunk" in told[5][1]
    assert "source link: The source's link is missing" in told[5][1]
    assert page.at("//input[@name='row']/@value") == ["3", "4", "5"]
    assert page.texts("//ul[@aria-label='Rows by outcome']/li") == [
        "1 new lines", "2 new acts of lines that are there", "2 in the ledger already", "1 refused",
    ]  # fmt: skip
    assert (Pledge.objects.count(), PledgeEvent.objects.count()) == (1, 1)


def test_ticked_rows_are_entered_together(publisher: Client) -> None:
    page = bring(publisher, HEADER + ROW + ROW.replace("pledged", "delivering").replace("2014", "2015"))
    done = confirm(publisher, page, 2, 3, publish="on")
    assert "Entered: 2 acts, 1 of them on new lines." in done.content.decode()
    (pledge,) = Pledge.objects.all()
    assert (pledge.title, pledge.status) == ("Trainers and advisers in Iraq", "delivering")
    assert list(pledge.events.values_list("act", "is_published", "entered_by")) == [
        ("pledged", True, "vera"),
        ("delivering", True, "vera"),
    ]
    history: Any = pledge.events.earliest("happened_on").history
    assert history.first().history_change_reason == "row 2 of an imported table"

    # A second time there is nothing left to do.
    again = bring(publisher, HEADER + ROW)
    assert outcomes(again) == [("2", "In the ledger already; skipped")]
    assert "There is nothing to enter." in again.source


def test_only_ticked_rows_are_entered(publisher: Client) -> None:
    page = bring(publisher, HEADER + ROW + ROW.replace("trainers,pledged", "naval,pledged"))
    confirm(publisher, page, 3)
    assert list(Pledge.objects.values_list("capability", flat=True)) == ["naval"]
    none = confirm(publisher, page)
    assert "No row was ticked; nothing was entered." in none.content.decode()


def test_one_row_that_is_refused_by_now_stops_all(publisher: Client, denmark: Any) -> None:
    NationFactory.create(name="Norway", iso_alpha3="NOR")
    page = bring(publisher, HEADER + ROW.replace("Denmark", "Norway") + ROW)
    denmark.name = "Ruritania"
    denmark.iso_alpha3 = "XKX"
    denmark.save()
    response = confirm(publisher, page, 2, 3)
    assert "Nothing was entered: a chosen row is refused now." in response.content.decode()
    assert Pledge.objects.count() == 0


def test_without_the_right_to_publish_nothing_is_shown_to_readers(client: Client, denmark: Any) -> None:
    sign_in(client, Role.EDITOR)
    page = bring(client, HEADER + ROW)
    assert page.at("//input[@name='publish']") == []
    confirm(client, page, 2, publish="on")
    assert list(PledgeEvent.objects.values_list("is_published", flat=True)) == [False]


def test_a_preview_that_was_altered_or_is_anothers_is_refused(publisher: Client) -> None:
    page = bring(publisher, HEADER + ROW)
    (rows,) = page.at("//input[@name='rows']/@value")
    altered = publisher.post("/desk/pledges/import/", {"rows": rows[:-3] + "abc", "row": "2"}, follow=True)
    assert "This preview is no longer valid" in altered.content.decode()
    get_user_model().objects.filter(username="vera").update(username="otto")
    other = Client()
    sign_in(other, Role.PUBLISHER)
    assert "This preview is no longer valid" in confirm(other, page, 2).content.decode()
    assert Pledge.objects.count() == 0


def test_an_xlsx_table_is_taken_too_and_a_broken_one_is_refused(publisher: Client) -> None:
    header = HEADER.strip().split(",")
    table = xlsx(header, [*ROW.strip().split(",")[:3], datetime.date(2014, 10, 3), *ROW.strip().split(",")[4:]])
    assert outcomes(bring(publisher, table, "pledges.xlsx")) == [("2", "A new line")]
    broken = bring(publisher, b"PK", "pledges.xlsx")
    assert broken.texts("//*[@class='field-errors']//li") == [
        "The XLSX file cannot be opened. Save it anew, or as CSV."
    ]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_templates_are_downloaded(publisher: Client, ending: str) -> None:
    response = publisher.get(f"/desk/pledges/import/template.{ending}")
    assert response.headers["Content-Disposition"] == f'attachment; filename="pledges-template.{ending}"'
