"""The ledger after ingestion beside what its briefs report: everything told, nothing invented, nothing twice.

`reported/` says what each brief reports. The goal is to hold 95 % of it with 2 % wrong at most; `FLOORS` is what the
present rules reach, so that a change that loses facts fails here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from articles.models import Article, Evidence
from articles.scoring.score import Score, read_labels, score
from coalition.models import PledgeEvent
from coalition.models.facts import Fact

pytestmark = pytest.mark.django_db

BRIEFS = Path(settings.BASE_DIR) / "seeds" / "articles"
REPORTED = Path(__file__).resolve().parent / "reported"

FLOORS = {
    # layer: least share of what is reported that the ledger holds, greatest share of what it holds that no brief says
    "ministers with office": (0.98, 0.01),
    "meetings (city and month)": (0.94, 0.03),
    "participants": (0.93, 0.02),
    "pledges, strict": (0.80, 0.05),
    "cities with objective": (0.92, 0.05),
}


def held(article: Article) -> dict[str, Any]:
    """What the ledger publishes on the strength of one article, in the form of its labels."""
    passages = Evidence.objects.filter(article=article).select_related(
        "pledge_event__pledge__nation", "meeting", "attendance__nation", "appointment__minister", "appointment__nation",
        "city_event__city",
    )  # fmt: skip
    facts = [(name, fact) for passage in passages for name, fact in _fact_of(passage)]
    came = {(fact.meeting_id, fact.nation.iso_alpha3): fact.role for name, fact in facts if name == "attendance"}
    return {
        "ministers": [
            {"name": fact.minister.name, "office": fact.portfolio, "nation": fact.nation.iso_alpha3, "rule": "ledger"}
            for name, fact in facts
            if name == "appointment"
        ],
        "meetings": [
            {
                "city": fact.city,
                "date": str(fact.starts) if fact.starts else None,
                "status": fact.status,
                "participants": [code for (key, code), role in came.items() if key == fact.pk and role != "invited"],
                "hosts": [code for (key, code), role in came.items() if key == fact.pk and role == "host"],
                "rule": "ledger",
            }
            for name, fact in facts
            if name == "meeting"
        ],
        "pledges": [
            {
                "nation": fact.pledge.nation.iso_alpha3 or "COALITION",
                "category": fact.pledge.capability,
                "kind": fact.act,
                "quantity": fact.quantity,
                "amount": fact.amount,
                "rule": "ledger",
            }
            for name, fact in facts
            if name == "pledge_event"
        ],
        "cities": [
            {"name": fact.city.name, "objective": fact.objective, "rule": "ledger"}
            for name, fact in facts
            if name == "city_event"
        ],
    }


def _fact_of(passage: Evidence) -> Iterator[tuple[str, Any]]:
    for name in ("pledge_event", "meeting", "attendance", "appointment", "city_event"):
        fact: Fact | None = getattr(passage, name)
        if fact is not None and fact.is_published:
            yield name, fact


def _without_mere_mentions(labels: dict[str, Any]) -> dict[str, Any]:
    """A city that is only mentioned is no event of the ledger."""
    return labels | {"cities": [city for city in labels["cities"] if city["objective"] != "mentioned"]}


@pytest.fixture(scope="module")
def ledger(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The record as `make run` fills it; taken back when the module is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", verbosity=0)
        call_command("ingest", str(BRIEFS), verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def coverage(ledger: None) -> Score:
    labels = read_labels(REPORTED)
    stems = {path.stem: path for path in BRIEFS.glob("*.md")}
    titles = {article.title: article for article in Article.objects.all()}
    pairs = []
    for stem, told in labels.items():
        title = str(told["title"])
        assert stem in stems
        pairs.append((stem, held(titles[title]), _without_mere_mentions(told)))
    return score(pairs)


@pytest.mark.parametrize("layer", FLOORS)
def test_the_ledger_holds_what_its_briefs_report(coverage: Score, layer: str) -> None:
    tally = coverage.layers[layer]
    told, wrong = tally.recall, 1 - tally.precision
    least, most = FLOORS[layer]
    assert told >= least, f"{tally.right} of {tally.right + tally.missed} reported facts are held"
    assert wrong <= most, f"{tally.false} of {tally.right + tally.false} held facts are in no brief"


def test_no_act_stands_twice(ledger: None) -> None:
    """One nation's act on one capability, of one day with one number, is one event, whoever tells it."""
    events = PledgeEvent.objects.filter(is_published=True).exclude(quantity=None, amount=None).select_related("pledge")
    told = Counter(
        (event.pledge.nation_id, event.pledge.capability, event.act, str(event.happened), event.quantity, event.amount)
        for event in events
        if event.happened is not None
    )
    assert [key for key, times in told.items() if times > 1] == []
