"""Precision, recall and F1 of extraction on labelled articles, every fault listed, against a saved baseline."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.extraction.extract import extract
from articles.extraction.lexicon import REFERENCE_FOLDER, load_lexicon
from articles.extraction.output import as_json
from articles.extraction.types import Source
from articles.ingest.read import read
from articles.ingest.types import ReadArticle, ReadOptions
from articles.scoring import report
from articles.scoring.score import Score, read_labels, score

SUFFIXES = (".txt", ".md")


class Command(BaseCommand):
    """`manage.py score --texts DIR --gold DIR`: no database is needed."""

    help = "Score extraction against labelled articles."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--texts", type=Path, required=True, help="folder of NAME.txt or NAME.md")
        parser.add_argument("--gold", type=Path, required=True, help="folder of NAME.yaml")
        parser.add_argument("--faults", action="store_true", help="list each missed and false fact with its sentence")
        parser.add_argument("--rules", action="store_true", help="list each rule with its precision")
        parser.add_argument("--half", choices=("odd", "even"), help="only every other article, by name order")
        parser.add_argument("--baseline", type=Path, help="compare with counts saved before")
        parser.add_argument("--save", type=Path, help="save the counts to this file")

    def handle(self, *args: Any, **options: Any) -> None:
        result = score(self._pairs(options["texts"], options["gold"], options["half"]))
        if not result.articles:
            raise CommandError(f"No article in {options['texts']} has labels of its name in {options['gold']}.")
        for line in self._lines(result, options):
            self.stdout.write(line)
        if options["save"]:
            options["save"].write_text(json.dumps(result.as_json(), indent=1) + "\n", "utf-8")

    def _lines(self, result: Score, options: dict[str, Any]) -> Iterator[str]:
        baseline = json.loads(options["baseline"].read_text("utf-8")) if options["baseline"] else None
        yield from report.table(result, baseline)
        if options["rules"]:
            yield ""
            yield from report.rules(result)
        if options["faults"]:
            yield from report.faults(result)

    def _pairs(self, texts: Path, gold: Path, half: str | None) -> Iterator[tuple[str, Any, Any]]:
        for folder in (texts, gold):
            if not folder.is_dir():
                raise CommandError(f"{folder} is not a folder.")
        lexicon = load_lexicon(REFERENCE_FOLDER)
        labels = read_labels(gold)
        names = [path for path in sorted(texts.iterdir()) if path.suffix in SUFFIXES and path.stem in labels]
        chosen = names[0::2] if half == "odd" else names[1::2] if half == "even" else names
        for path in chosen:
            source = _source(path)
            yield path.stem, as_json(extract(source, lexicon), source), labels[path.stem]


def _source(path: Path) -> Source:
    """The one article of a labelled file; raises CommandError where it cannot be read."""
    outcome = next(iter(read(path.read_bytes(), path.name, ReadOptions(undated=True))))
    if not isinstance(outcome, ReadArticle):
        raise CommandError(f"{path}: {outcome}")
    return Source(
        text=outcome.body,
        title=outcome.title,
        published=outcome.published,
        publisher=outcome.publisher,
        dateline=outcome.dateline,
    )
