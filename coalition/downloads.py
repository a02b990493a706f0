"""The rows of a list as a file: CSV for spreadsheets, JSON for programs; every page of them, filtered alike."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from itertools import islice
from typing import Any, Literal, TypeAlias, get_type_hints

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from coalition.as_of import PublicRecord
from coalition.forms.filters import FilterForm
from coalition.htmx import HtmxHttpRequest
from coalition.queries.records import Site

# Rows read at a time: memory stays flat however long the list is.
CHUNK = 500
# A spreadsheet takes a cell that begins so for a formula, and would run what a stranger wrote in an article.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

FileFormat: TypeAlias = Literal["csv", "json"]
Cell: TypeAlias = str | int | float | bool | None
Records: TypeAlias = Callable[[list[Any], Site], Iterable[Any]]
"""Typed rows for a chunk of what a query lists; the second argument says where links lead."""


class FileFormatConverter:
    """The end of an address: `csv` or `json`."""

    regex = "csv|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def download(
    request: HtmxHttpRequest, filters: FilterForm, rows: QuerySet[Any], records: Records, file_name: str
) -> HttpResponseBase:
    """`rows` as the file `file_name`, streamed; its ending says which kind. A filter that makes no sense answers 400.

    The annotated return type of `records`, an iterable of one dataclass, gives the columns.
    """
    is_csv = file_name.endswith(".csv")
    messages = [*filter(None, [request.as_of.message]), *_wrong_filters(filters)]
    if messages:
        return _refusal(messages, is_csv)
    return whole_file(request, rows, records, file_name, filters=filters.in_force)


def whole_file(
    request: HtmxHttpRequest, rows: QuerySet[Any], records: Records, file_name: str, *, filters: Any = None
) -> HttpResponseBase:
    """`rows` as the file `file_name`, streamed; JSON says which `filters` chose them."""
    record = request.as_of.record
    site = Site(request.build_absolute_uri("/").removesuffix("/"), record)
    chunks = (list(map(_cells, records(chunk, site))) for chunk in _chunks(rows))
    if file_name.endswith(".csv"):
        content, content_type = _as_csv(_columns(records), chunks), "text/csv; charset=utf-8; header=present"
    else:
        view = {"filters": filters or {}, "as_of": record.day.isoformat() if record.day else None}
        content, content_type = _as_json(chunks, view), "application/json"
    response = StreamingHttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{_full_name(file_name, record)}"'
    return response


def _full_name(file_name: str, record: PublicRecord) -> str:
    """The name under which a file is saved: coalition-ledger-pledges.csv, with a day …-pledges-as-of-2016-02-01.csv."""
    stem, _, ending = file_name.partition(".")
    day = f"-as-of-{record.day}" if record.day else ""
    return f"coalition-ledger-{stem}{day}.{ending}"


def _wrong_filters(filters: FilterForm) -> list[str]:
    return [f"{message.label}: {message.text}" for message in filters.messages]


def _refusal(messages: list[str], is_csv: bool) -> HttpResponse:
    """Why nothing is listed, as the page says it."""
    if is_csv:
        return HttpResponse("\n".join(messages) + "\n", content_type="text/plain; charset=utf-8", status=400)
    return JsonResponse({"errors": messages}, status=400)


def _chunks(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    found = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(found, CHUNK)):
        yield chunk


def _columns(records: Records) -> list[str]:
    (row_type,) = get_type_hints(records)["return"].__args__
    return _names(row_type)


def _names(row_type: Any) -> list[str]:
    """Names of the fields; those of a dataclass within stand in its place."""
    names: list[str] = []
    for name, kind in get_type_hints(row_type).items():
        names.extend(_names(kind) if is_dataclass(kind) else [name])
    return names


def _cells(row: Any) -> dict[str, Cell]:
    """Column → value, as both kinds of file have it."""
    cells: dict[str, Cell] = {}
    for field in fields(row):
        value = getattr(row, field.name)
        if is_dataclass(value):
            cells |= _cells(value)
        else:
            cells[field.name] = _cell(value)
    return cells


def _cell(value: Any) -> Cell:
    """A date in ISO form, a number without idle zeros, None for what is not stated."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    cell: Cell = None if value == "" else value
    return cell


def _as_csv(columns: list[str], chunks: Iterable[list[dict[str, Cell]]]) -> Iterator[str]:
    """RFC 4180: a header, commas, CRLF, quotes where needed."""
    yield _csv_text([columns])
    for chunk in chunks:
        yield _csv_text([_csv_cell(cell) for cell in row.values()] for row in chunk)


def _csv_text(rows: Iterable[Iterable[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _csv_cell(cell: Cell) -> Cell:
    """A text that would be taken for a formula gets an apostrophe in front; numbers stay numbers."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell


def _as_json(chunks: Iterable[list[dict[str, Cell]]], view: dict[str, Any]) -> Iterator[str]:
    """`{"rows": […], "count": …, "filters": {…}, "as_of": …}`, written as rows come."""
    count = 0
    yield '{"rows": ['
    for chunk in chunks:
        if chunk:
            yield (",\n" if count else "\n") + ",\n".join(json.dumps(row, ensure_ascii=False) for row in chunk)
        count += len(chunk)
    yield f'\n], "count": {count}, {json.dumps(view, ensure_ascii=False)[1:]}\n'
