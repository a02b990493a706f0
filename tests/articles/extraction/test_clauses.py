"""Verb groups of a sentence: "words form [modal] [not] [passive] [< governor]"."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from articles.extraction.clauses import ADJECTIVE_NAME, NAME, Clauses, VerbGroup, analyse
from articles.extraction.finders.capabilities import find_capabilities
from articles.extraction.finders.nations import find_nations
from articles.extraction.lexicon import Lexicon, load_lexicon
from articles.extraction.lexicon_pledges import pledge_words
from articles.extraction.tokens import tokenize
from articles.extraction.types import Document, Source

CASES = """
Denmark sends trainers. => sends present
Denmark sent trainers. => sent past
Denmark has sent trainers. => has sent past
Denmark will send trainers. => will send present will
Denmark will not send trainers. => will not send present will not
Denmark won't send trainers. => won't send present will not
Denmark cannot send trainers. => cannot send present may not
Denmark may send trainers. => may send present may
Denmark is sending trainers. => is sending present
Denmark agreed to send trainers. => agreed past; to send infinitive < agree
Denmark decided not to send trainers. => decided past; not to send infinitive not < decide
Denmark is considering sending trainers. => is considering present; sending gerund < consider
Denmark was asked to send trainers. => was asked past passive; to send infinitive < ask
Denmark has ruled out sending troops. => has ruled out past; sending gerund < rule out
Denmark does not rule out sending troops. => does not rule out present not; sending gerund < rule out
Denmark has no plans to send troops. => has present; plans noun not; to send infinitive < plans
Denmark is ready to send troops. => is ready present; to send infinitive < ready
Troops were sent by Denmark. => were sent past passive
Denmark will pull out its jets and send trainers. => will pull out present will; send present will
Denmark will bring its troops home. => will bring present will
Danish jets strike the town. => strike present
Danish air strikes continue. => continue present
The request for troops came late. => request noun; came past
Islamic State (IS) lost the town. => lost past
Germany to send 650 troops. => to send present will
"""


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def clauses_of(document: Document, lexicon: Lexicon) -> Clauses:
    marks = [0] * len(document.keys)
    for nation in find_nations(document, lexicon):
        for token in range(nation.first, nation.end):
            marks[token] = ADJECTIVE_NAME if nation.form == "demonym" else NAME
    for token, word in enumerate(document.words):
        if word == "IS":
            marks[token] = NAME
    nouns = {mention.first: mention.end for mention in find_capabilities(document, lexicon)}
    return analyse(document.keys, document.lowers, 0, len(document.keys), marks, nouns, pledge_words(lexicon))


def shown(document: Document, verb: VerbGroup) -> str:
    parts = [document.quote(document.span(verb.first, verb.end)), verb.form]
    parts += [verb.modal] if verb.modal else []
    parts += ["not"] if verb.negated else []
    parts += ["passive"] if verb.passive else []
    parts += ["< " + verb.governor.lemma] if verb.governor is not None else []
    return " ".join(parts)


def cases() -> Iterator[object]:
    for line in CASES.strip().splitlines():
        sentence, _, expected = line.partition(" => ")
        yield pytest.param(sentence, expected.split("; "), id=sentence)


@pytest.mark.parametrize(("sentence", "expected"), list(cases()))
def test_verb_groups(sentence: str, expected: list[str], lexicon: Lexicon) -> None:
    document = tokenize(Source(sentence))
    assert [shown(document, verb) for verb in clauses_of(document, lexicon).verbs] == expected


SEGMENTS = """
Denmark will send trainers, but Norway will send tents. => Denmark will send trainers , | but Norway will send tents .
Denmark, which left in May, will return. => Denmark , | which left in May | , will return .
Denmark said that it would send trainers. => Denmark said | that it would send trainers .
Islamic State (IS) fled when Denmark attacked. => Islamic State ( IS ) fled | when Denmark attacked .
"""


def segment_cases() -> Iterator[object]:
    for line in SEGMENTS.strip().splitlines():
        sentence, _, expected = line.partition(" => ")
        yield pytest.param(sentence, expected, id=sentence)


@pytest.mark.parametrize(("sentence", "expected"), list(segment_cases()))
def test_segments(sentence: str, expected: str, lexicon: Lexicon) -> None:
    document = tokenize(Source(sentence))
    segments = clauses_of(document, lexicon).segments
    cut = [document.words[0]]
    for token in range(1, len(segments)):
        cut += (["|"] if segments[token] != segments[token - 1] else []) + [document.words[token]]
    assert " ".join(cut) == expected
