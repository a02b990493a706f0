"""Where states, organisations and the coalition are named, and what only looks like it."""

from __future__ import annotations

import pytest

from articles.extraction.finders.nations import find_nations
from articles.extraction.lexicon import Lexicon
from articles.extraction.tokens import tokenize
from articles.extraction.types import NationMention, Source


def mentions(text: str, lexicon: Lexicon) -> tuple[NationMention, ...]:
    return find_nations(tokenize(Source(text)), lexicon)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Ankara said it would let coalition jets use Incirlik.", "TUR COALITION"),
        ("Paris and Berlin agreed to share intelligence.", "FRA DEU"),
        ("The ministers met in Brussels on Thursday.", ""),
        ("Talks between Washington and Moscow broke down.", "USA RUS"),
        ("He flew from Baghdad to Amman.", ""),
        ("Baghdad's request for more air support was granted.", "IRQ"),
        ("Baghdad's airport was shelled.", ""),
        ("Islamic State of Iraq and Syria fighters fled.", ""),
        ("The Islamic State of Iraq and the Levant (ISIL) claimed the attack.", ""),
        ("It will cost 20 million US dollars.", ""),
        ("Canberra pledged 50 million Australian dollars.", "AUS"),
        ("Ships sailed through the Persian Gulf and the Gulf of Oman.", ""),
        ("The statement was issued in French and English.", ""),
        ("He spoke in Turkish to reporters.", ""),
        ("French troops trained Iraqi soldiers in Erbil.", "FRA IRQ"),
        ("The Kurdistan Region of Iraq hosts trainers.", "IRQ"),
        ("Michael Jordan and Chad Smith attended.", ""),
        ("François Hollande spoke to King Abdullah of Jordan.", "JOR"),
        ("A unit from Fort Benning, Georgia, deployed.", ""),
        ("Georgia sent 150 troops.", "GEO"),
        ("New Mexico and New England senators voted.", ""),
        ("Northern Ireland's police.", ""),
        ("The American University of Beirut hosted the debate.", ""),
        ("The Free Syrian Army and Syrian Democratic Forces advanced.", "SYR SYR"),
        ("The Pentagon and the Bundestag approved.", "USA DEU"),
        ("The RAF flew six sorties.", "GBR"),
        ("U.S.-led air strikes hit the town.", "USA"),
        ("the US-led coalition", "USA COALITION"),
        ("Anti-American protests; UK-based group.", "USA GBR"),
        ("Tell us about it.", ""),
        ("The Turkish lira fell.", ""),
        ("Ottawa has decided to withdraw its jets.", "CAN"),
        ("He said London would consider the request.", "GBR"),
        ("a bomb in Paris", ""),
        ("PARIS (AP) - France will send jets.", "FRA"),
        ("The White House said so.", "USA"),
        ("Support from Riyadh was vital.", "SAU"),
        ("relations with Tehran remained tense", "IRN"),
        ("Ankara-backed rebels", "TUR"),
        ("A Riyadh-based newspaper", ""),
        ("Damascus and its allies, Moscow and Tehran, denied it.", "SYR RUS IRN"),
        ("The Hague-based court", ""),
        ("New Zealand, the UAE and Saudi Arabia", "NZL ARE SAU"),
        ("the Saudi-led coalition in Yemen", "SAU YEM"),
        ("Chinese, Japanese and South Korean officials", "CHN JPN KOR"),
        ("South Sudan and Sudan; Guinea-Bissau and Guinea; Niger, Nigeria", "SSD SDN GNB GIN NER NGA"),
        ("the Democratic Republic of the Congo", "COD"),
        ("Britain's ministry of defence", "GBR"),
        ("The Washington Post reported", ""),
        ("Iraq War veterans", "IRQ"),
        ("the Dutch, the Danes and a Dane", "NLD DNK DNK"),
        ("Kurdish Peshmerga", ""),
        ("Congress approved the plan. The United States will", "USA USA"),
        ("the Soviet Union and Yugoslavia", ""),
        ("Former Yugoslav Republic of Macedonia joined", "MKD"),
        ("British Prime Minister", "GBR"),
        ("an officer of the Royal Australian Air Force", "AUS"),
        ("Arab nations and Gulf states", ""),
        ("Paris, which has sent jets", "FRA"),
        ("according to Paris", "FRA"),
        ("pressure on Ankara", "TUR"),
        ("Moscow wants; Kremlin spokesman", "RUS RUS"),
        ("Czech Republic, Czechia", "CZE CZE"),
        ("Bosnia and Herzegovina, North Macedonia", "BIH MKD"),
        ("Vatican, Holy See", "VAT VAT"),
        ("Turkey's President; a turkey sandwich", "TUR"),
        ("Israel, Palestinians", "ISR PSE"),
        ("Hungarian and Polish parliaments", "HUN POL"),
        ("US President", "USA"),
        ("the U.S.'s role", "USA"),
        ("the UN and the EU and NATO", "EU NATO"),
        ("The Netherlands' F-16s", "NLD"),
    ],
)
def test_codes_in_order(text: str, codes: str, reference_lexicon: Lexicon) -> None:
    found = [mention.code for mention in mentions(text, reference_lexicon) if mention.code]
    assert found == codes.split()


def test_forms_and_places(reference_lexicon: Lexicon) -> None:
    text = "Ankara said Iraq's army and the U.S.-led coalition would help the French."
    assert mentions(text, reference_lexicon) == (
        NationMention("TUR", 0, 1, "capital"),
        NationMention("IRQ", 2, 3, "name", possessive=True),
        NationMention("USA", 7, 8, "abbreviation"),
        NationMention("COALITION", 10, 11, "collective"),
        NationMention("FRA", 14, 15, "demonym"),
    )


def test_a_group_without_named_members_has_no_code(reference_lexicon: Lexicon) -> None:
    assert mentions("Arab states agreed.", reference_lexicon) == (NationMention("", 0, 2, "collective"),)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The House of Commons voted.", []),
        ("Canada waited while the House of Commons voted.", ["CAN", "CAN"]),
        ("Britain waited while the House of Commons voted.", ["GBR", "GBR"]),
        ("The Iraqi Ministry of Defence spoke to Britain.", ["IRQ", "GBR"]),
    ],
)
def test_a_shared_name_needs_its_nation_beside_it(text: str, codes: list[str], reference_lexicon: Lexicon) -> None:
    assert [mention.code for mention in mentions(text, reference_lexicon)] == codes
