"""Tables that people bring: CSV and XLSX files as rows of text under known columns."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MAX_ROWS: Final = 500
"""More rows than anyone checks in one preview."""
MAX_BYTES: Final = 2_000_000
_MAX_UNPACKED: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the template: its name in the file, the field of the entry form, and what to write."""

    name: str
    field: str
    meaning: str
    is_required: bool = False


class SheetError(Exception):
    """The file is no table that can be read; the message says what to mend."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: its number in the file (the header is 1) and its cells by column, as text."""

    number: int
    cells: dict[str, str]


def read_sheet(name: str, content: bytes, columns: Sequence[Column]) -> list[Row]:
    """The rows of the file `name`, empty ones left out. Raises SheetError for what cannot be read.

    Columns are found by their names in any order, case and with blanks or underscores; an unknown one is refused,
    so that nothing in the file is silently left out.
    """
    if len(content) > MAX_BYTES:
        raise SheetError(f"The file is larger than {MAX_BYTES // 1_000_000} MB. Split it.")
    lines = list(_lines(name, content))
    if not lines:
        raise SheetError("The file is empty. Its first line names the columns; download the template for them.")
    (_, header), *others = lines
    found = _columns(header, columns)
    rows = [Row(number, dict(_cells(number, cells, found))) for number, cells in others if any(cells)]
    if not rows:
        raise SheetError("There is no row below the names of the columns.")
    if len(rows) > MAX_ROWS:
        raise SheetError(f"The file has {len(rows)} rows; bring at most {MAX_ROWS} at a time.")
    return rows


def _lines(name: str, content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each line that is not empty."""
    if content.startswith(b"PK") or name.lower().endswith(".xlsx"):
        read = _xlsx_lines(content)
    elif name.lower().endswith((".csv", ".txt", ".tsv")):
        read = _csv_lines(content)
    else:
        raise SheetError("This is neither a CSV nor an XLSX file. Save the table as one of the two.")
    for number, cells in enumerate(read, start=1):
        if any(cells):
            yield number, cells


def _csv_lines(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SheetError("The file is not in UTF-8. Save it as “CSV UTF-8”.") from None
    first, _, _ = text.partition("\n")
    # Spreadsheets of many countries write semicolons, since the comma is their decimal sign.
    delimiter = max(",;\t", key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield [cell.strip() for cell in row]
    except csv.Error as error:
        raise SheetError(f"The CSV file is broken: {error}. Is a quotation mark left open?") from None


def _xlsx_lines(content: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MAX_UNPACKED:
                raise SheetError("The XLSX file unpacks to far more than a table needs. Save it anew with less in it.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError):
        raise SheetError("The XLSX file cannot be opened. Save it anew, or as CSV.") from None
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(max_row=10 * MAX_ROWS, values_only=True):
        yield [_as_text(cell) for cell in row]


def _as_text(cell: Any) -> str:
    """A cell as one would type it: dates in ISO form, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()


def _columns(header: Sequence[str], columns: Sequence[Column]) -> list[Column | None]:
    """The column of each cell of the header; None for a cell without a name."""
    known = {_folded(column.name): column for column in columns}
    unknown = [name for name in header if name and _folded(name) not in known]
    if unknown:
        raise SheetError(f"No such column: {', '.join(unknown)}. Known are: {', '.join(c.name for c in columns)}.")
    found = [known[_folded(name)] if name else None for name in header]
    named = [column.name for column in found if column]
    twice = sorted({name for name in named if named.count(name) > 1})
    if twice:
        raise SheetError(f"The column {twice[0]} is there more than once.")
    missing = [column.name for column in columns if column.is_required and column.name not in named]
    if missing:
        raise SheetError(f"The column {missing[0]} is missing; download the template for all names.")
    return found


def _cells(number: int, cells: Sequence[str], found: Sequence[Column | None]) -> Iterator[tuple[str, str]]:
    for place, cell in enumerate(cells):
        column = found[place] if place < len(found) else None
        if column is not None:
            yield column.field, cell
        elif cell:
            raise SheetError(f"Row {number} has “{cell[:40]}” in a column without a name.")


# --- templates -----------------------------------------------------------------------------------------------


def csv_template(columns: Iterable[Column]) -> bytes:
    """The header alone, in UTF-8 as spreadsheets know it."""
    text = io.StringIO()
    csv.writer(text).writerow([column.name for column in columns])
    return text.getvalue().encode("utf-8-sig")


def xlsx_template(columns: Sequence[Column]) -> bytes:
    """The header, and a second sheet that says what to write in each column."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Pledges"
    sheet.append([column.name for column in columns])
    sheet.freeze_panes = "A2"
    notes = book.create_sheet("How to fill it in")
    for column in columns:
        notes.append([column.name, "needed" if column.is_required else "", column.meaning])
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()
