"""The passages that prove a fact, chosen by their words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin

# The ledger meets articles only through relations, so the model is asked for by name.
Evidence = apps.get_model("articles", "Evidence")


class EvidenceForm(forms.ModelForm):
    """A passage given by its exact words, which must stand in the article once."""

    quote = forms.CharField(
        label="Exact words",
        widget=forms.Textarea(attrs={"rows": 3, "cols": 70}),
        help_text="Copy them from the stored article; they are looked up in its text.",
    )
    editor = ""

    class Meta:
        model = Evidence
        fields = ("article", "quote")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("quote", self.instance.quote)

    def clean(self) -> dict[str, Any]:
        """Find the words in the article; the error says whether they are missing or stand there more than once."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        article, quote = values.get("article"), values.get("quote")
        if article is None or not quote:
            return values
        times = article.body.count(quote)
        if times != 1:
            self.add_error(
                "quote",
                "These words do not stand in the article: copy them exactly."
                if times == 0
                else f"These words stand in the article {times} times: take a longer passage.",
            )
            return values
        self.instance.start = article.body.index(quote)
        self.instance.end = self.instance.start + len(quote)
        self.instance.added_by = self.instance.added_by or self.editor
        return values


class EvidenceInline(admin.TabularInline):
    """Passages of stored articles behind a fact."""

    model = Evidence
    form = EvidenceForm
    extra = 0
    fields = ("article", "quote", "added_by")
    readonly_fields = ("added_by",)
    autocomplete_fields = ("article",)
    verbose_name = "passage"
    verbose_name_plural = "passages of stored articles that prove it"

    def get_formset(self, request: Any, obj: Any = None, **kwargs: Any) -> Any:
        kwargs["form"] = type(self.form.__name__, (self.form,), {"editor": request.user.get_username()})
        return super().get_formset(request, obj, **kwargs)
