"""Words for contributions: phrase → "words: capability role", near misses beside hits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from articles.extraction.finders.capabilities import find_capabilities
from articles.extraction.lexicon import Lexicon, load_lexicon
from articles.extraction.tokens import tokenize
from articles.extraction.types import Source

CASES = """
six F-16s => F-16s: air_strikes asset
four Tornado jets => Tornado jets: air_strikes asset
four Tornado reconnaissance jets => Tornado reconnaissance jets: reconnaissance asset
two surveillance drones => surveillance drones: reconnaissance asset
an armed drone => armed drone: air_strikes asset
a tanker aircraft => tanker aircraft: air_support asset
a C-17 transport plane => C-17 transport plane: air_support asset
air strikes near the city => air strikes: air_strikes deed
airstrikes near the city => airstrikes: air_strikes deed
air-strikes near the city => air-strikes: air_strikes deed
military trainers => military trainers: trainers asset
training personnel => training personnel: trainers asset
special forces trainers => special forces trainers: trainers asset
special forces => special forces: special_operations asset
special operations forces => special operations forces: special_operations asset
ground troops => ground troops: ground_forces asset
450 soldiers => soldiers: ground_forces generic
an aircraft carrier => aircraft carrier: naval asset
the aircraft carrier Charles de Gaulle => aircraft carrier Charles de Gaulle: naval asset
MILAN anti-tank missiles => MILAN anti-tank missiles: weapons_munitions asset
non-lethal aid => non-lethal aid: equipment mass
night-vision goggles => night-vision goggles: equipment asset
humanitarian aid => humanitarian aid: humanitarian mass
a humanitarian aid package => humanitarian aid package: humanitarian mass
the reconstruction of the town => reconstruction: stabilisation_funding mass
terrorist financing => terrorist financing: counter_finance mass
foreign fighters => foreign fighters: foreign_fighters mass
a field hospital => field hospital: medical asset
a mobile radar => mobile radar: reconnaissance asset
staff officers => staff officers: other asset
two KC-10 Extenders => KC-10 Extenders: air_support asset
a P-8A Poseidon => P-8A Poseidon: reconnaissance asset
Heron drones => Heron drones: reconnaissance asset
an aerial offensive => aerial offensive: air_strikes deed
drill sergeants => drill sergeants: trainers asset
gendarmerie instructors => gendarmerie instructors: trainers asset
a rifle company => rifle company: ground_forces asset
a minesweeper => minesweeper: naval asset
Carl Gustaf recoilless rifles => Carl Gustaf recoilless rifles: weapons_munitions asset
walkie-talkies => walkie-talkies: equipment asset
bottled water => bottled water: humanitarian mass
rubble removal => rubble removal: stabilisation_funding mass
the smuggling of antiquities => smuggling of antiquities: counter_finance mass
passport cancellation => passport cancellation: foreign_fighters mass
landing rights => landing rights: basing_access mass
an anaesthetist => anaesthetist: medical asset
an EOD team => EOD team: other asset
the new runway => -
an oil refinery => -
the Marine Corps => -
a marine biologist => marine: ground_forces asset
the Combined Joint Task Force => -
Kurdish fighters => -
the weather forecast => -
"""


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def cases() -> Iterator[object]:
    for line in CASES.strip().splitlines():
        phrase, _, expected = line.partition(" => ")
        yield pytest.param(phrase, [] if expected == "-" else expected.split("; "), id=phrase)


@pytest.mark.parametrize(("phrase", "expected"), list(cases()))
def test_words_name_a_capability(phrase: str, expected: list[str], lexicon: Lexicon) -> None:
    document = tokenize(Source(phrase))
    found = find_capabilities(document, lexicon)
    assert [f"{document.quote(document.span(m.first, m.end))}: {m.capability} {m.role}" for m in found] == expected
