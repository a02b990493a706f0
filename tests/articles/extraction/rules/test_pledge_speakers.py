"""Whose "we" it is: labels of transcripts over several paragraphs."""

from __future__ import annotations

import datetime

import pytest

from articles.extraction.extract import extract
from articles.extraction.lexicon import Lexicon
from articles.extraction.types import Source
from coalition.dates import PartialDate

_PUBLISHED = PartialDate(datetime.date(2016, 2, 10))
_SCOPE = "The campaign against Islamic State goes on."


@pytest.mark.parametrize(
    ("paragraphs", "facts"),
    [
        pytest.param(
            ["QUESTION: Will you send jets?", "DANISH PRIME MINISTER LARS BRANDSEN: We will send seven F-16s."],
            [("DNK", "air_strikes", "pledged")],
            id="the label names the state",
        ),
        pytest.param(
            [
                "SWEDISH DEFENCE MINISTER ANNA HAGLUND: Good morning.",
                "JOURNALIST: The Danish defence minister said yes.",
                "HAGLUND: So do we. We will send 35 trainers to Erbil.",
            ],
            [("SWE", "trainers", "pledged")],
            id="the label repeats a surname",
        ),
        pytest.param(
            [
                "Witness: Mads Rasmarck, Danish defence minister.",
                "Q1 Chair: How are things?",
                "Mr Mads Rasmarck: Fine.",
                "Q2 Chair: Italy has sent 300 trainers.",
                "Mr Mads Rasmarck: We have sent 120.",
                "Q3 Chair: And now?",
                "Mr Mads Rasmarck: We will send 60 trainers.",
            ],
            [("ITA", "trainers", "delivering"), ("DNK", "trainers", "delivering"), ("DNK", "trainers", "pledged")],
            id="numbered questions and a recurring name",
        ),
        pytest.param(
            ["HOST: We want to send 35 trainers to Erbil, some say.", "REPORTER: We will send jets."],
            [],
            id="who asks gives nothing",
        ),
        pytest.param(
            ["Norway takes part.", "NORWAY: We will see.", "It will send 60 trainers to Iraq."],
            [("NOR", "trainers", "pledged")],
            id="a nation alone is no speaker",
        ),
    ],
)
def test_labels_say_who_we_are(
    reference_lexicon: Lexicon, paragraphs: list[str], facts: list[tuple[str, str, str]]
) -> None:
    extraction = extract(Source("\n\n".join([*paragraphs, _SCOPE]), published=_PUBLISHED), reference_lexicon)
    assert [(fact.nation, fact.capability, fact.act) for fact in extraction.pledges] == facts


def test_a_label_without_a_name_speaks_for_the_publisher(reference_lexicon: Lexicon) -> None:
    source = Source(
        f"MINISTER: We will send 35 trainers to Erbil.\n\nQUESTION: And jets?\n\nMINISTER: No.\n\n{_SCOPE}",
        published=_PUBLISHED,
        publisher="Swedish Ministry of Defence",
    )
    assert [(fact.nation, fact.capability) for fact in extract(source, reference_lexicon).pledges] == [
        ("SWE", "trainers")
    ]
