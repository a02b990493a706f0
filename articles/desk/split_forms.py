"""What is asked of an editor who takes a record apart: the values of the new one, and what goes to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.db.models import Model
from django.utils.text import Truncator, capfirst, slugify

from articles.models import Origin
from coalition.enums import MergeKind
from coalition.models import Minister, Pledge, PledgeEvent
from coalition.models.facts import Fact
from coalition.templatetags.coalition import money, quantity

_NEW: Final[dict[str, tuple[type[Model], tuple[str, ...]]]] = {
    MergeKind.PLEDGE: (Pledge, ("nation", "capability", "title", "place", "country", "city")),
    MergeKind.MINISTER: (Minister, ("name",)),
    MergeKind.ORIGIN: (Origin, ("title", "agency")),
}
_ROWS: Final[dict[str, tuple[str, ...]]] = {
    MergeKind.PLEDGE: ("events",),
    MergeKind.MINISTER: ("appointments", "attendances", "statements"),
    MergeKind.ORIGIN: ("articles",),
}
_DETAILS: Final[dict[str, tuple[str, ...]]] = {
    "events": ("pledge__nation",),
    "statements": ("pledge__nation",),
    "appointments": ("nation", "minister"),
    "attendances": ("meeting", "minister"),
}

_QUOTED: Final = 160
"""Characters of a proving sentence that are shown."""

SPLITTABLE: Final = tuple(_NEW)
"""The kinds of records that can be taken apart."""


class SplitForm(forms.ModelForm):  # type: ignore[type-arg]
    """The new record, with tick boxes for the rows that go to it."""

    rows = forms.MultipleChoiceField(
        label="What goes to the new record",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one."},
    )
    why = forms.CharField(label="Why", max_length=500, required=False, help_text="It stands in the history.")

    def __init__(self, *args: Any, found: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._found = found
        rows: Any = self.fields["rows"]
        rows.choices = [(key, f"{capfirst(str(row._meta.verbose_name))}: {told(row)}") for key, row in found.items()]

    def chosen(self) -> list[Model]:
        """The rows that were ticked."""
        return [self._found[key] for key in self.cleaned_data["rows"]]


def told(row: Any) -> str:
    """A row in words, with its number and the words that prove it, so that two of one day can be told apart."""
    number = quantity(row) or money(row) if isinstance(row, PledgeEvent) else ""
    passage = row.evidence.select_related("article").first() if isinstance(row, Fact) else None  # type: ignore[attr-defined]
    quote = f"“{Truncator(passage.quote).chars(_QUOTED)}”" if passage else ""
    return ", ".join(filter(None, (str(row), number, quote)))


def split_form(kind: str, record: Any, data: Any = None) -> SplitForm:
    """The form for taking `record` apart, with its own values to begin from."""
    model, names = _NEW[kind]
    factory: Any = forms.modelform_factory(model, form=SplitForm, fields=names)
    initial = {name: getattr(record, name) for name in names}
    form: SplitForm = factory(data, found=_rows(kind, record), initial=initial, auto_id="split-%s")
    return form


def _rows(kind: str, record: Any) -> dict[str, Any]:
    found = {}
    for name in _ROWS[kind]:
        rows = getattr(record, name).select_related(*_DETAILS.get(name, ()))
        for row in rows.defer("body") if name == "articles" else rows:
            found[f"{name}:{row.pk}"] = row
    return found


def new_record(form: SplitForm) -> Model:
    """The new record, not stored yet; a person gets an address of their own."""
    record: Any = form.save(commit=False)
    if isinstance(record, Minister):
        record.slug = _free_slug(record.name)
    return record  # type: ignore[no-any-return]


def _free_slug(name: str) -> str:
    stem = slugify(name)[:110] or "minister"
    taken: Sequence[str] = list(Minister.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)
