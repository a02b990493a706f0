"""The filters of the list of nations."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from coalition.enums import NOT_RECORDED, Act, Capability, NationKind
from coalition.forms.facets import Facet, facet
from coalition.forms.fields import CodeChoiceField, search_field
from coalition.forms.filters import FilterForm
from coalition.models import Nation, NationName


class NationFilterForm(FilterForm):
    """Nations by kind, membership, capability and act, and name in any spelling the ledger knows.

    Capability and act together ask for one line that has both. Without `show`, the list holds the coalition's partners
    and everyone with a line; the ledger knows every state so that reports can name it.
    """

    sorts: ClassVar = {
        "name": ("name",),
        "capabilities": ("-capability_count", "name"),
        "delivering": ("-delivering_lines", "name"),
        "pledged": ("-pledged_lines", "name"),
        "latest": (F("latest_act").desc(nulls_last=True), "name"),
    }

    show = CodeChoiceField(
        [("partners", "Partners"), ("lines", "With a pledge line"), ("all", "Every one known")],
        label="Show",
        empty_label="Partners and contributors",
    )
    kind = CodeChoiceField(NationKind.choices, label="Kind", empty_label="Every kind")
    capability = CodeChoiceField(
        [*Capability.choices, (NOT_RECORDED, "Not recorded")], label="Capability", empty_label="Every capability"
    )
    act = CodeChoiceField(
        [*Act.choices, (NOT_RECORDED, "Not recorded")], label="A line stands at", empty_label="Every act"
    )
    q = search_field("Name", "France, Dutch, NATO …")

    def narrow_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        values = self.cleaned_data
        rows = rows.filter(self._shown(values["show"]))
        if values["kind"]:
            rows = rows.filter(kind=values["kind"])
        wanted = {"capability": values["capability"], "stands_at": values["act"]}
        if NOT_RECORDED in wanted.values():
            rows = rows.filter(~self._has_line())
        elif any(wanted.values()):
            rows = rows.filter(self._has_line(**{column: value for column, value in wanted.items() if value}))
        if values["q"]:
            named = NationName.objects.filter(nation=OuterRef("pk"), name__icontains=values["q"])
            rows = rows.filter(Q(name__icontains=values["q"]) | Q(Exists(named)))
        return rows

    def facets(self) -> list[Facet]:
        """How many nations each value of a filter would leave. Three queries."""
        if not self.is_valid():
            return []
        nations, pledge = self.record.with_lines(self.record.nations())
        columns = {"capability": f"{pledge}__capability", "act": "line__status"}
        labels = {"capability": Capability.choices, "act": Act.choices}
        rows = self.narrow_without("kind", nations)
        shown = [facet(self, "kind", rows, "kind", NationKind.choices)]
        for name, other in (("act", "capability"), ("capability", "act")):
            rows = self.narrow_without(name, nations)
            if self.cleaned_data[other] not in ("", NOT_RECORDED):
                # Both are asked of one line.
                rows = rows.filter(**{columns[other]: self.cleaned_data[other]})
            shown.append(facet(self, name, rows, columns[name], labels[name]))
        return shown

    def _shown(self, choice: str) -> Q:
        partner = Q(pk__in=Nation.objects.members_on(self.record.day).values("pk"))
        match choice:
            case "partners":
                return partner
            case "lines":
                return Q(self._has_line())
            case "all":
                return Q()
        return partner | Q(self._has_line())

    def _has_line(self, **wanted: str) -> Exists:
        return Exists(self.record.pledges().filter(nation=OuterRef("pk"), **wanted))
