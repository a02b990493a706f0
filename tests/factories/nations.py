"""Nations and their names."""

# mypy: allow-untyped-calls

from __future__ import annotations

from factory.declarations import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from coalition.enums import NameKind, NationKind
from coalition.models import Nation, NationName


def _alpha3(number: int) -> str:
    """AAA, AAB, AAC …: a code for each number below 17,576."""
    first, rest = divmod(number, 26 * 26)
    second, third = divmod(rest, 26)
    return "".join(chr(ord("A") + digit) for digit in (first % 26, second, third))


class NationFactory(DjangoModelFactory[Nation]):
    """A state that is not a member; an organisation needs `kind` only."""

    class Meta:
        model = Nation

    class Params:
        number = Sequence(lambda number: number)

    name = LazyAttribute(lambda nation: f"Nation {nation.number}")
    slug = LazyAttribute(lambda nation: nation.name.lower().replace(" ", "-"))
    kind = NationKind.STATE
    iso_alpha3 = LazyAttribute(lambda nation: _alpha3(nation.number) if nation.kind == NationKind.STATE else None)


class NationNameFactory(DjangoModelFactory[NationName]):
    """A short name of a nation of its own."""

    class Meta:
        model = NationName

    nation = SubFactory(NationFactory)
    name = Sequence(lambda number: f"Name {number}")
    kind = NameKind.SHORT
