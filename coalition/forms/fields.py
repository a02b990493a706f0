"""Form fields that the filters share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from coalition.dates import PartialDate
from coalition.enums import NOT_RECORDED


class PartialDateField(forms.CharField):
    """A day, a month or a year as readers type it: 2016-02-11, 2016-02 or 2016; gives a `PartialDate` or None."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"placeholder": "2016-02-11", "inputmode": "numeric", "size": 10})
        super().__init__(required=False, max_length=10, widget=widget, **options)

    def clean(self, value: Any) -> Any:
        """The date that `value` means. Raises ValidationError with what to write instead."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            raise forms.ValidationError(
                "“%(text)s” is no date. Write a year (2016), a month (2016-02) or a day (2016-02-11).",
                params={"text": text},
            ) from error


class _RecordsOrNone(ModelChoiceIterator):  # type: ignore[type-arg]
    """The records to choose from, and at the end that none is recorded where that may be asked for."""

    def __iter__(self) -> Iterator[Any]:
        yield from super().__iter__()
        if getattr(self.field, "or_none", False):
            yield NOT_RECORDED, "Not recorded"


class SlugChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One record, named in the address by its slug; with `or_none` also the rows for which none is recorded."""

    iterator = _RecordsOrNone

    def __init__(
        self, queryset: Any, *, label: str, empty_label: str, widget: Any = None, or_none: bool = False
    ) -> None:
        self.or_none = or_none
        super().__init__(
            queryset,
            to_field_name="slug",
            required=False,
            label=label,
            empty_label=empty_label,
            widget=widget or forms.Select,
            error_messages={"invalid_choice": "The ledger has none of this name."},
        )

    def to_python(self, value: Any) -> Any:
        """The record, or `NOT_RECORDED` where that may be asked for."""
        return NOT_RECORDED if self.or_none and value == NOT_RECORDED else super().to_python(value)


class CodeChoiceField(forms.ChoiceField):
    """One code of a closed list, or none."""

    def __init__(self, choices: Any, *, label: str, empty_label: str) -> None:
        super().__init__(
            choices=[("", empty_label), *choices],
            required=False,
            label=label,
            error_messages={"invalid_choice": "“%(value)s” is not in the list."},
        )


def search_field(label: str = "Text", placeholder: str = "") -> forms.CharField:
    """A box for words."""
    widget = forms.TextInput(attrs={"type": "search", "placeholder": placeholder})
    return forms.CharField(required=False, max_length=100, label=label, widget=widget)
