"""Did you mean: names that are spelled nearly like what was typed."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import chain

from coalition.as_of import PublicRecord
from coalition.models import City, Nation, NationName
from coalition.queries.ministers import visible_ministers
from coalition.search.query import Query
from coalition.search.text import words

_CLOSE = 0.75
"""Share of letters in common, in order (`difflib`): it keeps "Germnay" with Germany and Iran apart from Iraq's
Mosul. Names are some thousands, so that they are compared here, alike on both databases."""

_SHORTEST = 4


def did_you_mean(query: Query, record: PublicRecord, limit: int = 3) -> list[str]:
    """Up to `limit` names near to the words of `query`, nearest first. Four queries."""
    spellings = _spellings(record)
    asked = [" ".join(query.words), *(word for word in query.words if len(word) >= _SHORTEST)]
    found: dict[str, None] = {}
    for text in dict.fromkeys(asked):
        if len(text) >= _SHORTEST:
            for spelling in get_close_matches(text, spellings, n=limit, cutoff=_CLOSE):
                found[spellings[spelling]] = None
    return list(found)[:limit]


def _spellings(record: PublicRecord) -> dict[str, str]:
    """Folded spelling → the name as it is offered; of the names of people also the last word."""
    people = list(visible_ministers(record).values_list("name", "aliases"))
    cities = list(City.objects.values_list("name", "aliases"))
    nations = chain(Nation.objects.values_list("name", flat=True), NationName.objects.values_list("name", flat=True))
    named = chain(nations, *((name, *aliases) for name, aliases in chain(people, cities)))
    spellings: dict[str, str] = {}
    for name in named:
        if parts := words(name):
            spellings.setdefault(" ".join(parts), name)
    for name, _ in people:
        spellings.setdefault(words(name)[-1] if words(name) else name, name)
    return spellings
