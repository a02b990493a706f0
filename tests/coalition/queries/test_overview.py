"""What the overview makes of counted lines; no database needed."""

from __future__ import annotations

from coalition.charts.rows import CapabilityCount, ContributorRow
from coalition.enums import Act, Capability
from coalition.queries.overview import STRENGTH, Group, MatrixCell, capability_rows, contributor_rows, matrix_of


def group(nation: str, capability: Capability, act: Act, lines: int = 1, iso: str | None = "AAA") -> Group:
    return Group(nation, nation.lower(), iso, capability, act, lines)


GROUPS = [
    group("Norway", Capability.TRAINERS, Act.PLEDGED, 2),
    group("Norway", Capability.TRAINERS, Act.DELIVERING),
    group("Norway", Capability.MEDICAL, Act.PLEDGED),
    group("Denmark", Capability.AIR_STRIKES, Act.ENDED),
    group("Denmark", Capability.TRAINERS, Act.REQUESTED),
    group("Denmark", Capability.NAVAL, Act.DECLINED),
    group("NATO", Capability.TRAINERS, Act.PLEDGED, iso=None),
]


def test_nations_that_give_most_capabilities_come_first() -> None:
    matrix = matrix_of(GROUPS)

    assert [row.nation for row in matrix.rows] == ["Norway", "NATO", "Denmark"]
    assert matrix.capabilities == [
        Capability.AIR_STRIKES,
        Capability.TRAINERS,
        Capability.NAVAL,
        Capability.MEDICAL,
    ]


def test_a_cell_shows_the_strongest_act_and_counts_its_lines() -> None:
    norway, nato, denmark = matrix_of(GROUPS).rows

    assert [cell.letter for cell in norway.cells] == ["", "D", "", "P"]
    assert [cell.letter for cell in nato.cells] == ["", "P", "", ""]
    assert [cell.letter for cell in denmark.cells] == ["E", "R", "X", ""]
    assert norway.cells[1] == MatrixCell(
        Capability.TRAINERS, Act.DELIVERING, 3, "/pledges/?nation=norway&capability=trainers"
    )
    assert norway.cells[0] == MatrixCell(Capability.AIR_STRIKES, None, 0, "")


def test_every_act_has_a_place_and_a_letter_of_its_own() -> None:
    letters = [MatrixCell(Capability.OTHER, act, 1, "").letter for act in STRENGTH]

    assert sorted(STRENGTH) == sorted(Act)
    assert len(set(letters)) == len(Act)


def test_the_map_counts_capabilities_not_lines_and_none_twice() -> None:
    assert contributor_rows(GROUPS) == [
        ContributorRow("Norway", "AAA", delivering=1, pledged=1, url="/nations/norway/"),
        ContributorRow("Denmark", "AAA", delivering=0, pledged=0, url="/nations/denmark/"),
        ContributorRow("NATO", None, delivering=0, pledged=1, url="/nations/nato/"),
    ]


def test_bars_add_lines_of_one_act_only() -> None:
    assert [row for row in capability_rows(GROUPS) if row.capability is Capability.TRAINERS] == [
        CapabilityCount(Capability.TRAINERS, Act.PLEDGED, 3, "/pledges/?capability=trainers&act=pledged"),
        CapabilityCount(Capability.TRAINERS, Act.DELIVERING, 1, "/pledges/?capability=trainers&act=delivering"),
        CapabilityCount(Capability.TRAINERS, Act.REQUESTED, 1, "/pledges/?capability=trainers&act=requested"),
    ]
