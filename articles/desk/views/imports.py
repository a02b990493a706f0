"""Pledges from a table: upload, preview, confirm; and the templates to fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from articles.desk.access import desk_view
from articles.desk.imports import COLUMNS, NotDoneError, Outcome, enter, outcomes, packed, unpacked
from articles.desk.sheets import MAX_ROWS, Row, SheetError, csv_template, read_sheet, xlsx_template
from coalition.roles import ENTER_PLEDGE, PUBLISH

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SheetFormatConverter:
    """The end of a template's address: `csv` or `xlsx`."""

    regex = "csv|xlsx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class SheetForm(forms.Form):
    """The file that an editor brings."""

    sheet = forms.FileField(
        label="Table",
        help_text=f"CSV (UTF-8) or XLSX, up to {MAX_ROWS} rows.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_sheet(self) -> list[Row]:
        """The rows of the file. Raises ValidationError with what to mend in it."""
        file = self.cleaned_data["sheet"]
        try:
            return read_sheet(file.name, file.read(), COLUMNS)
        except SheetError as error:
            raise forms.ValidationError(str(error)) from error


@desk_view(ENTER_PLEDGE)
@require_http_methods(["GET", "POST"])
def pledge_import(request: HttpRequest) -> HttpResponse:
    """An upload shows its preview, which writes nothing; a confirmed preview is entered."""
    if "rows" in request.POST:
        return _confirmed(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _preview(request, form.cleaned_data["sheet"])
    return render(request, "desk/import/upload.html", {"form": form, "columns": COLUMNS})


def _preview(request: HttpRequest, rows: list[Row], found: list[Outcome] | None = None) -> HttpResponse:
    shown = outcomes(rows, request.user) if found is None else found
    counts = {what: sum(1 for one in shown if one.what == what) for what in _WHATS}
    context: dict[str, Any] = {
        "outcomes": shown,
        "counts": [(what, _WHATS[what], count) for what, count in counts.items() if count],
        "to_do": sum(1 for one in shown if one.is_to_do),
        "rows": packed(rows, request.user),
        "may_publish": request.user.has_perm(PUBLISH),
    }
    return render(request, "desk/import/preview.html", context)


_WHATS = {
    "new_line": "new lines",
    "new_act": "new acts of lines that are there",
    "unchanged": "in the ledger already",
    "refused": "refused",
}


def _confirmed(request: HttpRequest) -> HttpResponse:
    rows = unpacked(request.POST["rows"], request.user)
    if rows is None:
        messages.error(request, "This preview is no longer valid. Bring the table again; nothing was entered.")
        return redirect("pledge_import")
    chosen = {int(number) for number in request.POST.getlist("row") if number.isdecimal()}
    if not chosen:
        messages.warning(request, "No row was ticked; nothing was entered.")
        return _preview(request, rows)
    publish = "publish" in request.POST and request.user.has_perm(PUBLISH)
    try:
        done = enter(rows, chosen, request.user, publish=publish)
    except NotDoneError as error:
        messages.error(request, str(error))
        return _preview(request, rows)
    lines = sum(1 for outcome in done if outcome.what == "new_line")
    hidden = "" if publish else " Readers do not see them before they are published."
    messages.success(request, f"Entered: {len(done)} acts, {lines} of them on new lines.{hidden}")
    return redirect("desk_changes")


@desk_view(ENTER_PLEDGE)
@require_GET
def pledge_import_template(request: HttpRequest, ending: str) -> HttpResponse:
    """The empty table."""
    content, kind = (xlsx_template(COLUMNS), _XLSX) if ending == "xlsx" else (csv_template(COLUMNS), "text/csv")
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="pledges-template.{ending}"'
    return response
