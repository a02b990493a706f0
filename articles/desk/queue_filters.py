"""The filters of the desk's queue; all of them live in the query string, on the list and on every item."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict

from articles.enums import CandidateKind, WaitReason
from articles.models import Article, QueueEntry
from coalition.as_of import PublicRecord
from coalition.enums import Capability
from coalition.forms.facets import Facet, facets
from coalition.forms.fields import CodeChoiceField, SlugChoiceField
from coalition.forms.filters import FilterForm
from coalition.models import Nation

_COLUMNS = {
    "kind": "kind",
    "waits": "waits_for",
    "rule": "rule",
    "capability": "capability",
    "nation": "nation",
    "article": "article",
}


def _rules() -> list[tuple[str, str]]:
    """The rules of what waits. One query."""
    names = QueueEntry.objects.order_by("rule").values_list("rule", flat=True).distinct()
    return [("", "Every rule"), *((name, name) for name in names)]


class QueueFilterForm(FilterForm):
    """Waiting proposals by kind, why they wait, rule, capability, nation and article."""

    sorts: ClassVar = {"priority": ("-priority", "candidate_id")}

    kind = CodeChoiceField(CandidateKind.choices, label="Kind", empty_label="Every kind")
    waits = CodeChoiceField(WaitReason.choices, label="Waits because", empty_label="Every reason")
    rule = CodeChoiceField([], label="Rule", empty_label="Every rule")
    capability = CodeChoiceField(Capability.choices, label="Capability", empty_label="Every capability")
    nation = SlugChoiceField(Nation.objects.none(), label="Nation", empty_label="Every nation")
    article = forms.ModelChoiceField(
        Article.objects.defer("body"),
        required=False,
        label="Article",
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "There is no such article."},
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, PublicRecord())
        self.choose_from("nation", Nation.objects.filter(Exists(QueueEntry.objects.filter(nation=OuterRef("pk")))))
        rule = self.fields["rule"]
        assert isinstance(rule, forms.ChoiceField)  # noqa: S101 declared above
        # Asked for when they are shown or when one is chosen: a decision on the whole queue needs none of them.
        rule.choices = _rules

    def narrow_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        values = self.cleaned_data
        return rows.filter(**{column: values[name] for name, column in _COLUMNS.items() if values[name]})

    def facets(self, rows: QuerySet[Any]) -> list[Facet]:
        """How the queue spreads over each filter. One query each."""
        if not self.is_valid():
            return []
        waiting = Article.objects.filter(pk__in=QueueEntry.objects.values("article"))
        titles = [(str(key), title) for key, title in waiting.values_list("pk", "title")]
        return facets(
            self,
            rows,
            {
                "kind": ("kind", CandidateKind.choices),
                "waits": ("waits_for", WaitReason.choices),
                "rule": ("rule", ()),
                "capability": ("capability", Capability.choices),
                "nation": ("nation__slug", Nation.objects.values_list("slug", "name")),
                "article": ("article", titles),
            },
        )
