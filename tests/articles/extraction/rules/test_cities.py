"""What a text says of a contested town."""

from __future__ import annotations

import pytest

from articles.extraction.extract import extract
from articles.extraction.lexicon import Lexicon
from articles.extraction.rules.towns.bodies import ORDER
from articles.extraction.types import CityFact, Source
from coalition.dates import PartialDate


def cities(text: str, lexicon: Lexicon) -> tuple[CityFact, ...]:
    return extract(Source(text), lexicon).cities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iraqi forces retook Ramadi from Islamic State in December.", ["Ramadi:retaken"]),
        ("The operation to retake the city of Mosul has begun.", ["Mosul:retake"]),
        ("The liberation of Tikrit was completed in March.", ["Tikrit:retaken"]),
        ("Iraqi troops are preparing for the liberation of Mosul.", ["Mosul:retake"]),
        ("Near Baiji, three strikes destroyed two ISIL vehicles.", ["Baiji:struck"]),
        ("-- Near Mosul, four strikes struck two ISIL tactical units.", ["Mosul:struck"]),
        ("Coalition warplanes bombed Raqqa, the militants' de facto capital.", ["Raqqa:struck"]),
        ("Raqqa, the de facto capital of IS, is under pressure.", ["Raqqa:held_by_is"]),
        ("ISIL captured Palmyra in May.", ["Palmyra:held_by_is"]),
        ("Mosul fell to Islamic State in June 2014.", ["Mosul:held_by_is"]),
        ("Kurdish fighters defended Kobani with the help of coalition air strikes.", ["Kobani:defended"]),
        ("Kurdish forces are battling to defend Kobani.", ["Kobani:defended"]),
        ("Sinjar was liberated by Peshmerga forces in November.", ["Sinjar:retaken"]),
        ("The battle for Fallujah could take weeks.", ["Fallujah:retake"]),
        ("The Raqqa offensive will begin soon.", ["Raqqa:retake"]),
        ("IS-held Mosul", ["Mosul:held_by_is"]),
        ("He visited Erbil and Baghdad.", ["Erbil:mentioned", "Baghdad:mentioned"]),
        ("The militants were driven out of Sirte, where IS had its headquarters.", ["Sirte:retaken"]),
        ("The Syrian Democratic Forces captured Manbij from IS in August.", ["Manbij:retaken"]),
        ("SDF fighters encircled Raqqa.", ["Raqqa:retake"]),
        ("Iraqi security forces have recaptured the towns of Hit and Rutbah.", ["Hit:retaken", "Rutbah:retaken"]),
        ("IS militants attacked Tuz Khurmatu.", ["Tuz Khurmatu:mentioned"]),
        ("Six air strikes in Raqqa province hit oil facilities.", []),
        ("Strikes hit the Mosul Dam.", []),
        ("A car bomb in Baghdad killed 20.", ["Baghdad:mentioned"]),
        ("ISIL fighters seized the city of Mosul last year, and Iraqi forces want to take it back.", ["Mosul:retake"]),
        ("Iraqi forces entered Ramadi on Monday. The army said it now controlled most of the city.", ["Ramadi:retake"]),
        ("IS still controls Mosul and Raqqa.", ["Mosul:held_by_is", "Raqqa:held_by_is"]),
        (
            "The coalition is supporting Iraqi efforts to recapture Mosul and Syrian fighters' push on Raqqa.",
            ["Mosul:retake", "Raqqa:retake"],
        ),
        ("The jets attacked targets around Deir ez-Zor.", ["Deir ez-Zor:struck"]),
        ("British Tornados struck an ISIL position south of Sinjar.", ["Sinjar:struck"]),
        ("French aircraft carried out raids on Raqqa.", ["Raqqa:struck"]),
        ("Iraqi forces cleared Hawija of IS fighters.", ["Hawija:retaken"]),
        ("the Islamic State stronghold of Raqqa", ["Raqqa:held_by_is"]),
        ("Mosul remains under IS control.", ["Mosul:held_by_is"]),
        ("After retaking Tikrit, Iraqi forces turned to Baiji.", ["Tikrit:retaken", "Baiji:mentioned"]),
        ("Islamic State militants advanced on Kobani.", ["Kobani:mentioned"]),
        ("Iraqi forces began an assault on Tal Afar.", ["Tal Afar:retake"]),
        ("Since Mosul was liberated, families have returned.", ["Mosul:retaken"]),
        ("Troops will be based in Erbil to train Peshmerga.", ["Erbil:mentioned"]),
        ("Turkish-backed rebels took al-Bab from IS.", ["Al-Bab:retaken"]),
        ("Mosul has been retaken", ["Mosul:retaken"]),
        ("the recently liberated city of Ramadi", ["Ramadi:retaken"]),
        ("Kobani, besieged by IS for months, held out.", ["Kobani:defended"]),
    ],
)
def test_objectives(text: str, expected: list[str], reference_lexicon: Lexicon) -> None:
    assert [f"{fact.name}:{fact.objective}" for fact in cities(text, reference_lexicon)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Troops reached Ramadi. They retook the city on Monday.", "retaken"),
        ("Jets bombed Raqqa. Later, fighters retook Raqqa.", "retaken"),
        ("Raqqa is held by IS. The battle for Raqqa began.", "retake"),
        ("Troops left Ramadi. Fighting went on in Tikrit. They retook the city.", "mentioned"),
    ],
)
def test_several_sentences_give_the_weightiest(text: str, expected: str, reference_lexicon: Lexicon) -> None:
    assert cities(text, reference_lexicon)[0].objective == expected


def test_a_fact_carries_its_sentence_date_and_force(reference_lexicon: Lexicon) -> None:
    text = "It rained. On 9 May 2016 Iraqi forces retook Ar Rutbah from Islamic State."
    (fact,) = cities(text, reference_lexicon)
    assert (fact.name, fact.country, fact.spelling) == ("Rutbah", "IRQ", "Ar Rutbah")
    assert (fact.date, fact.by_whom) == (PartialDate.parse("2016-05-09"), "Iraqi forces")
    assert fact.proof.rule == "cities.retaken"
    assert text[fact.proof.sentence.start :] == "On 9 May 2016 Iraqi forces retook Ar Rutbah from Islamic State."
    assert text[fact.proof.fields["city"].start : fact.proof.fields["city"].end] == "Ar Rutbah"


@pytest.mark.parametrize(
    ("text", "town", "date"),
    [
        ("Islamic State took Fallujah in January 2014, five months before it seized Mosul.", "Mosul", None),
        ("Islamic State took Fallujah in January 2014, five months before it seized Mosul.", "Fallujah", "2014-01"),
        ("Iraqi forces retook Ramadi on 28 December 2015 after Tikrit had been retaken.", "Tikrit", None),
        ("Iraqi forces retook Ramadi on 28 December 2015 after weeks of fighting.", "Ramadi", "2015-12-28"),
        ("Mosul was seized by Islamic State after 9 June 2014.", "Mosul", "2014-06-09"),
        ("When Islamic State seized Mosul in June 2014, the army fled.", "Mosul", "2014-06"),
    ],
)
def test_a_date_is_that_of_its_own_event(text: str, town: str, date: str | None, reference_lexicon: Lexicon) -> None:
    found = {fact.name: fact for fact in cities(text, reference_lexicon)}
    assert found[town].date == (PartialDate.parse(date) if date else None)


def test_weightiest_first() -> None:
    assert ORDER == ("retaken", "retake", "struck", "defended", "held_by_is", "mentioned")
