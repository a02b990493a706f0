"""Words by which texts say whose something is: "Danish", "U.S."."""

from __future__ import annotations

from coalition.enums import NameKind, NationKind
from coalition.models import NationName


def demonyms() -> dict[str, str]:
    """Alpha-3 code of each state by its demonyms and abbreviations in lower case. One query."""
    named = NationName.objects.filter(
        kind__in=[NameKind.DEMONYM, NameKind.ABBREVIATION, NameKind.SHORT], nation__kind=NationKind.STATE
    )
    return {name.casefold(): code for name, code in named.values_list("name", "nation__iso_alpha3") if code}
