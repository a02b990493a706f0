"""The labelled articles of every set keep the form the scorer reads, and stay large, varied and original enough."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
SEED_ARTICLES = HERE.parent.parent / "seeds" / "articles"
SETS = tuple(folder for folder in (HERE, HERE / "news", HERE / "official") if (folder / "articles").is_dir())
"""Each set has its own `articles` and `gold`; one whose folder is not there yet is left out."""
LEAST = {"labelled": (48, 12), "news": (36, 8), "official": (1, 0)}
"""Fewest articles, and fewest negatives among them, by the folder of the set."""

STYLES = {
    "analysis", "brief", "communique", "donors", "encyclopaedia", "explainer", "fact-sheet", "feature", "negative",
    "obituary", "release", "statement", "strike-report", "transcript", "wire",
}  # fmt: skip
OFFICES = {
    "defence_minister", "foreign_minister", "head_of_government", "head_of_state", "envoy", "military_commander",
    "spokesperson", "other",
}  # fmt: skip
CATEGORIES = {
    "air_strikes", "reconnaissance", "air_support", "trainers", "special_operations", "ground_forces", "naval",
    "weapons_munitions", "equipment", "humanitarian", "stabilisation_funding", "counter_finance",
    "counter_messaging", "foreign_fighters", "basing_access", "medical", "other",
}  # fmt: skip
KINDS = {"pledged", "considering", "delivering", "requested", "ended", "declined"}
OBJECTIVES = {"retake", "struck", "retaken", "defended", "held_by_is", "mentioned"}
GOLD_KEYS = {
    "url", "title", "published", "negative", "nations", "nations_optional", "ministers", "persons_ignore",
    "meetings", "pledges", "cities",
}  # fmt: skip
PLEDGE_KEYS = {
    "nation", "category", "kind", "quantity", "unit", "amount", "currency", "place", "evidence_hint", "optional",
    "category_alternatives", "kind_alternatives",
}  # fmt: skip

ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Capt|Adm|Sgt|St|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec|U\.S)\.")
SENTENCE_END = re.compile(r"(?<=[.?!])[\"”’)]*\s+(?=[\"“‘(]*[A-Z0-9])")
# A hint opens its sentence when only list marks, a clock time and quotes stand before it on the line, or when what stands
# before it closes a sentence, a heading, a speaker's label, or a dateline.
OPENS_LINE = re.compile(r"[\s\"“'‘•*·\-–—.()\d:]*")
FOLLOWS_END = re.compile(r"(?:[.?!:;…][\"”’')]*|—|--|[-–:)])\s+[\"“‘(]*$")

Gold = dict[str, Any]


def names_of(folder: Path) -> list[str]:
    """The names of the articles of one set, in order."""
    return sorted(path.stem for path in (folder / "articles").glob("*.txt"))


NAMES = names_of(HERE)
ARTICLES = [pytest.param(folder, name, id=f"{folder.name}/{name}") for folder in SETS for name in names_of(folder)]
in_each_set = pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
for_each_article = pytest.mark.parametrize(("folder", "name"), ARTICLES)


def read_article(folder: Path, name: str) -> tuple[dict[str, str], str]:
    """The header fields and the body of one labelled article."""
    head, body = (folder / "articles" / f"{name}.txt").read_text(encoding="utf-8").split("\n\n", 1)
    fields = (line.split(":", 1) for line in head.splitlines())
    return {key: value.strip() for key, value in fields}, body


@cache
def read_gold(folder: Path, name: str) -> Gold:
    """The gold facts of one labelled article."""
    gold: Gold = yaml.safe_load((folder / "gold" / f"{name}.yaml").read_text(encoding="utf-8"))
    return gold


def sentences(body: str) -> list[str]:
    """Body split into sentences of three words or more; a rough split, good enough to count with."""
    plain = ABBREVIATION.sub(lambda match: match.group(0)[:-1], body)
    parts = (part for line in plain.splitlines() for part in SENTENCE_END.split(line.strip()))
    return [part for part in parts if len(part.split()) >= 3]


def opens_a_sentence(text: str, hint: str) -> bool:
    """Whether ``hint`` stands at the start of some sentence of ``text``."""
    for match in re.finditer(re.escape(hint), text):
        line = text[: match.start()].rsplit("\n", 1)[-1]
        if OPENS_LINE.fullmatch(line) or FOLLOWS_END.search(line):
            return True
    return False


def nine_word_runs(text: str) -> set[tuple[str, ...]]:
    """Every run of nine words in ``text``, folded to lower case."""
    words = re.findall(r"[a-z0-9$£€%.]+", text.lower())
    return {tuple(words[start : start + 9]) for start in range(len(words) - 8)}


def values(gold: Gold, layer: str, field: str) -> set[str]:
    """All values of ``field`` in ``layer``, the alternatives included."""
    found: set[str] = set()
    for entry in gold[layer]:
        found |= {entry[field], *entry.get(f"{field}_alternatives", [])}
    return found


@in_each_set
def test_every_article_has_gold_and_the_reverse(folder: Path) -> None:
    assert sorted(path.stem for path in (folder / "gold").glob("*.yaml")) == names_of(folder)


@in_each_set
def test_each_set_is_large_enough(folder: Path) -> None:
    assert len(names_of(folder)) >= LEAST[folder.name][0]


def test_the_first_set_has_sentences_enough() -> None:
    assert sum(len(sentences(read_article(HERE, name)[1])) for name in NAMES) >= 480


@in_each_set
def test_negatives_are_many_and_named_so(folder: Path) -> None:
    negatives = [name for name in names_of(folder) if read_gold(folder, name)["negative"]]
    assert negatives == [name for name in names_of(folder) if name.startswith("negative-")]
    assert len(negatives) >= LEAST[folder.name][1]


def test_every_style_is_present_in_the_first_set() -> None:
    found = {style for name in NAMES for style in STYLES if name.startswith(f"{style}-")}
    assert found == STYLES
    assert all(any(name.startswith(f"{style}-") for style in STYLES) for name in NAMES)


def test_the_first_set_reaches_every_kind_of_fact() -> None:
    golds = [read_gold(HERE, name) for name in NAMES]
    for layer, field, closed in (
        ("pledges", "category", CATEGORIES),
        ("pledges", "kind", KINDS),
        ("ministers", "office", OFFICES),
        ("cities", "objective", OBJECTIVES),
        ("meetings", "status", {"held", "planned"}),
    ):
        required = [{layer: [entry for entry in gold[layer] if not entry.get("optional")]} for gold in golds]
        assert set().union(*(values(gold, layer, field) for gold in required)) == closed


@for_each_article
def test_header_agrees_with_gold(folder: Path, name: str) -> None:
    header, body = read_article(folder, name)
    gold = read_gold(folder, name)
    assert list(header) == ["URL", "PUBLISHER", "PUBLISHED", "TITLE"]
    assert body.strip()
    assert header["URL"] == gold["url"] == ""
    assert header["TITLE"] == gold["title"]
    assert header["PUBLISHED"] == gold["published"]
    if name.startswith("encyclopaedia-"):
        assert gold["published"] == ""
    else:
        assert 2014 <= date.fromisoformat(gold["published"]).year <= 2019


@for_each_article
def test_gold_keeps_to_the_closed_lists(folder: Path, name: str) -> None:
    gold = read_gold(folder, name)
    assert set(gold) <= GOLD_KEYS
    assert values(gold, "ministers", "office") <= OFFICES
    assert values(gold, "meetings", "status") <= {"held", "planned"}
    assert values(gold, "pledges", "category") <= CATEGORIES
    assert values(gold, "pledges", "kind") <= KINDS
    assert values(gold, "cities", "objective") <= OBJECTIVES
    assert all(set(pledge) <= PLEDGE_KEYS for pledge in gold["pledges"])
    assert all((pledge["amount"] is None) == (pledge["currency"] is None) for pledge in gold["pledges"])


@for_each_article
def test_nations_of_required_facts_are_nations_of_the_article(folder: Path, name: str) -> None:
    gold = read_gold(folder, name)
    nations = gold["nations"] + gold.get("nations_optional", [])
    assert len(set(nations)) == len(nations)
    assert all(re.fullmatch("[A-Z]{3}", nation) for nation in nations)
    facts = gold["ministers"] + gold["pledges"]
    used = {fact["nation"] for fact in facts if not fact.get("optional")} - {"COALITION"}
    assert used <= set(nations)


@for_each_article
def test_negative_says_what_the_facts_say(folder: Path, name: str) -> None:
    gold = read_gold(folder, name)
    facts = gold["pledges"] + gold["meetings"] + [city for city in gold["cities"] if city["objective"] != "mentioned"]
    assert gold["negative"] == all(fact.get("optional") for fact in facts)


@for_each_article
def test_every_hint_name_and_city_stands_in_the_text(folder: Path, name: str) -> None:
    header, body = read_article(folder, name)
    text = header["TITLE"] + "\n" + body
    gold = read_gold(folder, name)
    hints = [pledge["evidence_hint"] for pledge in gold["pledges"]]
    assert [hint for hint in hints if not opens_a_sentence(text, hint)] == []
    spelled = [minister["name"] for minister in gold["ministers"]] + gold.get("persons_ignore", [])
    spelled += [city.get("spelling_in_text", city["name"]) for city in gold["cities"]]
    assert [spelling for spelling in spelled if spelling not in text] == []
    # A dateline writes the city of a meeting in capitals.
    assert [meeting["city"] for meeting in gold["meetings"] if meeting["city"].lower() not in text.lower()] == []


def test_no_sentence_is_shared_with_the_seed_articles_or_told_twice() -> None:
    taken = set().union(*(nine_word_runs(path.read_text(encoding="utf-8")) for path in SEED_ARTICLES.glob("*.md")))
    assert taken
    shared: dict[str, list[str]] = {}
    for folder in SETS:
        for name in names_of(folder):
            runs = nine_word_runs(read_article(folder, name)[1])
            if runs & taken:
                shared[f"{folder.name}/{name}"] = sorted(" ".join(run) for run in runs & taken)
            taken |= runs
    assert shared == {}
