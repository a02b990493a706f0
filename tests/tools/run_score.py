"""Scores extraction on every labelled set there is, each beside its saved baseline. What `make score` calls.

    python -m tests.tools.run_score [--faults] [--rules] [--save]

The sets: the two halves of `tests/labelled` and of each of its further sets (`news`, `official`), and the briefs of
`seeds/articles` with what they report (`tests/seeds/reported`). A set whose folder is not there is passed over, and
where a folder `shared/corpus` stands beside the project, it is scored as well. The even halves of `news` and `official`
are held out: only their counts are ever shown, for whoever reads their faults can no longer measure with them. The even
half of the first set was held out until 22 November 2026 and is opened since.
"""

from __future__ import annotations

import datetime
import json
import os
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

from articles.accuracy import ACCURACY_FILE, as_saved

ROOT = Path(__file__).resolve().parents[2]
BASELINES = ROOT / "tests" / "labelled" / "baseline"


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Articles with their labels, and the name under which their counts are saved."""

    name: str
    title: str
    texts: Path
    gold: Path
    half: str | None = None
    is_held_out: bool = False
    is_optional: bool = False

    @property
    def is_there(self) -> bool:
        """Whether both folders exist."""
        return self.texts.is_dir() and self.gold.is_dir()


def halves(
    folder: Path, prefix: str, title: str, *, is_opened: bool = False, is_optional: bool = False
) -> list[LabelledSet]:
    """The development half of the labelled articles in this folder, and the half that is or once was held out.

    The counts of an opened half keep the name under which they were saved before.
    """
    texts, gold = folder / "articles", folder / "gold"
    return [
        LabelledSet(
            f"{prefix}development",
            f"{title}, development half",
            texts,
            gold,
            half="odd",
            is_optional=is_optional,
        ),
        LabelledSet(
            f"{prefix}held_out",
            f"{title}, {'second half' if is_opened else 'held out'}",
            texts,
            gold,
            half="even",
            is_held_out=not is_opened,
            is_optional=is_optional,
        ),
    ]


def labelled_sets(root: Path) -> list[LabelledSet]:
    """The sets of a project in this folder."""
    labelled = root / "tests" / "labelled"
    corpus = root.parent / "shared" / "corpus"
    return [
        *halves(labelled, "", "Articles of many styles", is_opened=True),
        *halves(labelled / "news", "news_", "News of many countries", is_optional=True),
        *halves(labelled / "official", "official_", "Official texts of many countries", is_optional=True),
        LabelledSet("briefs", "Briefs of this ledger", root / "seeds" / "articles", root / "tests/seeds/reported"),
        LabelledSet(
            "corpus",
            "Public texts of 2011–2021 with gold facts",
            corpus / "articles",
            corpus / "gold",
            is_optional=True,
        ),
    ]


def options(chosen: LabelledSet, baselines: Path, *, faults: bool, rules: bool, save: bool) -> dict[str, Any]:
    """What `manage.py score` is asked for one set."""
    baseline = baselines / f"{chosen.name}.json"
    return {
        "texts": chosen.texts,
        "gold": chosen.gold,
        "half": chosen.half,
        "faults": faults and not chosen.is_held_out,
        "rules": rules and not chosen.is_held_out,
        "baseline": baseline if baseline.exists() else None,
        "save": baseline if save else None,
    }


def score_all(sets: Sequence[LabelledSet], baselines: Path, *, faults: bool, rules: bool, save: bool) -> None:
    """Print the score of each set under its title; a set that may be absent is named and passed over."""
    baselines.mkdir(parents=True, exist_ok=True)
    for chosen in sets:
        print(f"\n{chosen.title}", flush=True)
        if chosen.is_optional and not chosen.is_there:
            print("not here, passed over")
            continue
        asked = options(chosen, baselines, faults=faults, rules=rules, save=save)
        if asked["baseline"] is None:
            print("no baseline yet: make score SAVE=1")
        call_command("score", **asked)
    if save:
        print(f"\nSaved as the baseline in {baselines.relative_to(ROOT) if baselines == BASELINES else baselines}.")


def save_accuracy(sets: Sequence[LabelledSet], baselines: Path, path: Path, *, today: str) -> None:
    """Put the saved counts of all sets together as the measurement that the site shows and publication rests on."""
    found = [(chosen, baselines / f"{chosen.name}.json") for chosen in sets]
    counted = [
        {"title": chosen.title, **json.loads(saved.read_text("utf-8"))} for chosen, saved in found if saved.exists()
    ]
    path.write_text(json.dumps(as_saved(today, counted), indent=1) + "\n", "utf-8")


def main() -> None:
    """Read the command line and score."""
    parser = ArgumentParser(description="Score extraction on every labelled set, beside the saved baselines.")
    parser.add_argument("--faults", action="store_true", help="list each missed and false fact (not held-out ones)")
    parser.add_argument("--rules", action="store_true", help="list each rule with its precision (not held-out ones)")
    parser.add_argument("--save", action="store_true", help="save the counts as the new baseline")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings")
    django.setup()
    sets = labelled_sets(ROOT)
    score_all(sets, BASELINES, faults=asked.faults, rules=asked.rules, save=asked.save)
    if asked.save:
        today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
        save_accuracy(sets, BASELINES, ACCURACY_FILE, today=today)


if __name__ == "__main__":
    main()
