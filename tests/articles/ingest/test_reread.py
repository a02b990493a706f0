"""`manage.py reread`: what the present rules change in stored articles, told before and after it happens."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.enums import CandidateState
from articles.extraction.extract import extract
from articles.extraction.lexicon import Lexicon, load_lexicon
from articles.extraction.types import Extraction, Source
from articles.ingest import pipeline, worker
from articles.models import Article, Candidate, ExtractionRun, RunChange
from articles.recording import Register, finish_run, record_article, start_run
from coalition.models import PledgeEvent
from tests.factories import ArticleFactory, NationFactory

pytestmark = pytest.mark.django_db

NORWAY = "Norway will send 60 trainers to Iraq to help fight Islamic State."
SPAIN = "Spain will send 30 trainers to Iraq to help fight Islamic State."


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(autouse=True)
def one_lexicon(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "build_lexicon", lambda: lexicon)


@pytest.fixture(autouse=True)
def stored() -> list[Article]:
    """Two articles that an older version of the rules has read; it found nothing in either."""
    for name, code in (("Norway", "NOR"), ("Spain", "ESP"), ("Iraq", "IRQ")):
        NationFactory.create(name=name, iso_alpha3=code)
    articles = [ArticleFactory.create(title=f"About {body.split()[0]}", body=body) for body in (NORWAY, SPAIN)]
    run = start_run()
    register = Register.load()
    finish_run(run, [record_article(one, Extraction(), run=run, register=register) for one in articles])
    ExtractionRun.objects.update(code_version="older")
    return articles


def reread(**options: Any) -> tuple[list[str], list[str]]:
    """Run the command; the lines it prints, and those of its failures, the exit line last."""
    out, errors = io.StringIO(), io.StringIO()
    try:
        call_command("reread", stdout=out, stderr=errors, **options)
    except CommandError as error:
        return out.getvalue().splitlines(), [*errors.getvalue().splitlines(), str(error)]
    return out.getvalue().splitlines(), errors.getvalue().splitlines()


def told(stored: list[Article]) -> list[str]:
    norway, spain = stored
    return [
        f"{norway.pk} About Norway",
        "  + pledge NOR trainers pledged 60 personnel",
        f"{spain.pk} About Spain",
        "  + pledge ESP trainers pledged 30 personnel",
    ]


def test_dry_run_tells_the_changes_and_writes_nothing(stored: list[Article]) -> None:
    out, errors = reread(dry_run=True)
    assert (out, errors) == ([*told(stored), "Dry run, nothing written: 2 read, 2 added, 0 lost, 0 changed"], [])
    assert not Candidate.objects.exists()
    assert ExtractionRun.objects.count() == 1


def test_changes_are_recorded_and_listed_in_their_run(stored: list[Article]) -> None:
    out, errors = reread()
    assert (out, errors) == ([*told(stored), "2 read, 2 added, 0 lost, 0 changed"], [])
    run = ExtractionRun.objects.first()
    assert run is not None
    assert (run.articles_read, run.added, run.finished_at is not None) == (2, 2, True)
    assert {change.candidate.article.title for change in run.changes.all()} == {"About Norway", "About Spain"}
    assert {(event.pledge.nation.name, event.quantity) for event in PledgeEvent.objects.all()} == {
        ("Norway", 60),
        ("Spain", 30),
    }


def test_what_the_present_rules_have_read_is_left_alone_unless_asked() -> None:
    reread()
    assert reread() == (["0 read, 0 added, 0 lost, 0 changed"], [])
    assert reread(all=True) == (["2 read, 0 added, 0 lost, 0 changed"], [])


def test_what_an_editor_rejected_stays_rejected() -> None:
    reread()
    candidate = Candidate.objects.get(article__title="About Spain")
    candidate.state, candidate.decided_by = CandidateState.REJECTED, "vera"
    candidate.save()
    assert reread(all=True) == (["2 read, 0 added, 0 lost, 0 changed"], [])
    candidate.refresh_from_db()
    assert (candidate.state, candidate.decided_by) == (CandidateState.REJECTED, "vera")


def test_article_that_fails_keeps_its_facts_and_the_next_one_follows(
    stored: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    reread()
    RunChange.objects.all().delete()

    def fails_for_norway(source: Source, lexicon: Lexicon) -> Extraction:
        if source.text == NORWAY:
            raise RuntimeError("no such word")
        found = extract(source, lexicon)
        return replace(found, pledges=())

    monkeypatch.setattr(worker, "extract", fails_for_norway)
    out, errors = reread(all=True)
    norway, spain = stored
    assert out == [
        f"{spain.pk} About Spain",
        "  - pledge ESP trainers pledged 30 personnel",
        "2 read, 0 added, 1 lost, 0 changed",
    ]
    assert errors == [f"{norway.pk} About Norway: RuntimeError: no such word", "1 of 2 could not be read."]
    assert [event.pledge.nation.name for event in PledgeEvent.objects.all()] == ["Norway"]
    assert [change.change for change in RunChange.objects.all()] == ["lost"]
