"""Forms for one act of a pledge with its proof, alone or together with the line it begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.functional import cached_property

from articles.desk.entry import line_title
from articles.desk.fields import NameField, WrittenDateField
from articles.desk.names import named
from articles.desk.passages import Passage, find_words, not_stated
from coalition.changes import values_in_words, version_of
from coalition.charts.words import date_in_words
from coalition.enums import Act, Capability, Instrument, Qualifier
from coalition.forms.versions import both_versions
from coalition.models import Nation, Pledge, PledgeEvent
from coalition.queries.demonyms import demonyms
from coalition.queries.likeness import LikeLine, Sought, like_lines
from coalition.roles import PUBLISH
from coalition.stated import NotUnderstoodError, StatedMoney, StatedQuantity, read_money, read_quantity
from coalition.templatetags.coalition import plain_number

_PLAIN = ("act", "happened", "speaker", "meeting", "asked_by", "instrument", "is_cumulative", "note")
"""Fields whose value is the event's own."""
_SOURCE = ("source_title", "source_url", "source_publisher", "source_published")
_PRECISION = {"day": (), "month": ("Known to the month.",), "year": ("Known to the year.",)}
_NO_SOURCE = (
    "Nothing is entered without a source. Choose a stored article and paste the exact words that state it, or name an "
    "outside source with its title and its link."
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How one field was understood: in one line, value by value, with what was decided on the way; or why not."""

    label: str
    text: str
    values: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together, with a heading and a line on what they are for."""

    code: str
    heading: str
    note: str
    fields: list[forms.BoundField]
    further: list[forms.BoundField]
    """Fields that few entries need, folded away until one of them is filled."""

    @property
    def is_open(self) -> bool:
        """Whether a further field holds something."""
        return any(field.errors or field.value() not in (None, "", False, ("", "")) for field in self.further)


class EventForm(forms.Form):
    """One act of `pledge` with its proof: a new one, or `event` corrected, which takes a reason.

    Quantities, sums, dates and names are typed as people write them; `stated`, `sum` and `passage` hold what was
    understood once the form is checked.
    """

    use_required_attribute = False

    sections_of: ClassVar[tuple[tuple[str, str, str, tuple[str, ...], tuple[str, ...]], ...]] = (
        (
            "act",
            "What was said or done",
            "As the source has it. Leave empty what it does not say: unknown is not zero.",
            ("act", "happened", "quantity", "money", "speaker", "meeting"),
            ("instrument", "asked_by", "note", "is_cumulative", "counts_reason"),
        ),
        (
            "proof",
            "What proves it",
            "Either words of a stored article, or an outside source that you vouch for with your name.",
            ("article", "quote"),
            _SOURCE,
        ),
    )

    act = forms.ChoiceField(choices=Act.choices, initial=Act.PLEDGED)
    happened = WrittenDateField(label="Date", help_text="As far as it is known: a day, a month or a year.")
    quantity = forms.CharField(
        required=False,
        max_length=120,
        label="Quantity",
        help_text="As people write it: about 200 trainers, up to 6 F-16s, between 150 and 200 soldiers.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "about 200 trainers"}),
    )
    money = forms.CharField(
        required=False,
        max_length=120,
        label="Money",
        help_text="In its own currency: €20m, US$ 1.5 billion, 20 million Danish kroner.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "€20m"}),
    )
    speaker = NameField("minister", label="Said by", help_text="Who announced it, in any spelling.")
    meeting = NameField("meeting", label="At the meeting", help_text="Its name, or its city and date.")
    instrument = forms.ChoiceField(
        required=False, label="Form of the money", choices=[("", "Not stated"), *Instrument.choices]
    )
    asked_by = NameField("nation", label="Asked by", help_text="Only for a request or its refusal.")
    note = forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    is_cumulative = forms.BooleanField(
        required=False, label="A running total", help_text="All that was done so far, not a contribution to add up."
    )
    counts_reason = forms.CharField(
        required=False, max_length=200, label="Leave out of totals, because", help_text="Empty where it counts."
    )
    article = NameField("article", label="Stored article", help_text="Words of its title, or its publisher.")
    quote = forms.CharField(
        required=False,
        max_length=4000,
        label="Its exact words",
        help_text="Copy them from the article: one sentence is best. They are looked up in the stored text.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    source_title = forms.CharField(required=False, max_length=300, label="Title of the outside source")
    source_url = forms.URLField(
        required=False,
        max_length=1000,
        label="Its link",
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
        error_messages={"invalid": "This is no link that readers can follow: it begins with https:// or http://."},
    )
    source_publisher = forms.CharField(required=False, max_length=200, label="Its publisher")
    source_published = WrittenDateField(label="Published")
    despite = forms.BooleanField(required=False, label="I have checked: the passage means this number all the same")
    why = forms.CharField(
        max_length=300,
        label="Why",
        help_text="One line for the history that readers see: what was wrong, or what is new.",
        error_messages={"required": "Say why, in one line: it is kept in the history with your name."},
    )
    publish = forms.BooleanField(required=False, label="Publish now", help_text="Readers see it at once.")
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, editor: Any, pledge: Pledge, event: PledgeEvent | None = None, initial: Any = None
    ) -> None:
        self.editor, self.pledge = editor, pledge
        self.event = event or PledgeEvent(pledge=pledge)
        self.stated: StatedQuantity | None = None
        self.sum: StatedMoney | None = None
        self.passage: Passage | None = None
        self.missing: list[Decimal] = []
        if event is not None:
            initial = {**initial_of(event), **(initial or {})}
        super().__init__(data, label_suffix="", initial=initial)
        if not editor.has_perm(PUBLISH) or self.event.is_published:
            del self.fields["publish"]
        if event is None:
            del self.fields["seen"]

    # --- what the page shows ------------------------------------------------------------------------------------

    @property
    def sections(self) -> Iterator[Section]:
        """The fields in their groups."""
        for code, heading, note, names, further in self.sections_of:
            yield Section(code, heading, note, [self[name] for name in names], [self[name] for name in further])

    @property
    def may_publish(self) -> bool:
        """Whether the editor may show it to readers."""
        return bool(self.editor.has_perm(PUBLISH))

    @property
    def needs_despite(self) -> bool:
        """Whether a number is not in the words that are to prove it."""
        return bool(self.missing)

    @property
    def readings(self) -> list[Reading]:
        """How what was typed is understood, field by field; fields that are empty are left out."""
        if not self.is_bound:
            return []
        found = [self._quantity_reading(), self._money_reading(), self._date_reading(), self._passage_reading()]
        return [reading for reading in found if reading is not None]

    @cached_property
    def alike(self) -> list[LikeLine]:
        """Lines that this may repeat; none for a line that was chosen."""
        return []

    def _refused(self, name: str) -> Reading | None:
        told = self.errors.get(name)
        if not told:
            return None
        return Reading(str(self[name].label), " ".join(map(str, told)), is_refused=True)

    def _quantity_reading(self) -> Reading | None:
        stated = self.stated
        if stated is None:
            return self._refused("quantity")
        values = (
            ("Best reading", plain_number(stated.best)),
            ("Low", plain_number(stated.low) or "–"),
            ("High", plain_number(stated.high) or "–"),
            ("Counted as", stated.unit),
            ("Hedge", str(Qualifier(stated.qualifier).label) if stated.qualifier else "exact"),
        )
        return Reading("Quantity", _in_words(stated), values, stated.remarks)

    def _money_reading(self) -> Reading | None:
        money = self.sum
        if money is None:
            return self._refused("money")
        values = (
            ("Amount", plain_number(money.amount)),
            ("Currency", money.currency),
            ("Hedge", str(Qualifier(money.qualifier).label) if money.qualifier else "exact"),
            ("Form", str(Instrument(money.instrument).label) if money.instrument else "not stated"),
        )
        hedge = f"{Qualifier(money.qualifier).label} " if money.qualifier not in ("", Qualifier.RANGE) else ""
        return Reading("Money", f"{hedge}{money.currency} {plain_number(money.amount)}", values, money.remarks)

    def _date_reading(self) -> Reading | None:
        happened = self.cleaned_data.get("happened")
        if happened is None:
            return self._refused("happened")
        return Reading("Date", date_in_words(happened), remarks=_PRECISION[happened.precision])

    def _passage_reading(self) -> Reading | None:
        if self.passage is None:
            return self._refused("quote")
        remarks = tuple(map(str, self.errors.get("quote", ())))
        place = f"characters {self.passage.start}–{self.passage.end} of the stored text"
        return Reading("Proof", f"Found: {place}.", remarks=remarks, is_refused=bool(remarks))

    # --- checks -------------------------------------------------------------------------------------------------

    def clean_quantity(self) -> str:
        """Read the quantity, unless it stands as it was stored."""
        text: str = self.cleaned_data["quantity"].strip()
        if text:
            try:
                self.stated = read_quantity(text)
            except NotUnderstoodError as error:
                if self._is_changed("quantity"):
                    raise ValidationError(str(error)) from error
        return text

    def clean(self) -> dict[str, Any]:
        """Read the money, find the passage, and hold the values against it."""
        values = super().clean() or self.cleaned_data
        self._read_money(values)
        self._find_passage(values)
        self._check_source(values)
        self._hold_against_passage(values)
        if not self.errors:
            theirs = {} if self.event._state.adding else values_in_words(self.event)
            self._fill(values)
            self._check_rules()
            self._refuse_stale(values, theirs)
        return values

    @property
    def payer(self) -> Nation | None:
        """The nation whose money is meant where several states have money of one name; None while it is unknown."""
        return self.pledge.nation

    def _read_money(self, values: dict[str, Any]) -> None:
        text = (values.get("money") or "").strip()
        if not text:
            return
        payer = self.payer
        try:
            self.sum = read_money(text, demonyms=demonyms(), payer=(payer.iso_alpha3 if payer else None) or "")
        except NotUnderstoodError as error:
            if self._is_changed("money"):
                self.add_error("money", str(error))

    def _find_passage(self, values: dict[str, Any]) -> None:
        article, quote = values.get("article"), (values.get("quote") or "").strip()
        if article is None or not quote:
            return
        places = find_words(article.body, quote)
        chosen = [place for place in places if place[0] == values.get("start")]
        if len(places) == 1 or chosen:
            self.passage = Passage(article, *(chosen or places)[0])
        elif places:
            self.add_error("quote", f"These words stand in the article {len(places)} times: take a longer passage.")
        else:
            self.add_error("quote", "These words do not stand in the article: copy them exactly.")

    def _check_source(self, values: dict[str, Any]) -> None:
        """Say which part of a source is missing."""
        parts = {
            "article": ("quote", "From which stored article are these words? Choose it."),
            "quote": ("article", "Which words of the article state it? Paste them here."),
            "source_title": ("source_url", "The source's title is missing: readers must know what they follow."),
            "source_url": ("source_title", "The source's link is missing: readers must be able to follow it."),
        }
        for name, (other, message) in parts.items():
            if values.get(other) and not values.get(name) and name not in self.errors:
                self.add_error(name, message)
        named = any(values.get(name) or name in self.errors for name in parts)
        if not named and not (self.event.evidence_count or self.event.has_named_source):
            self.add_error(None, _NO_SOURCE)

    def _hold_against_passage(self, values: dict[str, Any]) -> None:
        """A number that is not in its own quote is a slip, or needs a second look."""
        if self.passage is None:
            return
        numbers = [*(self.stated.numbers if self.stated else ()), *(self.sum.numbers if self.sum else ())]
        self.missing = not_stated(self.passage.quote, numbers)
        if self.missing and not values.get("despite"):
            told = " or ".join(plain_number(number) for number in self.missing)
            self.add_error(
                "quote", f"These words do not state {told}. Take the words that do, or tick that you checked."
            )

    def _refuse_stale(self, values: dict[str, Any], theirs: dict[str, str]) -> None:
        """Do not write over what somebody else has saved in the meantime: both versions are told first."""
        stored = version_of(self.event)
        if "seen" in self.fields and values.get("seen") and stored is not None and values["seen"] < stored:
            self.add_error(None, both_versions(theirs, self.event))
            # Saving once more is then a decision and not an accident.
            self.data = {name: self.data.get(name) for name in self.data} | {"seen": str(stored)}

    def _is_changed(self, name: str) -> bool:
        return self.event._state.adding or name in self.changed_data

    def _fill(self, values: dict[str, Any]) -> None:
        """Put the values into the event; a quantity or sum that stands as it was stored keeps its columns."""
        event = self.event
        for name in _PLAIN:
            setattr(event, name, values[name])
        if self._is_changed("quantity"):
            stated = self.stated
            event.quantity, event.unit = (stated.best, stated.unit) if stated else (None, "")
            event.quantity_low, event.quantity_high = (stated.low, stated.high) if stated else (None, None)
        if self._is_changed("money"):
            event.amount, event.currency = (self.sum.amount, self.sum.currency) if self.sum else (None, "")
            event.instrument = values["instrument"] or (self.sum.instrument if self.sum else "")
        if self._is_changed("quantity") or self._is_changed("money"):
            hedged = self.stated or self.sum
            event.qualifier = hedged.qualifier if hedged else ""
        event.counts_reason = values["counts_reason"] or ("running total" if values["is_cumulative"] else "")
        event.counts = not event.counts_reason
        self._fill_source(values)

    def _fill_source(self, values: dict[str, Any]) -> None:
        for name in _SOURCE:
            setattr(self.event, name, values[name])
        if values["source_title"]:
            self.event.entered_by = self.event.entered_by or self.editor.get_username()

    def _check_rules(self) -> None:
        """The rules that the database keeps, in their own words."""
        try:
            self.event.validate_constraints(exclude={"is_published"})
        except ValidationError as error:
            self.add_error(None, error.messages)


class PledgeForm(EventForm):
    """A new line together with its first act and its proof."""

    sections_of = (
        (
            "line",
            "Who gives what, and where",
            "One line is one nation's contribution of one kind to one place.",
            ("nation", "capability", "place", "city"),
            ("country", "title"),
        ),
        *EventForm.sections_of,
    )

    nation = NameField(
        "nation",
        required=True,
        label="Nation",
        help_text="Who gives, or was asked to. Any spelling: Denmark, Danish, DNK.",
        error_messages={"required": "Whose pledge is it? Name the nation."},
    )
    capability = forms.ChoiceField(
        choices=[("", "Choose what it is"), *Capability.choices],
        error_messages={"required": "What kind of contribution is it? Choose the capability."},
    )
    place = forms.CharField(
        required=False, max_length=150, label="Place, as reported", help_text="Where it goes: Iraq, Al Asad, Anbar."
    )
    city = NameField("city", label="Contested city", help_text="Where it is for one of the cities of the ledger.")
    country = NameField("nation", label="Country of the place", help_text="Found by itself where the place is a state.")
    title = forms.CharField(
        required=False, max_length=200, label="Title of the line", help_text="Made from capability and place if empty."
    )
    field_order = ("nation", "capability", "place", "city", "country", "title")

    def __init__(self, data: Any = None, *, editor: Any, initial: Any = None) -> None:
        super().__init__(data, editor=editor, pledge=Pledge(), initial=initial)
        del self.fields["why"]

    @property
    def payer(self) -> Nation | None:
        nation: Nation | None = self.cleaned_data.get("nation")
        return nation

    @cached_property
    def alike(self) -> list[LikeLine]:
        values = getattr(self, "cleaned_data", {})
        if not values.get("nation") or not values.get("capability"):
            return []
        return like_lines(
            Sought(
                nation=values["nation"],
                capability=values["capability"],
                place=values.get("place") or "",
                city=values.get("city"),
                country=values.get("country"),
                happened=values.get("happened"),
                quantity=self.stated.best if self.stated else None,
                amount=self.sum.amount if self.sum else None,
                currency=self.sum.currency if self.sum else "",
            )
        )

    def _fill(self, values: dict[str, Any]) -> None:
        pledge, city = self.pledge, values["city"]
        pledge.nation, pledge.capability, pledge.city = values["nation"], values["capability"], city
        pledge.place = values["place"] or (city.name if city else "")
        pledge.country = values["country"] or (city.country if city else _state_called(pledge.place))
        pledge.title = values["title"] or line_title(pledge.capability, pledge.place)
        pledge.origin_meeting = values["meeting"]
        super()._fill(values)


def _in_words(stated: StatedQuantity) -> str:
    """ "about 200 personnel"."""
    if stated.low is not None and stated.high is not None:
        return f"between {plain_number(stated.low)} and {plain_number(stated.high)} {stated.unit}"
    hedge = f"{Qualifier(stated.qualifier).label} " if stated.qualifier else ""
    return f"{hedge}{plain_number(stated.best)} {stated.unit}"


def initial_of(event: PledgeEvent) -> dict[str, Any]:
    """The values of an event as an editor would type them."""
    names = (
        "act",
        "happened",
        "speaker",
        "meeting",
        "asked_by",
        "instrument",
        "note",
        "is_cumulative",
        "counts_reason",
    )
    return {
        **{name: getattr(event, name) for name in (*names, *_SOURCE)},
        "quantity": typed_quantity(event),
        "money": typed_money(event),
        "seen": version_of(event),
    }


def typed_quantity(event: PledgeEvent) -> str:
    """ "about 200 personnel"; empty where none is stated."""
    if event.qualifier == Qualifier.RANGE and event.quantity_low is not None and event.quantity_high is not None:
        number = f"between {plain_number(event.quantity_low)} and {plain_number(event.quantity_high)}"
    elif event.quantity is not None:
        number = f"{_hedge(event)}{plain_number(event.quantity)}"
    else:
        return ""
    return f"{number} {event.unit}"


def typed_money(event: PledgeEvent) -> str:
    """ "EUR 12,500,000"; empty where none is stated."""
    if event.amount is None:
        return ""
    hedge = _hedge(event) if event.quantity is None else ""
    return f"{hedge}{event.currency} {plain_number(event.amount)}"


def _hedge(event: PledgeEvent) -> str:
    return f"{Qualifier(event.qualifier).label} " if event.qualifier not in ("", Qualifier.RANGE) else ""


def _state_called(place: str) -> Nation | None:
    """The state that a place is, where it is one: "Iraq"."""
    fitting = named("nation", place) if place else []
    record = fitting[0].record if len(fitting) == 1 else None
    return record if isinstance(record, Nation) and record.iso_alpha3 else None
