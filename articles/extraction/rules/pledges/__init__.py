"""Which nation states which act on which capability: offers, refusals, requests, deployments, withdrawals.

`find_pledges` reads sentence by sentence; a sentence without a word for a capability costs one lookup. How a sentence
is
read stands in `sentence.py`, who acts in `actors.py`, numbers and places in `values.py`.
"""

from __future__ import annotations

from functools import lru_cache

from articles.extraction.finders.homes import home_votes
from articles.extraction.finders.nations import find_nations
from articles.extraction.lexicon import Lexicon
from articles.extraction.lexicon_pledges import pledge_words
from articles.extraction.rules.pledges.merge import merge
from articles.extraction.rules.pledges.reader import Reader
from articles.extraction.rules.pledges.speakers import home_of
from articles.extraction.rules.pledges.tasks import with_tasks
from articles.extraction.scope import is_about_fight
from articles.extraction.tokens import keys_of, tokenize
from articles.extraction.types import COALITION, Document, Mentions, PledgeFact, Source

__all__ = ["find_pledges"]

_SPEAKERS = frozenset({"briefing", "spokesman", "spokeswoman", "spokesperson", "commander", "conference", "transcript"})
_TITLE_VOTES = 5
"""What the state named first in a title weighs among the votes for the state that speaks ("UK military operations")."""


def find_pledges(document: Document, mentions: Mentions, lexicon: Lexicon) -> tuple[PledgeFact, ...]:
    """All pledges of one article in text order; none where the text is not about the fight against IS.

    Example: "Denmark will send 120 trainers to Al Asad" gives (DNK, trainers, pledged, 120, Al Asad).
    """
    words = pledge_words(lexicon)
    if not (mentions.capabilities or mentions.money) or not is_about_fight(document, words):
        return ()
    states, published_by = _states(lexicon), _states_in(document.source.publisher, lexicon)

    def speaking() -> str:
        if _speaks_for_coalition(document.source):
            return COALITION
        votes = home_votes(document, (), lexicon)
        for code in _states_in(document.source.title, lexicon)[:1]:
            votes[code] = max(votes.get(code, 0), _TITLE_VOTES)
        return home_of(votes, states)

    facts = Reader(document, mentions, words, states, published_by, speaking).read()
    return merge(with_tasks(facts, document, mentions))


def _speaks_for_coalition(source: Source) -> bool:
    """Whether the speaker of a text is the coalition's: "Briefing by the spokesman of Operation Inherent Resolve"."""
    head = set(keys_of(f"{source.title} {source.publisher}"))
    return {"inherent", "resolve"} <= head and not head.isdisjoint(_SPEAKERS)


@lru_cache(maxsize=4)
def _states(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(entry.code for entry in lexicon.nations if entry.kind == "state")


@lru_cache(maxsize=1024)
def _states_in(line: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The states in a title or the name of a publisher: "Norwegian Ministry of Defence" gives NOR."""
    mentions = find_nations(tokenize(Source(line)), lexicon)
    return tuple(mention.code for mention in mentions if mention.code in _states(lexicon))
