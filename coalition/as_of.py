"""The public record on a day: the one object that pages hand to queries, so that all they show is of that day.

`?as_of=2016-02-01` on any public page asks for the record as it stood at the end of that day. `PublicRecord` answers
what it held then; without a day it answers what it holds now, from the columns that hold the present.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import FilteredRelation, Model, Prefetch, Q, QuerySet

from coalition.models import Meeting, Nation, Pledge
from coalition.models.facts import Fact, held_on
from coalition.models.ministers import begun_by
from coalition.models.pledges import standing_on

PARAMETER = "as_of"
"""The day in the query string."""

FactT = TypeVar("FactT", bound=Fact)
RowT = TypeVar("RowT", bound=Model)


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """The record as it stood at the end of `day`; as it stands now when None."""

    day: datetime.date | None = None

    def address(self, address: str) -> str:
        """The local `address` with the day in view: "/pledges/?act=pledged&as_of=2016-02-01#event-3"."""
        if self.day is None:
            return address
        path, hash_sign, fragment = address.partition("#")
        return f"{path}{'&' if '?' in path else '?'}{PARAMETER}={self.day}{hash_sign}{fragment}"

    def facts(self, model: type[FactT]) -> QuerySet[FactT]:
        """Published facts of `model` that it held; each without what came later."""
        manager: Any = model._default_manager
        facts: QuerySet[FactT] = manager.as_of(self.day)
        return facts

    def meetings(self) -> QuerySet[Any]:
        """Its meetings, with their status in `stands_at`."""
        meetings: Any = Meeting.objects
        held: QuerySet[Any] = meetings.as_of(self.day)
        return held

    def pledges(self) -> QuerySet[Any]:
        """Its lines, with the act of each in `stands_at` and the day of its latest act in `latest_act_on`."""
        pledges: Any = Pledge.objects
        held: QuerySet[Any] = pledges.as_of(self.day)
        return held

    def nations(self) -> QuerySet[Nation]:
        """All nations, each a partner only if it had joined."""
        return Nation.objects.as_of(self.day)

    def passages(self, model: type[Model]) -> QuerySet[Any]:
        """The evidence of facts of `model` in articles that were out."""
        evidence: Any = model._meta.get_field("evidence").related_model
        passages: QuerySet[Any] = evidence._default_manager.reported_by(self.day)
        return passages

    def references(self) -> QuerySet[Any]:
        """The sources behind briefs that are not known to be later."""
        article: Any = self.passages(Meeting).model._meta.get_field("article").related_model
        reference: Any = article._meta.get_field("references").related_model
        references: QuerySet[Any] = reference._default_manager.reported_by(self.day)
        return references

    def holds(self, path: str) -> Q:
        """The condition that it held the fact at the relation `path`, such as "attendances" or "meeting"."""
        return held_on(self.day, f"{path}__")

    def holds_term(self, path: str) -> Q:
        """As `holds`, for an office: it had begun, as far as is known."""
        return self.holds(path) & begun_by(self.day, f"{path}__")

    def load(self, rows: QuerySet[RowT], path: str, model: type[Fact], *subjects: str) -> QuerySet[RowT]:
        """`rows` with the fact of `model` at the foreign key `path` and its relations `subjects`.

        Now the join costs nothing. As of a day it is a query of its own, so that what the record did not hold is None.
        """
        if self.day is None:
            return rows.select_related(path, *(f"{path}__{subject}" for subject in subjects))
        facts = self.facts(model)
        return rows.prefetch_related(Prefetch(path, facts.select_related(*subjects) if subjects else facts))

    def with_lines(self, nations: QuerySet[Nation]) -> tuple[QuerySet[Any], str]:
        """`nations` joined with their lines as `line`, and the path to the pledges themselves.

        `line__status` and `line__last_event_on` are those of the record.
        """
        if self.day is None:
            lines = FilteredRelation("pledges", condition=Q(pledges__public_from__isnull=False))
            return nations.annotate(line=lines), "line"
        lines = FilteredRelation("pledges__standings", condition=standing_on(self.day, "pledges__standings__"))
        return nations.annotate(line=lines), "line__pledge"
