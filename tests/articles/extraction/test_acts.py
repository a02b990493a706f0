"""What a verb group states: every act by tense, modality, negation and governor."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from articles.extraction.acts import act_of, stance_of
from articles.extraction.lexicon import Lexicon, load_lexicon
from articles.extraction.tokens import tokenize
from articles.extraction.types import Source
from tests.articles.extraction.test_clauses import clauses_of

CASES = """
Denmark will send trainers. => pledged
Denmark may send trainers. => considering
Denmark might send trainers. => considering
Denmark has sent trainers. => delivering
Denmark sends trainers. => delivering
Denmark is sending trainers. => pledged
Denmark is training troops. => delivering
Denmark should send trainers. => -
Denmark did not send trainers. => -
Denmark will not send trainers. => declined
Denmark does not send trainers. => declined
Denmark agreed to send trainers. => pledged
Denmark decided not to send trainers. => declined
Denmark refused to send trainers. => declined
Denmark refused to stop sending trainers. => delivering
Denmark may refuse to send trainers. => -
Denmark does not rule out sending trainers. => considering
Denmark decided to stop sending trainers. => ended
Denmark stopped sending trainers. => ended
Denmark may stop sending trainers. => considering
Denmark will continue to send trainers. => delivering
Denmark vowed to continue sending trainers. => pledged
Denmark will not continue to send trainers. => ended
Denmark is considering sending trainers. => considering
Denmark is not considering sending trainers. => declined
Denmark agreed to consider sending trainers. => considering
Denmark was asked to send trainers. => requested
Denmark was not asked to send trainers. => -
Denmark has not decided to send trainers. => considering
Denmark is expected to approve sending trainers. => considering
Denmark is expected to send trainers. => considering
Denmark is unwilling to send trainers. => declined
Denmark has no plans to send trainers. => declined
Denmark began sending trainers. => delivering
Denmark consented to send trainers. => pledged
Denmark is eager to send trainers. => pledged
Denmark is tempted to send trainers. => considering
Denmark eschewed sending trainers. => declined
Denmark backed away from sending trainers. => declined
Denmark was encouraged to send trainers. => requested
"""


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def cases() -> Iterator[object]:
    for line in CASES.strip().splitlines():
        sentence, _, expected = line.partition(" => ")
        yield pytest.param(sentence, expected, id=sentence)


@pytest.mark.parametrize(("sentence", "expected"), list(cases()))
def test_last_verb_states(sentence: str, expected: str, lexicon: Lexicon) -> None:
    document = tokenize(Source(sentence))
    verb = clauses_of(document, lexicon).verbs[-1]
    assert (act_of(verb, reported=True) or "-") == expected


@pytest.mark.parametrize(("reported", "expected"), [(True, "pledged"), (False, "considering")])
def test_would_is_the_future_of_a_report_and_a_hypothesis_elsewhere(
    reported: bool, expected: str, lexicon: Lexicon
) -> None:
    document = tokenize(Source("Denmark would send trainers."))
    assert act_of(clauses_of(document, lexicon).verbs[0], reported=reported) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Denmark sent trainers.", "deed"),
        ("Denmark offered trainers.", "promise"),
        ("Denmark rejected the plan.", "decline"),
        ("Denmark withdrew its trainers.", "end"),
        ("Denmark left the country.", "deed"),
        ("Denmark lost the match.", ""),
    ],
)
def test_stance_of_a_verb(sentence: str, expected: str, lexicon: Lexicon) -> None:
    document = tokenize(Source(sentence))
    assert stance_of(clauses_of(document, lexicon).verbs[0]) == expected
