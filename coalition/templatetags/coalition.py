"""How the ledger's values read on a page: dates as far as they are known, quantities as they were hedged, money."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.db.models import Max, Model
from django.http import HttpRequest
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from coalition.as_of import PublicRecord
from coalition.charts import words
from coalition.dates import PartialDate
from coalition.day_in_view import DayControl
from coalition.enums import Act, Capability, Instrument, Qualifier
from coalition.forms.filters import FilterForm, SortState
from coalition.models import PledgeEvent
from coalition.models.facts import Fact
from coalition.queries import proof
from coalition.queries.pledges import UNSTATED_UNIT
from coalition.queries.totals import Total
from coalition.standing import public_day

register = template.Library()

_NOUNS = (
    ("home", "Overview"),
    ("nation_list", "Nations"),
    ("pledge_list", "Pledges"),
    ("ask_list", "Asks"),
    ("meeting_list", "Meetings"),
    ("minister_list", "Ministers"),
    ("city_list", "Cities"),
    ("article_list", "Articles"),
    ("search", "Search"),
    ("about", "About"),
)


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A link of the main navigation; `is_current` also on pages below it, `is_page` only on the page itself."""

    label: str
    url: str
    is_current: bool
    is_page: bool
    only_narrow: bool


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> list[NavigationItem]:
    """The nouns. Search has its own box in a wide header, hence a link only on narrow screens."""
    request: HttpRequest | None = context.get("request")
    here = request.path if request else ""
    return [
        NavigationItem(
            label=label,
            url=(url := reverse(name)),
            is_current=here == url or (name != "home" and here.startswith(url)),
            is_page=here == url,
            only_narrow=name == "search",
        )
        for name, label in _NOUNS
    ]


@register.simple_tag(takes_context=True)
def record_date(context: Context) -> datetime.date | None:
    """The date of the latest report behind a pledge event in the record; None in an empty one. One query."""
    record: PublicRecord = context["record"]
    day: datetime.date | None = record.facts(PledgeEvent).aggregate(day=Max("public_from"))["day"]
    return day


@register.simple_tag
def day_url(control: DayControl, day: datetime.date) -> str:
    """The same page on another day."""
    return control.url_of(day)


@register.simple_tag
def proof_address(fact: Fact) -> str:
    """The link to the words that prove `fact`; see `coalition.queries.proof.proof_address`."""
    return proof.proof_address(fact)


@register.simple_tag(takes_context=True)
def block_text(context: Context, name: str) -> SafeString:
    """What the block `name` of the page says, so that the frame can say it a second time."""
    blocks: Any = context.render_context[BLOCK_CONTEXT_KEY]
    text: str = blocks.get_block(name).render(context).strip()
    return mark_safe(text)  # noqa: S308 the block has escaped it


@register.simple_tag
def proof_panel(fact: Fact) -> str:
    """The page with all proof of `fact`, which scripts open as a panel."""
    model: type[Model] = type(fact)
    evidence: Any = model._meta.get_field("evidence")
    return reverse("proof_detail", args=[evidence.field.name, fact.pk])


@register.simple_tag(takes_context=True)
def sort_state(context: Context, form: FilterForm, name: str) -> SortState:
    """How a list is sorted by the column `name`, and the link that sorts by it."""
    return form.sort_state(name)


@register.filter
def partial_date(date: PartialDate | None, unknown: str = "not stated") -> str:
    """A date as far as it is known: "20 January 2016", "January 2016", "2016"; `unknown` for None."""
    return words.date_in_words(date) if date else unknown


@register.filter
def act_date(event: PledgeEvent) -> str:
    """When an act happened as far as it is known, else when it was reported: "reported 12 February 2016"."""
    if event.happened:
        return words.date_in_words(event.happened)
    return f"reported {words.date_in_words(PartialDate(public_day(event)))}"


@register.simple_tag
def period(first: PartialDate | None, last: PartialDate | None, unknown: str = "not stated") -> str:
    """One date or two: "20–21 January 2016", "since January 2016" is not said here; `unknown` without a first day."""
    return words.period_in_words(first, last) if first else unknown


@register.filter
def counted(number: int, noun: str) -> str:
    """A number with its noun; an irregular plural stands after a comma: `{{ 2|counted:"city,cities" }}`."""
    singular, _, plural = noun.partition(",")
    return words.counted(number, singular, plural or None)


@register.filter
def plain_number(value: Decimal | int | None) -> str:
    """A number with thousands separators and no idle zeros: 1,250 or 2.5; nothing for None."""
    if value is None:
        return ""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def quantity(event: PledgeEvent) -> str:
    """Things or people as the report hedged them: "up to 60 trainers", "between 150 and 200 personnel"; or nothing."""
    number = plain_number(event.quantity)
    unit = _singular(event.unit) if event.quantity == 1 else event.unit
    if event.unit == UNSTATED_UNIT:
        unit = "(of what is not stated)"
    if event.qualifier == Qualifier.RANGE and event.quantity_low is not None and event.quantity_high is not None:
        return f"between {plain_number(event.quantity_low)} and {plain_number(event.quantity_high)} {unit}"
    if not number:
        return ""
    hedge = "" if event.qualifier in ("", Qualifier.RANGE) else f"{Qualifier(event.qualifier).label} "
    return f"{hedge}{number} {unit}"


def _singular(unit: str) -> str:
    """One of what a unit counts: "strikes" → "strike", "batteries" → "battery"; "personnel" stays."""
    if unit.endswith("ies") and unit != "sorties":
        return f"{unit[:-3]}y"
    return unit[:-1] if unit.endswith("s") and not unit.endswith("ss") else unit


@register.filter
def money(event: PledgeEvent) -> str:
    """Money in its own currency: "EUR 12,500,000 (loan)"; nothing where none is stated.

    The report's hedge ("about") belongs to the amount only where no quantity stands beside it.
    """
    if event.amount is None:
        return ""
    hedge = ""
    if event.quantity is None and event.qualifier not in ("", Qualifier.RANGE):
        hedge = f"{Qualifier(event.qualifier).label} "
    form = f" ({Instrument(event.instrument).label.lower()})" if event.instrument else ""
    return f"{hedge}{event.currency} {plain_number(event.amount)}{form}"


@register.filter
def sum_in_words(total: Total) -> str:
    """A sum with what it counts: "1,250 personnel", "EUR 12,500,000"."""
    number = plain_number(total.best)
    if total.is_money:
        return f"{total.measure} {number}"
    return f"{number} {_singular(total.measure) if total.best == 1 else total.measure}"


@register.filter
def certainty(total: Total) -> str:
    """What the reports leave open about a sum: "between 500 and 700; 2 of 3 numbers hedged"; empty for nothing."""
    told = []
    if total.low != total.high:
        told.append(f"between {plain_number(total.low)} and {plain_number(total.high)}")
    if total.hedged:
        told.append("hedged" if total.numbers == 1 else f"{total.hedged} of {total.numbers} numbers hedged")
    return "; ".join(told) or "as stated"


@register.filter
def act_label(code: str) -> str:
    """The name of an act: "Delivering"."""
    return Act(code).label


@register.filter
def capability_label(code: str) -> str:
    """The name of a capability: "Air strikes"."""
    return Capability(code).label
