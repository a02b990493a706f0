"""Form fields that take records, quantities, money and dates the way people write them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.urls import reverse

from articles.desk.names import Choice, choice_of, named, record_with, similar
from coalition.dates import PartialDate
from coalition.stated import NotUnderstoodError, read_date

_NOUNS = {
    "nation": "nation",
    "minister": "person",
    "meeting": "meeting",
    "city": "city",
    "article": "stored article",
}
_KEY = "key"


class NameInput(forms.TextInput):
    """A text and, beside it, the key of the record that was chosen from the list under it.

    Without scripts it is a text field: the server finds the record, and offers a choice where several are meant.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(attrs={"autocomplete": "off", "maxlength": "200"})
        self.kind = kind
        self.offered: list[Choice] = []

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        """What was typed, and the key of what was chosen."""
        return str(data.get(name) or "").strip(), str(data.get(f"{name}_{_KEY}") or "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        text, key = value if isinstance(value, tuple) else ("", "")
        context = {
            "name": name,
            "key_name": f"{name}_{_KEY}",
            "text": text,
            "key": key,
            "source": reverse("desk_names", args=[self.kind]),
            "offered": self.offered,
            "attrs": {**self.attrs, **(attrs or {})},
        }
        return render_to_string("desk/_name_input.html", context)


class NameField(forms.Field):
    """One record of a kind, named in any known spelling; gives the record or None."""

    widget: Any

    def __init__(self, kind: str, **options: Any) -> None:
        self.kind = kind
        super().__init__(widget=NameInput(kind), **{"required": False, **options})

    def prepare_value(self, value: Any) -> Any:
        """A record as its name with its key; what was typed as it is; a bare text without a key."""
        if value is None or value == "":
            return "", ""
        if isinstance(value, tuple | str):
            return value if isinstance(value, tuple) else (value, "")
        choice = choice_of(self.kind, value)
        return choice.label, str(choice.key)

    def clean(self, value: Any) -> Any:
        """The record. Raises ValidationError where the text names none or several, with those it may mean."""
        text, key = value if isinstance(value, tuple) else (str(value or ""), "")
        if not text:
            return super().clean(None)
        chosen = record_with(self.kind, int(key)) if key.isdecimal() else None
        if chosen and text == chosen.label:
            return chosen.record
        fitting = named(self.kind, text)
        offered = fitting or similar(self.kind, text)
        # A key that another text left behind is none.
        if chosen and chosen.key in {choice.key for choice in offered}:
            return chosen.record
        if len(fitting) == 1:
            return fitting[0].record
        self.widget.offered = offered
        raise forms.ValidationError(self._message(text, bool(fitting), len(offered)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another record is named than `initial`."""
        return bool(self.prepare_value(initial) != data)

    def _message(self, text: str, is_named: bool, offered: int) -> str:
        noun = _NOUNS[self.kind]
        if is_named:
            return f"“{text}” may be one of {offered}: choose which."
        if offered:
            return f"The ledger has no {noun} “{text}”. Did you mean one of these?"
        return f"The ledger has no {noun} “{text}”. Check the spelling, or enter it in the administration first."


class WrittenDateField(forms.CharField):
    """A date as far as it is known; gives a `PartialDate` or None."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"placeholder": "11 February 2016", "autocomplete": "off"})
        super().__init__(**{"required": False, "max_length": 40, "widget": widget, **options})

    def prepare_value(self, value: Any) -> Any:
        """The ISO form cut to its precision."""
        return str(value) if isinstance(value, PartialDate) else value

    def clean(self, value: Any) -> Any:
        """The date. Raises ValidationError with what to write instead."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_date(text)
        except NotUnderstoodError as error:
            raise forms.ValidationError(str(error)) from error
