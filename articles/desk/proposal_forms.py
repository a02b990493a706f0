"""The values of a proposal as a form: closed lists where there are any, dates and numbers as people write them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.desk.words import Names
from articles.enums import CandidateKind
from articles.recording.facts import LEVELS
from articles.recording.register import fold
from coalition.dates import PartialDate
from coalition.enums import (
    Act,
    AttendanceRole,
    Capability,
    Instrument,
    MeetingStatus,
    Objective,
    Portfolio,
    Qualifier,
)
from coalition.forms.fields import PartialDateField
from coalition.models import City, Minister

UNITS: Final = (
    *("personnel", "aircraft", "trainees", "weapons", "munitions", "rounds", "strikes", "sorties", "missions", "ships"),
    *("hospitals", "bases", "items", "sites"),
)
"""What quantities usually count; another word can be typed."""

CURRENCIES: Final = ("USD", "EUR", "GBP", "CAD", "AUD", "NOK", "DKK", "SEK", "CHF", "JPY", "SAR", "AED", "KWD", "QAR")
"""Currencies that are offered; any ISO 4217 code can be typed."""


class QuickSelect(forms.Select):
    """A choice whose options are written at once: with a template for each, nations took a third of the page's time."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The element with its options."""
        chosen = set(self.format_value(value))
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((code, mark_safe(" selected") if str(code) in chosen else "", label) for code, label in self.choices),
        )
        return format_html(
            "<select{}>{}</select>", flatatt(self.build_attrs({**self.attrs, **(attrs or {})}, {"name": name})), options
        )


class ProposalForm(forms.Form):
    """What the rule read, for the editor to confirm or correct.

    `payload` gives back the proposal's values with those that the editor has changed; what was left alone stays as it
    was stored, to the letter.
    """

    use_required_attribute = False
    always_shown: ClassVar[frozenset[str]] = frozenset()
    """Values in sight though they may be empty; the others are folded away while they are."""

    def __init__(self, payload: Mapping[str, Any], names: Names, data: Any = None) -> None:
        self.read = dict(payload)
        self.names = names
        super().__init__(data, initial={}, auto_id="value-%s", label_suffix="", prefix="v")
        for name in self.fields:
            self.initial[name] = self.shown(name, self.read.get(name))

    def shown(self, name: str, value: Any) -> Any:
        """A stored value as the field shows it."""
        return value

    def stored(self, name: str, value: Any) -> Any:
        """A value of the form as proposals store it."""
        if isinstance(value, Decimal):
            return format(value.normalize(), "f")
        if isinstance(value, PartialDate):
            return str(value)
        return value

    def is_folded(self, name: str) -> bool:
        """Whether the value is empty and seldom needed."""
        return bool(self.always_shown) and name not in self.always_shown and self.read.get(name) in (None, "", [])

    def payload(self) -> dict[str, Any]:
        """The values to record."""
        changed = {name: self.stored(name, self.cleaned_data[name]) for name in self.changed_data}
        return {**self.read, **changed}

    def offer_nations(self, name: str, *, blank: str) -> None:
        """Let the choice `name` offer every nation once, by the code that the proposal uses where it has one."""
        current = str(self.read.get(name) or "")
        codes: dict[int, str] = {}
        for code, nation in self.names.nations.items():
            if code == current or nation.pk not in codes:
                codes[nation.pk] = code
        by_name = sorted((self.names.nations[code].name, code) for code in codes.values())
        choices = [("", blank), *((code, label) for label, code in by_name)]
        if current and current not in self.names.nations:
            choices.append((current, f"{current} (unknown)"))
        self._choice(name).choices = choices

    def offer_current(self, name: str) -> None:
        """Keep a value that the closed list of `name` does not have, as an older version of the rules may have read."""
        current = self.read.get(name)
        known = {str(code) for code, _ in self._choice(name).choices}  # type: ignore[union-attr, misc]
        if current and str(current) not in known:
            self._choice(name).choices = [*self._choice(name).choices, (current, str(current))]  # type: ignore[misc]

    def _choice(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 a slip of the subclass, not of the editor
        return field


def _nation(label: str, *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=required, widget=QuickSelect)


def _words(
    label: str, length: int, *, required: bool = False, offers: str = "", help_text: str = ""
) -> forms.CharField:
    attributes = {"list": offers, "autocomplete": "off"} if offers else {"autocomplete": "off"}
    widget = forms.TextInput(attrs=attributes)
    return forms.CharField(label=label, max_length=length, required=required, widget=widget, help_text=help_text)


def _number(label: str, digits: int = 14) -> forms.DecimalField:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.DecimalField(
        label=label, required=False, min_value=Decimal(0), max_digits=digits, decimal_places=2, widget=widget
    )


class PledgeProposalForm(ProposalForm):
    """One nation, one capability, one act."""

    always_shown = frozenset({"nation", "capability", "act", "quantity", "unit", "place", "date"})

    nation = _nation("Nation")
    capability = forms.ChoiceField(label="Capability", choices=Capability.choices)
    act = forms.ChoiceField(label="Act", choices=Act.choices)
    quantity = _number("Quantity")
    unit = _words("Unit", 60, offers="units")
    qualifier = forms.ChoiceField(label="Hedge", required=False, choices=[("", "exactly"), *Qualifier.choices])
    quantity_low = _number("At least")
    quantity_high = _number("At most")
    amount = _number("Money", 18)
    currency = _words("Currency", 3, offers="currencies")
    instrument = forms.ChoiceField(label="Given as", required=False, choices=[("", "not stated"), *Instrument.choices])
    place = _words("Place", 150, help_text="A country, several with “/” between them, or a town or base.")
    date = PartialDateField(label="Date of the act")
    asked_by = _nation("Asked by", required=False)
    speaker = _words("Who said it", 150, offers="people")
    meeting_city = _words("City of the meeting", 100)

    def __init__(self, payload: Mapping[str, Any], names: Names, data: Any = None) -> None:
        super().__init__(payload, names, data)
        self.offer_nations("nation", blank="Choose a nation")
        self.offer_nations("asked_by", blank="not stated")

    def shown(self, name: str, value: Any) -> Any:
        return self.names.place(value) if name == "place" and value else value

    def stored(self, name: str, value: Any) -> Any:
        if name != "place" or not value:
            return super().stored(name, value)
        codes = {fold(nation.name): code for code, nation in reversed(list(self.names.nations.items()))}
        parts = [part.strip() for part in value.split("/")]
        found = [part if part in self.names.nations else codes.get(fold(part), "") for part in parts]
        return "/".join(found) if all(found) else value

    def payload(self) -> dict[str, Any]:
        values = super().payload()
        if "place" in self.changed_data:
            values["place_text"] = self.cleaned_data["place"]
        return values

    def clean_currency(self) -> str:
        """The code in capitals."""
        code: str = self.cleaned_data["currency"].upper()
        if code and not (len(code) == 3 and code.isalpha()):
            raise forms.ValidationError("Write the three-letter ISO 4217 code, such as EUR.")
        return code

    def clean_speaker(self) -> str:
        """A name that was read, or one that somebody on record has."""
        name: str = self.cleaned_data["speaker"]
        if name and name != self.read.get("speaker") and not Minister.objects.filter(name__iexact=name).exists():
            raise forms.ValidationError("Nobody of this name is on record. Accept the person's office first.")
        return name

    def clean(self) -> dict[str, Any]:
        """The values. Money needs a currency, and the best reading lies between the low and the high one."""
        values = super().clean() or {}
        if (values.get("amount") is None) != (not values.get("currency")):
            self.add_error("currency", "Give an amount together with its currency.")
        low, best, high = (values.get(name) for name in ("quantity_low", "quantity", "quantity_high"))
        stated = [number for number in (low, best, high) if number is not None]
        if stated != sorted(stated):
            self.add_error("quantity", "The best reading lies between the least and the most.")
        if values.get("asked_by") and values.get("act") not in (Act.REQUESTED, Act.DECLINED):
            self.add_error("asked_by", "Only a request, or its refusal, has somebody who asked.")
        return values


class CityProposalForm(ProposalForm):
    """What is said of a city."""

    name = forms.ChoiceField(label="City", widget=QuickSelect)
    objective = forms.ChoiceField(label="What is said of it", choices=Objective.choices)
    date = PartialDateField(label="Date")
    by_whom = _words("By whom", 200)

    def __init__(self, payload: Mapping[str, Any], names: Names, data: Any = None) -> None:
        super().__init__(payload, names, data)
        self._choice("name").choices = [(name, name) for name in City.objects.values_list("name", flat=True)]
        self.offer_current("name")


class MinisterProposalForm(ProposalForm):
    """A person and an office."""

    name = _words("Name", 150, required=True)
    nation = _nation("Nation")
    portfolio = forms.ChoiceField(label="Portfolio", choices=Portfolio.choices)
    office = _words("Office as printed", 200, required=True)

    def __init__(self, payload: Mapping[str, Any], names: Names, data: Any = None) -> None:
        super().__init__(payload, names, data)
        self.offer_nations("nation", blank="Choose a nation")


class AttendeesField(forms.CharField):
    """One nation a line: "Denmark, participant, Anna Holm"; the role and the minister may be left out."""

    widget = forms.Textarea(attrs={"rows": 5})

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=10_000, **options)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether a line differs; browsers send line breaks of their own."""
        return super().has_changed(initial, "\n".join(str(data or "").splitlines()))


class MeetingProposalForm(ProposalForm):
    """A gathering and who came."""

    city = _words("City", 100, required=True)
    country = _nation("Country", required=False)
    date = PartialDateField(label="First day")
    ends = PartialDateField(label="Last day")
    status = forms.ChoiceField(label="Status", choices=MeetingStatus.choices)
    level = forms.ChoiceField(
        label="Who met", required=False, choices=[("", "not stated"), *((words, words) for words in LEVELS)]
    )
    participant_count = forms.IntegerField(label="Number of states as stated", required=False, min_value=1)
    attendees = AttendeesField(
        label="Who came",
        help_text="One nation a line: Denmark, participant, Anna Holm. Roles: host, participant, invited.",
    )

    def __init__(self, payload: Mapping[str, Any], names: Names, data: Any = None) -> None:
        super().__init__(payload, names, data)
        self.offer_nations("country", blank="not stated")
        self.offer_current("level")

    def shown(self, name: str, value: Any) -> Any:
        if name != "attendees":
            return value
        return "\n".join(
            ", ".join(filter(None, (self.names.nation(one["nation"]), one["role"], one.get("minister", ""))))
            for one in value or ()
        )

    def clean_attendees(self) -> list[dict[str, Any]]:
        """The nations with role and minister; a line that was left as read keeps the words it was read from."""
        codes: dict[str, str] = {}
        for code, nation in self.names.nations.items():
            codes.setdefault(fold(nation.name), code)
        known = {(one["nation"], one.get("minister", "")): one.get("span") for one in self.read.get("attendees") or ()}
        found = []
        for line in self.cleaned_data["attendees"].splitlines():
            if not line.strip():
                continue
            name, role, minister = ([part.strip() for part in line.split(",", 2)] + ["", ""])[:3]
            code = codes.get(fold(name), "")
            role = role.lower() or AttendanceRole.PARTICIPANT.value
            if not code:
                raise forms.ValidationError(f"No nation is called “{name}”.")
            if role not in AttendanceRole.values:
                raise forms.ValidationError(f"“{role}” is no role: write host, participant or invited.")
            found.append({"nation": code, "role": role, "minister": minister, "span": known.get((code, minister))})
        return found

    def clean(self) -> dict[str, Any]:
        """The values. Raises ValidationError where the meeting ends before it begins."""
        values = super().clean() or {}
        first, last = values.get("date"), values.get("ends")
        if last and (first is None or last.last_day < first.day):
            self.add_error("ends", "A meeting cannot end before it starts.")
        return values


FORMS: Final[dict[str, type[ProposalForm]]] = {
    CandidateKind.PLEDGE: PledgeProposalForm,
    CandidateKind.CITY: CityProposalForm,
    CandidateKind.MEETING: MeetingProposalForm,
    CandidateKind.MINISTER: MinisterProposalForm,
}
"""The form of each kind."""
