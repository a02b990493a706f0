"""Two editors at once: a form remembers the version that it shows, and does not silently overwrite a later one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.html import format_html, format_html_join

from coalition.changes import NOT_STATED, values_in_words, version_of

FIELD = "record_version"
"""The hidden field that carries the number of the version shown."""
REASON = "change_reason"
"""The field for what the history says of the change."""


class VersionedForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument when the program runs
    """A form of a record whose versions are kept; the second of two saves is shown both versions, field by field.

    The first submission over a later version is refused; the form then carries that version, so that saving once more
    is a decision and not an accident. What the editor typed stays in the form.
    """

    record_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    change_reason = forms.CharField(
        required=False,
        max_length=300,
        label="Why",
        help_text="One line for the history; readers see it with a correction.",
        widget=forms.TextInput(attrs={"size": 80}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stored_version = version_of(self.instance) if self.instance.pk else None
        self.fields[FIELD].initial = self._stored_version
        self.initial[FIELD] = self._stored_version

    def clean(self) -> dict[str, Any]:
        """Notice a later version while the record still has its values; those typed are put into it afterwards."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        shown, stored = values.get(FIELD), self._stored_version
        self._is_stale = stored is not None and shown is not None and shown < stored
        self._theirs = values_in_words(self.instance) if self._is_stale else {}
        return values

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if reason := self.cleaned_data.get(REASON):
            self.instance._change_reason = reason
        if self._is_stale:
            self.add_error(None, both_versions(self._theirs, self.instance))
            typed: Any = self.data
            self.data = typed.copy()
            self.data[self.add_prefix(FIELD)] = str(self._stored_version)  # type: ignore[index]

    def has_changed(self) -> bool:
        """Whether a value of the record differs; neither the version nor the reason is one."""
        return bool(set(self.changed_data) - {FIELD, REASON})


def both_versions(theirs: dict[str, str], record: Model) -> Any:
    """What to tell an editor whose `record` somebody saved in the meantime with the values `theirs`, in words."""
    yours, saved_by = values_in_words(record), _saved_by(record)
    rows = [(label, theirs[label], yours.get(label, NOT_STATED)) for label in theirs if theirs[label] != yours[label]]
    if not rows:
        return format_html("Saved meanwhile by {}, with the same values as yours. Save again to keep them.", saved_by)
    listed = format_html_join("", "<li><strong>{}</strong>: saved meanwhile “{}”, yours “{}”</li>", rows)
    return format_html(
        "Not saved: this record was saved by {} while you worked on it. Where the two differ:<ul>{}</ul>"
        "Take over what is right and save again; what you typed is still here.",
        saved_by,
        listed,
    )


def _saved_by(record: Model) -> str:
    history: Any = record.history  # type: ignore[attr-defined]
    latest = history.select_related("history_user").first()
    who = latest.history_user.get_username() if latest.history_user else "a rule"
    return f"{who} on {latest.history_date:%-d %B %Y at %H:%M}"
