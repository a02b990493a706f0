"""Who is named with an office of which state, and who is not."""

from __future__ import annotations

import pytest

from articles.extraction.finders.ministers import find_ministers, surname
from articles.extraction.finders.nations import find_nations
from articles.extraction.lexicon import Lexicon
from articles.extraction.tokens import tokenize
from articles.extraction.types import MinisterMention, Source

LETTERS = {
    "defence_minister": "D",
    "foreign_minister": "F",
    "head_of_government": "G",
    "head_of_state": "S",
    "envoy": "E",
    "military_commander": "C",
    "spokesperson": "P",
    "other": "O",
}


def mentions(text: str, lexicon: Lexicon, publisher: str = "") -> tuple[MinisterMention, ...]:
    document = tokenize(Source(text, publisher=publisher))
    return find_ministers(document, lexicon, find_nations(document, lexicon))


def introduced(text: str, lexicon: Lexicon, publisher: str = "") -> list[str]:
    """Each person once, as NAME/NATION/letter of the office."""
    found = mentions(text, lexicon, publisher)
    return list(dict.fromkeys(f"{m.name}/{m.nation}/{LETTERS[m.portfolio]}" for m in found if m.introduced))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Defense Secretary Ash Carter said so.", "Ash Carter/USA/D"),
        ("Ash Carter, the US defence secretary, said so.", "Ash Carter/USA/D"),
        ("French Foreign Minister Laurent Fabius left.", "Laurent Fabius/FRA/F"),
        ("Le Drian, the French minister of defence, said. Jean-Yves Le Drian left.", "Jean-Yves Le Drian/FRA/D"),
        ("Prime Minister Haider al-Abadi thanked them.", "Haider al-Abadi/IRQ/G"),
        ("Army Gen. Joseph Votel, commander of U.S. Central Command, spoke.", "Joseph Votel/USA/C"),
        ("Pentagon press secretary Peter Cook told reporters.", "Peter Cook/USA/P"),
        ("Special Presidential Envoy Brett McGurk visited.", "Brett McGurk/USA/E"),
        ("EU High Representative Federica Mogherini agreed.", ""),
        ("NATO Secretary-General Jens Stoltenberg agreed.", ""),
        ("U.N. envoy Staffan de Mistura said.", ""),
        (
            "Secretary of State John Kerry and his Russian counterpart Sergei Lavrov met.",
            "John Kerry/USA/F Sergei Lavrov/RUS/F",
        ),
        (
            "foreign ministers Laurent Fabius of France and Frank-Walter Steinmeier of Germany",
            "Laurent Fabius/FRA/F Frank-Walter Steinmeier/DEU/F",
        ),
        ("former Defence Secretary Liam Fox criticised it.", ""),
        ("Zalmay Khalilzad, the former US ambassador to Iraq, wrote.", ""),
        ("U.S. Ambassador to Iraq Stuart Jones said.", "Stuart Jones/USA/E"),
        ("Danish Prime Minister Helle Thorning-Schmidt said.", "Helle Thorning-Schmidt/DNK/G"),
        ("Dutch Defence Minister Jeanine Hennis-Plasschaert said.", "Jeanine Hennis-Plasschaert/NLD/D"),
        ("Britain's Defence Secretary, Michael Fallon, said.", "Michael Fallon/GBR/D"),
        (
            "Defence Secretary Michael Fallon and his French counterpart, Jean-Yves Le Drian, met.",
            "Michael Fallon/GBR/D Jean-Yves Le Drian/FRA/D",
        ),
        ("Turkey's foreign minister, Mevlut Cavusoglu, said.", "Mevlut Cavusoglu/TUR/F"),
        ("King Abdullah II of Jordan visited.", "Abdullah II/JOR/S"),
        ("Saudi Crown Prince Mohammed bin Salman said.", "Mohammed bin Salman/SAU/O"),
        ("Australian Prime Minister Tony Abbott announced. Mr Abbott said.", "Tony Abbott/AUS/G"),
        ("Canada's Minister of National Defence Harjit Sajjan said", "Harjit Sajjan/CAN/D"),
        ("Col. Steve Warren, a U.S. military spokesman, said.", "Steve Warren/USA/P"),
        ("Lt. Gen. Sean MacFarland, the U.S. commander, said.", "Sean MacFarland/USA/C"),
        ("Iraqi military spokesman Brig. Gen. Yahya Rasool said.", "Yahya Rasool/IRQ/P"),
        ("the minister, who asked not to be named, said", ""),
        ("Analyst John Smith of the Royal Institute said.", ""),
        ("Deputy Secretary of State Antony Blinken went.", "Antony Blinken/USA/O"),
        (
            "German Chancellor Angela Merkel and Defence Minister Ursula von der Leyen agreed. Von der Leyen said.",
            "Angela Merkel/DEU/G Ursula von der Leyen/DEU/D",
        ),
        (
            "Iraqi Defence Minister Khaled al-Obeidi and Interior Minister Mohammed al-Ghabban",
            "Khaled al-Obeidi/IRQ/D Mohammed al-Ghabban/IRQ/O",
        ),
        ("Norwegian Minister of Defence Ine Eriksen Søreide", "Ine Eriksen Søreide/NOR/D"),
        ("Spain's Pedro Morenes said his minister", "Pedro Morenes/ESP/D"),
        ("President Barack Obama and Vice President Joe Biden", "Barack Obama/USA/S Joe Biden/USA/O"),
        ("Hungarian Foreign Minister Peter Szijjarto", "Peter Szijjarto/HUN/F"),
        ("Syrian rebel commander Abu Omar said", ""),
        ("YPG spokesman Redur Xelil said", ""),
        ("White House spokesman Josh Earnest said", "Josh Earnest/USA/P"),
        ("Kremlin spokesman Dmitry Peskov", "Dmitry Peskov/RUS/P"),
        ("State Department spokeswoman Marie Harf said", "Marie Harf/USA/P"),
        ("Gen. Martin Dempsey, chairman of the Joint Chiefs of Staff,", "Martin Dempsey/USA/C"),
        ("Marine Gen. Joseph Dunford, the chairman of the Joint Chiefs, and", "Joseph Dunford/USA/C"),
        ("Chief of the Defence Force Air Chief Marshal Mark Binskin said in Australia", "Mark Binskin/AUS/C"),
        ("The defense ministers of France, Germany and Italy met.", ""),
        ("Minister of Foreign Affairs of Italy Paolo Gentiloni", "Paolo Gentiloni/ITA/F"),
        ("Sen. John McCain, R-Ariz., said", ""),
        (
            "Foreign Secretary Philip Hammond, Secretary of State John Kerry and Foreign Minister Fabius",
            "Philip Hammond/GBR/F John Kerry/USA/F Fabius/FRA/F",
        ),
        ("Mr. Jean-Yves Le Drian, Minister of Defence of France", "Jean-Yves Le Drian/FRA/D"),
        ("Belgian Defence Minister Steven Vandeput, whose country", "Steven Vandeput/BEL/D"),
        ("Polish President Andrzej Duda and his wife", "Andrzej Duda/POL/S"),
        ("Sheikh Mohammed bin Zayed, crown prince of Abu Dhabi, said", ""),
        (
            "Egyptian Foreign Minister Sameh Shoukry; Qatari Foreign Minister Khalid al-Attiyah",
            "Sameh Shoukry/EGY/F Khalid al-Attiyah/QAT/F",
        ),
        ("Iraq's prime minister, Haider al-Abadi, and Carter, Obama's defense secretary,", "Haider al-Abadi/IRQ/G"),
        ("The foreign ministers of the U.S., John Kerry, and Russia, Sergei Lavrov", "John Kerry/USA/F"),
        (
            "Swedish Foreign Minister Margot Wallström and Finnish President Sauli Niinistö",
            "Margot Wallström/SWE/F Sauli Niinistö/FIN/S",
        ),
        ("Rear Adm. John Kirby, the Pentagon press secretary, said", "John Kirby/USA/P"),
        ("British Prime Minister David Cameron's spokesman said", "David Cameron/GBR/G"),
        ("Lebanon's army chief Gen. Jean Kahwaji", "Jean Kahwaji/LBN/C"),
        (
            "New Zealand Prime Minister John Key and Defence Minister Gerry Brownlee",
            "John Key/NZL/G Gerry Brownlee/NZL/D",
        ),
        ("Kurdish President Masoud Barzani", ""),
        ("Emir of Qatar Sheikh Tamim bin Hamad al-Thani", "Tamim bin Hamad al-Thani/QAT/S"),
        ("Bahrain's King Hamad bin Isa al-Khalifa", "Hamad bin Isa al-Khalifa/BHR/S"),
        ("Japan's Prime Minister Shinzo Abe pledged", "Shinzo Abe/JPN/G"),
        ("Italian premier Matteo Renzi", "Matteo Renzi/ITA/G"),
        ("General John Allen, the US special envoy, said", "John Allen/USA/E"),
        ("retired Gen. John Allen, Obama's special envoy for the coalition against IS", "John Allen/USA/E"),
        ("Treasury Under Secretary David Cohen", "David Cohen/USA/O"),
        ("British Foreign Office minister Tobias Ellwood", "Tobias Ellwood/GBR/O"),
        ("Czech Defence Minister Martin Stropnický told the daily", "Martin Stropnický/CZE/D"),
        ("Deputy Prime Minister Numan Kurtulmus of Turkey", "Numan Kurtulmus/TUR/O"),
        ("Russian Deputy Foreign Minister Mikhail Bogdanov", "Mikhail Bogdanov/RUS/O"),
        ("Iranian Supreme Leader Ayatollah Ali Khamenei", "Ali Khamenei/IRN/S"),
        ("Syrian President Bashar al-Assad", "Bashar al-Assad/SYR/S"),
        ("IS leader Abu Bakr al-Baghdadi", ""),
        ("US Army Major General Gary Volesky", "Gary Volesky/USA/C"),
        ("Air Commodore Vincent Iervasi, commander of the Australian air task group", "Vincent Iervasi/AUS/C"),
        (
            "Secretary Carter met Minister Le Drian. Defense Secretary Ash Carter and French Defense Minister Jean-Yves Le Drian",
            "Ash Carter/USA/D Jean-Yves Le Drian/FRA/D",
        ),
        ("Carter said Wednesday. Reporter Lolita Baldor wrote.", ""),
        ("Spanish Foreign Minister José Manuel García-Margallo", "José Manuel García-Margallo/ESP/F"),
        ("the Turkish prime minister Binali Yildirim said", "Binali Yildirim/TUR/G"),
        (
            "Defence minister Nicolai Wammen (Denmark) and defence minister Karin Enström (Sweden)",
            "Nicolai Wammen/DNK/D Karin Enström/SWE/D",
        ),
    ],
)
def test_people_with_their_office(text: str, people: str, reference_lexicon: Lexicon) -> None:
    assert " ".join(introduced(text, reference_lexicon)) == people


@pytest.mark.parametrize(
    ("publisher", "text", "people"),
    [
        ("US State Department", "SECRETARY KERRY: We spoke.", ["KERRY/USA/F"]),
        ("US Department of Defense", "Secretary Hagel left.", ["Hagel/USA/D"]),
        ("UK Government", "Minister for Africa Jane Brook left.", ["Jane Brook/GBR/O"]),
        ("CENTCOM", "Maj. Gen. Ann Brook, commander of the task force, left.", ["Ann Brook/USA/C"]),
        ("CENTCOM", "Capt. Ann Brook died on Monday.", []),
        ("", "Brook, the Danish defence minister, spoke. Brook left.", ["Brook/DNK/D"]),
        ("", "Separately, the Danish defence minister spoke.", []),
        ("", "In Aarhus, the Danish defence minister spoke. Aarhus was calm.", []),
        ("CENTCOM", 'Col. John "Jack" Brook said so.', ['John "Jack" Brook/USA/C']),
    ],
)
def test_the_publisher_tells_whose_officer_it_is(
    publisher: str, text: str, people: list[str], reference_lexicon: Lexicon
) -> None:
    assert introduced(text, reference_lexicon, publisher) == people


def test_later_mentions_by_family_name(reference_lexicon: Lexicon) -> None:
    text = "French Defence Minister Jean-Yves Le Drian spoke. Le Drian left."
    found = mentions(text, reference_lexicon)
    assert [(m.name, m.introduced, m.rule) for m in found] == [
        ("Jean-Yves Le Drian", True, "ministers.title_before_name"),
        ("Jean-Yves Le Drian", False, ""),
    ]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Haider al-Abadi", "abadi"),
        ("Abdullah II", "abdullah"),
        ("Jean-Yves Le Drian", "drian"),
        ("Robert Jr.", "robert"),
    ],
)
def test_surname(name: str, key: str) -> None:
    assert surname(name) == key
