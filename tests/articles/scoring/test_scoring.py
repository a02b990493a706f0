"""Scores: what counts as right, tolerated, false and missed in each layer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from articles.scoring import report
from articles.scoring.keys import same_number, surname, town
from articles.scoring.layers import LAYERS
from articles.scoring.matching import match
from articles.scoring.score import Score, score
from articles.scoring.tally import Tally, lower_bound

GIVE = {"nation": "DNK", "category": "trainers", "kind": "pledged", "evidence_hint": "Denmark will"}
PARIS = {"city": "Paris", "date": "2016-01-20", "participants": ["FRA", "USA"], "hosts": ["FRA"]}

# layer, predicted, labelled → right, tolerated, false, missed
CASES: list[tuple[str, dict[str, Any], dict[str, Any], tuple[int, int, int, int]]] = [
    ("nations", {"nations": ["FRA", "USA"]}, {"nations": ["FRA", "IRQ"]}, (1, 0, 1, 1)),
    ("nations", {"nations": ["FRA"]}, {"nations_optional": ["FRA"]}, (0, 1, 0, 0)),
    (
        "ministers",
        {"ministers": [{"name": "Anna Holm", "nation": "DNK", "office": "envoy"}]},
        {"ministers": [{"name": "Holm", "nation": "DNK", "office": "defence_minister"}]},
        (1, 0, 0, 0),
    ),
    (
        "ministers with office",
        {"ministers": [{"name": "Anna Holm", "nation": "DNK", "office": "envoy"}]},
        {"ministers": [{"name": "Holm", "nation": "DNK", "office": "defence_minister"}]},
        (0, 0, 1, 1),
    ),
    (
        "ministers with office",
        {"ministers": [{"name": "Anna Holm", "nation": "DNK", "office": "envoy"}]},
        {"ministers": [{"name": "Holm", "nation": "DNK", "office": "other", "office_alternatives": ["envoy"]}]},
        (1, 0, 0, 0),
    ),
    (
        "ministers",
        {"ministers": [{"name": "A. Writer", "nation": "DNK"}]},
        {"persons_ignore": ["Writer"]},
        (0, 0, 0, 0),
    ),
    ("meetings (city and month)", {"meetings": [PARIS]}, {"meetings": [PARIS | {"date": "2016-01-21"}]}, (1, 0, 0, 0)),
    ("meetings (city and day)", {"meetings": [PARIS]}, {"meetings": [PARIS | {"date": "2016-01-21"}]}, (0, 0, 1, 1)),
    ("meetings (city and day)", {"meetings": [PARIS]}, {"meetings": [PARIS | {"date": "2016-01"}]}, (1, 0, 0, 0)),
    ("meetings (city and month)", {"meetings": [PARIS]}, {"meetings": [PARIS | {"date": "2016-02"}]}, (0, 0, 1, 1)),
    (
        "meetings (city and month)",
        {"meetings": [PARIS]},
        {"meetings": [PARIS | {"date": None, "optional": True}]},
        (0, 1, 0, 0),
    ),
    (
        "participants",
        {"meetings": [PARIS]},
        {"meetings": [PARIS | {"participants": ["FRA", "DEU"], "participants_optional": ["USA"]}]},
        (1, 1, 0, 1),
    ),
    ("hosts", {"meetings": [PARIS]}, {"meetings": [PARIS | {"hosts": []}]}, (0, 0, 1, 0)),
    ("pledges, strict", {"pledges": [GIVE]}, {"pledges": [GIVE]}, (1, 0, 0, 0)),
    ("pledges, strict", {"pledges": [GIVE, GIVE]}, {"pledges": [GIVE]}, (1, 0, 0, 0)),
    ("pledges, strict", {"pledges": [GIVE]}, {"pledges": [GIVE | {"kind": "delivering"}]}, (0, 0, 1, 1)),
    ("pledges, relaxed", {"pledges": [GIVE]}, {"pledges": [GIVE | {"kind": "delivering"}]}, (1, 0, 0, 0)),
    (
        "pledges, strict",
        {"pledges": [GIVE]},
        {"pledges": [GIVE | {"kind": "delivering", "kind_alternatives": ["pledged"]}]},
        (1, 0, 0, 0),
    ),
    ("pledges, strict", {"pledges": [GIVE]}, {"pledges": [GIVE | {"optional": True}]}, (0, 1, 0, 0)),
    ("pledges, strict", {"pledges": []}, {"pledges": [GIVE | {"optional": True}]}, (0, 0, 0, 0)),
    (
        "quantities",
        {"pledges": [GIVE | {"quantity": 200}]},
        {"pledges": [GIVE | {"quantity": 200.5, "kind": "delivering"}, GIVE | {"amount": 10}]},
        (1, 0, 0, 1),
    ),
    (
        "cities with objective",
        {"cities": [{"name": "Ar-Raqqah", "objective": "struck"}]},
        {"cities": [{"name": "Raqqa", "objective": "retake", "objective_alternatives": ["struck"]}]},
        (1, 0, 0, 0),
    ),
    ("cities", {"cities": [{"name": "Mosul"}]}, {"cities": [{"name": "Hit", "objective": "retake"}]}, (0, 0, 1, 1)),
]


@pytest.mark.parametrize(("layer", "predicted", "labelled", "counts"), CASES)
def test_each_layer_counts_what_it_should(
    layer: str, predicted: dict[str, Any], labelled: dict[str, Any], counts: tuple[int, int, int, int]
) -> None:
    matched = LAYERS[layer](predicted, labelled)
    assert (len(matched.hits), len(matched.tolerated), len(matched.false), len(matched.missed)) == counts


def test_a_literal_reading_keeps_its_place_before_an_alternative() -> None:
    labels = [GIVE | {"kind": "pledged", "kind_alternatives": ["delivering"]}, GIVE | {"kind": "delivering"}]
    predicted = [GIVE | {"kind": "delivering"}, GIVE | {"kind": "pledged"}]
    matched = LAYERS["pledges, strict"]({"pledges": predicted}, {"pledges": labels})
    assert {(fact["kind"], label["kind"]) for fact, label in matched.hits} == {
        ("delivering", "delivering"),
        ("pledged", "pledged"),
    }


@given(st.lists(st.lists(st.integers(0, 5), max_size=4), max_size=6))
def test_matching_is_one_to_one_and_loses_nothing(edges: list[list[int]]) -> None:
    predicted = [{"p": p} for p in range(len(edges))]
    labels = [{"r": r} for r in range(6)]
    matched = match(predicted, labels, lambda fact, label: label["r"] in edges[fact["p"]])
    assert len({id(label) for _, label in matched.hits}) == len(matched.hits)
    assert len(matched.hits) + len(matched.missed) == 6
    assert len(matched.hits) + len(matched.tolerated) + len(matched.false) == len(predicted)
    assert all(label["r"] in edges[fact["p"]] for fact, label in matched.hits)


SURNAMES = [
    ("Jean-Yves Le Drian", "drian"),
    ("Haider al-Abadi", "abadi"),
    ("Ian Fox Jr.", "fox"),
    ("Çavuşoğlu", "cavusoglu"),
    ("", ""),
]


@pytest.mark.parametrize(("name", "expected"), SURNAMES)
def test_surname(name: str, expected: str) -> None:
    assert surname(name) == expected


def test_towns_agree_in_any_spelling_and_differ_otherwise() -> None:
    assert town("Ar Raqqah") == town("Raqqa") == town("the city of Raqqa")
    assert town("Dayr Az Zawr") == town("Deir ez-Zor")
    assert town("Mosul") != town("Mosul Dam")


@pytest.mark.parametrize(
    ("one", "other", "expected"), [(200, 201, True), (200, 202, False), (0, 0, True), (None, 0, False)]
)
def test_numbers_agree_within_half_a_percent(one: Any, other: Any, expected: bool) -> None:
    assert same_number(one, other) is expected


@pytest.mark.parametrize(("right", "total", "bound"), [(0, 0, 0.0), (10, 10, 0.722), (90, 100, 0.826), (0, 10, 0.0)])
def test_lower_bound_of_a_share(right: int, total: int, bound: float) -> None:
    assert lower_bound(right, total) == pytest.approx(bound, abs=0.001)


def predicted_pledge(rule: str, **change: Any) -> dict[str, Any]:
    return GIVE | {"rule": rule, "evidence": {"quote": "Denmark will send trainers."}} | change


def test_whole_score_counts_rules_negatives_and_lists_faults() -> None:
    result = score(
        [
            ("one", {"pledges": [predicted_pledge("pledges.a")]}, {"pledges": [GIVE]}),
            ("two", {"pledges": [predicted_pledge("pledges.b", nation="FRA")]}, {"negative": True}),
        ]
    )
    assert (result.articles, result.negatives, result.negatives_with_pledges) == (2, 1, 1)
    assert result.layers["pledges, strict"] == Tally(right=1, false=1, missed=0)
    assert result.rules == {"pledges.a": Tally(right=1), "pledges.b": Tally(false=1)}
    lines = list(report.faults(result))
    assert "  false  pledges, strict: FRA trainers pledged [pledges.b]" in lines
    assert "         “Denmark will send trainers.”" in lines


def test_table_shows_gain_and_cost_against_the_baseline() -> None:
    before, after = Score(), Score()
    before.add("one", {"pledges": []}, {"pledges": [GIVE]})
    after.add("one", {"pledges": [predicted_pledge("pledges.a")]}, {"pledges": [GIVE]})
    line = next(line for line in report.table(after, before.as_json()) if line.startswith("pledges, strict"))
    assert line.endswith("F1 +1.000, right +1, missed -1")


def write_labelled(folder: Path) -> None:
    (folder / "a.txt").write_text("TITLE: Talks\nPUBLISHED: 2016-02-01\n\nFrance spoke.\n", "utf-8")
    (folder / "a.yaml").write_text(yaml.safe_dump({"nations": ["FRA"], "negative": True}), "utf-8")


def test_command_scores_a_folder_and_saves_the_counts(tmp_path: Path) -> None:
    write_labelled(tmp_path)
    out = StringIO()
    saved = tmp_path / "counts.json"
    call_command("score", texts=tmp_path, gold=tmp_path, save=saved, stdout=out)
    assert out.getvalue().startswith("1 articles, 1 of them negatives (0 with pledges)")
    assert json.loads(saved.read_text())["layers"]["nations"] == {"right": 1, "false": 0, "missed": 0}


def test_command_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is not a folder"):
        call_command("score", texts=tmp_path / "none", gold=tmp_path)
    with pytest.raises(CommandError, match="has labels of its name"):
        call_command("score", texts=tmp_path, gold=tmp_path)


SHARED = settings.BASE_DIR.parent / "shared"


@pytest.mark.skipif(not (SHARED / "tools" / "score.py").exists(), reason="the shared corpus and scorer are not here")
def test_counts_agree_with_the_shared_scorer(tmp_path: Path) -> None:
    """Needs the folder `shared` beside the project; the same predictions must give the same counts in both."""
    gold = SHARED / "corpus" / "gold"
    labels = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(gold.glob("*.yaml"))}
    names = sorted(labels)
    # Right, wrong and incomplete predictions: every third article is answered with another one's labels.
    pairs = []
    for i, name in enumerate(names):
        plain = json.loads(json.dumps(labels[names[(i + 1) % len(names)] if i % 3 == 0 else name], default=str))
        for key in ("ministers", "meetings", "pledges", "cities"):
            plain[key] = [{**row, "rule": "test"} for row in plain.get(key) or []]
        (tmp_path / f"{name}.json").write_text(json.dumps(plain), "utf-8")
        pairs.append((name, plain, json.loads(json.dumps(labels[name], default=str))))
    theirs = tmp_path / "score.json"
    subprocess.run(
        [
            sys.executable,
            str(SHARED / "tools" / "score.py"),
            *("--texts", str(SHARED / "corpus" / "articles")),
            *("--gold", str(gold)),
            *("--pred", str(tmp_path)),
            *("--json", str(theirs)),
        ],
        check=True,
        capture_output=True,
        env={"PATH": os.environ.get("PATH", "")},
    )
    expected = json.loads(theirs.read_text())["layers"]
    ours = score(pairs).layers
    same_name = {
        "nations": "nations",
        "ministers": "ministers (surname+nation)",
        "ministers with office": "ministers (+office)",
        "meetings (city and month)": "meetings (city+month)",
        "participants": "meeting participants",
        "pledges, strict": "pledges strict (nation+category+kind)",
        "pledges, relaxed": "pledges lenient (nation+category)",
        "cities": "cities (name)",
        "cities with objective": "cities (name+objective)",
    }
    for name, their_name in same_name.items():
        tally = expected[their_name]
        assert (name, ours[name]) == (name, Tally(tally["tp"], tally["fp"], tally["fn"]))
