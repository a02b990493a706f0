"""The JSON of an extraction: plain types, evidence that stands in the text."""

from __future__ import annotations

import json

from articles.extraction.extract import extract
from articles.extraction.lexicon import Lexicon
from articles.extraction.output import as_json
from articles.extraction.types import Source
from coalition.dates import PartialDate

TEXT = (
    "Danish Defence Minister Nicolai Wammen said Denmark would send seven F-16s against Islamic State. "
    "Iraqi forces retook Ar Rutbah from Islamic State on 9 May 2016. "
    "Defence ministers of Italy, Spain and Norway met in Rome on 12 May 2016 to discuss Islamic State."
)


def test_schema_and_evidence(reference_lexicon: Lexicon) -> None:
    source = Source(
        TEXT, title="Sergei Lavrov, the Russian foreign minister, speaks", published=PartialDate.parse("2016-05-13")
    )
    row = json.loads(json.dumps(as_json(extract(source, reference_lexicon), source, "https://example.org/a")))
    assert {key: row[key] for key in ("url", "title", "published")} == {
        "url": "https://example.org/a",
        "title": source.title,
        "published": "2016-05-13",
    }
    assert row["nations"] == ["DNK", "ESP", "IRQ", "ITA", "NOR", "RUS"]
    assert [(m["name"], m["office"], m["nation"]) for m in row["ministers"]] == [
        ("Nicolai Wammen", "defence_minister", "DNK"),
        ("Sergei Lavrov", "foreign_minister", "RUS"),
    ]
    assert row["ministers"][1]["evidence"]["in"] == "title"
    (city,) = row["cities"]
    assert (city["name"], city["town"], city["objective"], city["date"]) == (
        "Ar Rutbah",
        "Rutbah",
        "retaken",
        "2016-05-09",
    )
    (meeting,) = row["meetings"]
    assert (meeting["city"], meeting["date"], meeting["participants"]) == ("Rome", "2016-05-12", ["ITA", "ESP", "NOR"])
    (pledge,) = row["pledges"]
    assert (pledge["nation"], pledge["category"], pledge["kind"], pledge["quantity"]) == (
        "DNK",
        "air_strikes",
        "pledged",
        7,
    )
    for kind in ("cities", "meetings", "pledges"):
        for fact in row[kind]:
            evidence = fact["evidence"]
            assert TEXT[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_a_text_that_says_nothing(reference_lexicon: Lexicon) -> None:
    row = as_json(extract(Source("It rained."), reference_lexicon), Source("It rained."))
    assert row == {
        "url": "",
        "title": "",
        "published": None,
        "nations": [],
        "ministers": [],
        "meetings": [],
        "pledges": [],
        "cities": [],
    }


def test_an_empty_text(reference_lexicon: Lexicon) -> None:
    assert extract(Source(""), reference_lexicon).nations == ()
