"""The runner of the scores: which sets it knows, what it asks of each, what it never shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.tools.run_score import ROOT, LabelledSet, labelled_sets, options, score_all


def write_set(folder: Path, *, name: str = "a", nations: tuple[str, ...] = ("FRA",)) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text("TITLE: Talks\nPUBLISHED: 2016-02-01\n\nFrance spoke.\n", "utf-8")
    (folder / f"{name}.yaml").write_text(yaml.safe_dump({"nations": list(nations), "negative": True}), "utf-8")


def a_set(folder: Path, *, is_held_out: bool = False, is_optional: bool = False) -> LabelledSet:
    return LabelledSet("own", "Own set", folder, folder, is_held_out=is_held_out, is_optional=is_optional)


def test_the_projects_own_sets_are_there() -> None:
    sets = labelled_sets(ROOT)
    assert [(each.name, each.half, each.is_held_out) for each in sets] == [
        ("development", "odd", False),
        ("held_out", "even", False),
        ("news_development", "odd", False),
        ("news_held_out", "even", True),
        ("official_development", "odd", False),
        ("official_held_out", "even", True),
        ("briefs", None, False),
        ("corpus", None, False),
    ]
    assert [each.title for each in sets if each.half == "even"] == [
        "Articles of many styles, second half",
        "News of many countries, held out",
        "Official texts of many countries, held out",
    ]
    assert all(each.is_there for each in sets if not each.is_optional)
    assert [each.name for each in sets if each.is_optional] == [
        "news_development",
        "news_held_out",
        "official_development",
        "official_held_out",
        "corpus",
    ]


@pytest.mark.parametrize(("is_held_out", "listed"), [(False, True), (True, False)])
def test_of_the_held_out_half_only_counts_are_shown(tmp_path: Path, is_held_out: bool, listed: bool) -> None:
    asked = options(a_set(tmp_path, is_held_out=is_held_out), tmp_path, faults=True, rules=True, save=False)
    assert (asked["faults"], asked["rules"]) == (listed, listed)


def test_counts_are_saved_and_compared_with(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts, saved = tmp_path / "texts", tmp_path / "saved"
    write_set(texts)
    score_all([a_set(texts)], saved, faults=False, rules=False, save=True)
    assert "no baseline yet: make score SAVE=1" in capsys.readouterr().out
    assert json.loads((saved / "own.json").read_text("utf-8"))["layers"]["nations"] == {
        "right": 1,
        "false": 0,
        "missed": 0,
    }
    write_set(texts, nations=("FRA", "DNK"))
    score_all([a_set(texts)], saved, faults=True, rules=False, save=False)
    lines = capsys.readouterr().out.splitlines()
    assert next(line for line in lines if line.startswith("nations")).endswith("  F1 -0.333, missed +1")
    assert "  missed nations: DNK" in lines


def test_a_set_that_may_be_absent_is_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    score_all([a_set(tmp_path / "none", is_optional=True)], tmp_path, faults=False, rules=False, save=True)
    assert capsys.readouterr().out.splitlines()[1:3] == ["Own set", "not here, passed over"]
    assert list(tmp_path.iterdir()) == []
