"""Form fields that take values the way people write them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from coalition.dates import PartialDate


class PartialDateField(forms.Field):
    """A date as far as it is known: "2016", "2016-02" or "2016-02-11"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", "As far as it is known: 2016, 2016-02 or 2016-02-11.")
        kwargs.setdefault("widget", forms.TextInput(attrs={"placeholder": "YYYY-MM-DD", "size": "12"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """The date read, or None for an empty field."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            text = str(error)
            raise ValidationError(f"{text[:1].upper()}{text[1:]}.", code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """The ISO form cut to its precision."""
        return str(value) if isinstance(value, PartialDate) else value


class LinesField(forms.Field):
    """A list of short texts, one a line, kept as a JSON list."""

    widget = forms.Textarea(attrs={"rows": 4, "cols": 50})

    def to_python(self, value: Any) -> Any:
        """The lines, without blank ones."""
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """One text a line."""
        return "\n".join(value) if isinstance(value, list) else value
