"""Which nations stand side by side."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property

from coalition.as_of import PublicRecord
from coalition.forms.fields import search_field
from coalition.forms.filters import Chip, FilterForm, Message
from coalition.models import Nation
from coalition.queries.comparison import MOST_NATIONS, comparison_url, contributors, nations_named


class ComparisonForm(FilterForm):
    """Up to four nations, each named once as `nation`, in the order in which they stand; `q` looks for another."""

    nation = forms.ModelMultipleChoiceField(
        Nation.objects.all(),
        to_field_name="slug",
        required=False,
        label="Nation",
        error_messages={"invalid_choice": "The ledger has no “%(value)s”."},
    )
    q = search_field("Find a nation to add")

    def __init__(self, data: QueryDict, record: PublicRecord) -> None:
        self.slugs = list(dict.fromkeys(slug for slug in data.getlist("nation") if slug))
        # The form sends an empty choice where nothing was chosen.
        named = data.copy()
        named.setlist("nation", self.slugs)
        super().__init__(named, record)

    def clean_nation(self) -> list[Nation]:
        """The nations in the order asked for. Raises ValidationError for more than four."""
        found = {nation.slug: nation for nation in self.cleaned_data["nation"]}
        if len(found) > MOST_NATIONS:
            raise forms.ValidationError("No more than four fit side by side: take one away.")
        return [found[slug] for slug in self.slugs if slug in found]

    def narrow_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(nation__in=self.nations).order_by("nation__name", "capability", "pk")

    @property
    def nations(self) -> list[Nation]:
        """The nations to compare; none where the choice makes no sense."""
        return list(self.cleaned_data["nation"]) if self.is_valid() else []

    @property
    def is_full(self) -> bool:
        """Whether no other fits."""
        return len(self.slugs) >= MOST_NATIONS

    @cached_property
    def chips(self) -> list[Chip]:
        """Each nation asked for, with the address without it."""
        names = dict(Nation.objects.filter(slug__in=self.slugs).values_list("slug", "name"))
        return [Chip("nation", "Nation", names.get(slug, slug), self._without(slug)) for slug in self.slugs]

    @property
    def messages(self) -> list[Message]:
        """What is wrong with the choice."""
        return [
            Message(self._label(name), " ".join(str(error) for error in errors), comparison_url([]))
            for name, errors in self.errors.items()
        ]

    @property
    def in_force(self) -> dict[str, str]:
        """The choice as one text, for files."""
        return {"nation": " ".join(self.slugs)} if self.slugs else {}

    @property
    def whole_query(self) -> str:
        """The query string that names the nations."""
        return comparison_url(self.slugs).removeprefix(comparison_url([]))

    @property
    def others(self) -> QuerySet[Nation]:
        """Nations that can be added."""
        return contributors(self.record).exclude(slug__in=self.slugs)

    @property
    def text(self) -> str:
        """What is looked for."""
        return str(self.query.get("q", "")).replace("\x00", "").strip()[:100]

    @cached_property
    def matches(self) -> list[tuple[Nation, str]]:
        """Nations that the text names, each with the address that adds it."""
        found = [nation for nation in nations_named(self.text, self.record) if nation.slug not in self.slugs]
        return [(nation, comparison_url([*self.slugs, nation.slug])) for nation in found]

    def _without(self, slug: str) -> str:
        return comparison_url(other for other in self.slugs if other != slug)
