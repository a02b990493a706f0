"""`?as_of=2016-02-01` on every public page: read once, handed to views as `request.as_of`, kept by every link."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from coalition.as_of import PARAMETER, PublicRecord
from coalition.charts.words import date_in_words
from coalition.dates import PartialDate

# Start tags of links and forms. Text is escaped on every page, and so is the JSON of charts: only markup has these.
_TAG = re.compile(r"<(a|form)\b[^>]*>")
_ADDRESS = re.compile(r'\b(href|hx-get)="((?:/(?!static/|admin/|desk/)|\?)[^"]*)"')
_LEAVES = "data-leaves-day"
"""An attribute of the links and forms that choose the day themselves."""


@dataclass(frozen=True, slots=True)
class DayInView:
    """The record that a page shows, and in words why it is not the one asked for, where it is not."""

    record: PublicRecord = field(default_factory=PublicRecord)
    message: str = ""


def read_day(text: str, today: datetime.date) -> DayInView:
    """What `?as_of=` asks for: a day, or the end of a month or a year, up to `today`.

    What cannot be read, or lies ahead, shows the present and says why.
    """
    if not text:
        return DayInView()
    try:
        asked = PartialDate.parse(text)
    except ValueError:
        shown = text if len(text) <= 20 else f"{text[:20]}…"
        return DayInView(message=f"“{shown}” is no date. Write a day (2016-02-11), a month (2016-02) or a year (2016).")
    if asked.day > today:
        return DayInView(message=f"{date_in_words(asked)} lies ahead; the record ends today.")
    return DayInView(PublicRecord(min(asked.last_day, today)))


def day_in_view(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: `request.as_of`, and links that keep the day.

    `request.GET` then holds the day as it was understood, or none, so that whatever is built on it is right too.
    """

    def middleware(request: Any) -> HttpResponseBase:
        request.as_of = read_day(request.GET.get(PARAMETER, "").strip(), timezone.localdate())
        record = request.as_of.record
        if PARAMETER in request.GET:
            request.GET = request.GET.copy()
            del request.GET[PARAMETER]
            if record.day is not None:
                request.GET[PARAMETER] = record.day.isoformat()
        response = get_response(request)
        if record.day is not None and isinstance(response, HttpResponse) and _is_html(response):
            response.content = keep_day(response.content.decode(), record)
        return response

    return middleware


def _is_html(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def keep_day(markup: str, record: PublicRecord) -> str:
    """`markup` whose links to pages of ours, and whose forms, ask for the day of `record` too.

    Done here for every page at once, so that no template can forget it.
    """

    def kept(match: re.Match[str]) -> str:
        tag = match.group()
        if _LEAVES in tag:
            return tag
        if match[1] == "form":
            field = f'<input type="hidden" name="{PARAMETER}" value="{record.day}">'
            return f"{tag}{field}" if 'method="get"' in tag else tag
        return _ADDRESS.sub(lambda link: f'{link[1]}="{_kept_address(link[2], record)}"', tag)

    return _TAG.sub(kept, markup)


def _kept_address(address: str, record: PublicRecord) -> str:
    plain = unescape(address)
    return address if re.search(rf"[?&]{PARAMETER}=", plain) else escape(record.address(plain))


@dataclass(frozen=True, slots=True)
class DayControl:
    """The control in the frame of every page: the day, and what its form and links need."""

    day: datetime.date | None
    message: str
    today: datetime.date
    present_url: str
    kept: tuple[tuple[str, str], ...]

    @property
    def meeting_before(self) -> datetime.date | None:
        """The first day of the last meeting before the day in view. One query."""
        return self._meeting_day(-1)

    @property
    def meeting_after(self) -> datetime.date | None:
        """The first day of the next meeting after it, up to today. One query.

        A step leads through the whole record, so it knows of meetings that the day in view does not; only dates show.
        """
        return self._meeting_day(1)

    def _meeting_day(self, step: int) -> datetime.date | None:
        dated = PublicRecord().meetings().filter(starts_on_precision="day").order_by("starts_on")
        dated = (
            dated.filter(starts_on__gt=self.day, starts_on__lte=self.today)
            if step > 0
            else dated.filter(starts_on__lt=self.day).reverse()
        )
        day: datetime.date | None = dated.values_list("starts_on", flat=True).first()
        return day

    def url_of(self, day: datetime.date) -> str:
        """The page on another day."""
        return PublicRecord(day).address(self.present_url)


def day_control(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `record`, what the page shows, and `day_control`."""
    view: DayInView = getattr(request, "as_of", DayInView())
    others = request.GET.copy()
    for name in (PARAMETER, "page"):
        others.pop(name, None)
    control = DayControl(
        day=view.record.day,
        message=view.message,
        today=timezone.localdate(),
        present_url=f"{request.path}?{others.urlencode()}" if others else request.path,
        kept=tuple((name, value) for name, values in others.lists() for value in values if value),
    )
    return {"record": view.record, "day_control": control}
