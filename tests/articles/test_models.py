"""The rules that the database keeps on stored texts, passages and candidates."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from articles.enums import CandidateState
from articles.models import Article, Evidence
from tests.factories import (
    ArticleFactory,
    CandidateFactory,
    EvidenceFactory,
    MeetingFactory,
    PledgeEventFactory,
    prove,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("start", "end"), [(0, 11), (10, 11), (500, 501)])
def test_passage_must_lie_inside_the_text(start: int, end: int) -> None:
    article = ArticleFactory.create(body="0123456789")
    with pytest.raises(DatabaseError, match="evidence_lies_in_text"), transaction.atomic():
        EvidenceFactory.create(article=article, start=start, end=end, meeting=MeetingFactory.create())


def test_passage_may_end_with_the_text_but_not_be_moved_beyond_it() -> None:
    article = ArticleFactory.create(body="0123456789")
    passage = EvidenceFactory.create(article=article, start=8, end=10, meeting=MeetingFactory.create())
    assert passage.quote == "89"
    with pytest.raises(DatabaseError, match="evidence_lies_in_text"), transaction.atomic():
        Evidence.objects.filter(pk=passage.pk).update(end=11)


def test_passage_may_not_be_empty() -> None:
    with pytest.raises(IntegrityError, match="evidence_span_not_empty"), transaction.atomic():
        EvidenceFactory.create(start=3, end=3, meeting=MeetingFactory.create())


def test_passage_proves_exactly_one_fact() -> None:
    for facts in ({}, {"meeting": MeetingFactory.create(), "pledge_event": PledgeEventFactory.create()}):
        with pytest.raises(IntegrityError, match="evidence_proves_exactly_one_fact"), transaction.atomic():
            EvidenceFactory.create(**facts)


def test_same_passage_proves_the_same_fact_once() -> None:
    meeting = MeetingFactory.create()
    passage = EvidenceFactory.create(meeting=meeting)
    with pytest.raises(IntegrityError), transaction.atomic():
        EvidenceFactory.create(article=passage.article, meeting=meeting)
    EvidenceFactory.create(article=passage.article, meeting=MeetingFactory.create())


def test_stored_text_is_never_altered() -> None:
    article = ArticleFactory.create(body="As it was printed.")
    with pytest.raises(DatabaseError, match="stored_text_stays"), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(body="As we would like it.")
    Article.objects.filter(pk=article.pk).update(title="A better title")
    article.refresh_from_db()
    assert (article.title, article.body) == ("A better title", "As it was printed.")


def test_a_body_is_stored_once() -> None:
    ArticleFactory.create(body="One text.")
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleFactory.create(body="One text.")


def test_a_decision_names_who_and_when() -> None:
    candidate = CandidateFactory.create()
    candidate.state = CandidateState.ACCEPTED
    with pytest.raises(IntegrityError, match="candidate_decision_has_decider"), transaction.atomic():
        candidate.save()
    candidate.decided_by, candidate.decided_at = "An editor", timezone.now()
    candidate.save()


def test_fact_that_loses_its_last_passage_leaves_the_public_pages() -> None:
    event = PledgeEventFactory.create()
    first = prove(event, article=ArticleFactory.create())
    second = prove(event, article=ArticleFactory.create())
    assert (event.evidence_count, event.origin_count, event.is_published) == (2, 2, True)
    first.delete()
    event.refresh_from_db()
    assert (event.evidence_count, event.is_published) == (1, True)
    second.delete()
    event.refresh_from_db()
    assert (event.evidence_count, event.is_published, event.public_from) == (0, False, None)


def test_editors_source_keeps_a_fact_public_without_passages() -> None:
    event = PledgeEventFactory.create(vouched=True)
    prove(event, article=ArticleFactory.create()).delete()
    event.refresh_from_db()
    assert (event.is_published, str(event.public_from)) == (True, "2016-02-12")
