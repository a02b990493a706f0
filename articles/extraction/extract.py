"""The stages of extraction in order: tokens, mentions, facts."""

from __future__ import annotations

from articles.extraction.finders.capabilities import find_capabilities
from articles.extraction.finders.dates import find_dates
from articles.extraction.finders.ministers import find_ministers
from articles.extraction.finders.money import find_money
from articles.extraction.finders.nations import find_nations
from articles.extraction.finders.places import find_places
from articles.extraction.finders.quantities import find_quantities
from articles.extraction.lexicon import Lexicon
from articles.extraction.rules.cities import city_facts
from articles.extraction.rules.meetings import meeting_facts
from articles.extraction.rules.ministers import minister_facts
from articles.extraction.rules.nations import nation_facts, title_nations
from articles.extraction.rules.pledges import find_pledges
from articles.extraction.rules.venues import with_givers, with_meetings
from articles.extraction.tokens import tokenize
from articles.extraction.types import Document, Extraction, Mentions, Source


def find_mentions(document: Document, lexicon: Lexicon) -> Mentions:
    """All that the finders see in one document."""
    dates = find_dates(document, lexicon)
    money = find_money(document, lexicon)
    nations = find_nations(document, lexicon)
    return Mentions(
        nations=nations,
        ministers=find_ministers(document, lexicon, nations),
        places=find_places(document, lexicon),
        dates=dates,
        quantities=find_quantities(document, lexicon, dates, money),
        money=money,
        capabilities=find_capabilities(document, lexicon),
    )


def extract(source: Source, lexicon: Lexicon) -> Extraction:
    """The facts that one article states; the publication date anchors relative dates."""
    document, title = tokenize(source), tokenize(title_of(source))
    mentions, in_title = find_mentions(document, lexicon), find_title_mentions(title, lexicon)
    ministers, title_ministers = minister_facts(document, mentions), minister_facts(title, in_title)
    meetings = meeting_facts(document, mentions, lexicon, title)
    pledges = with_meetings(find_pledges(document, mentions, lexicon), meetings, document, mentions)
    return Extraction(
        nations=nation_facts(document, mentions, ministers),
        ministers=ministers,
        meetings=with_givers(meetings, pledges, document),
        pledges=pledges,
        cities=city_facts(document, mentions, lexicon),
        title_nations=title_nations(in_title, title_ministers),
        title_ministers=title_ministers,
    )


def find_title_mentions(title: Document, lexicon: Lexicon) -> Mentions:
    """States and ministers: all that a title adds to its text."""
    nations = find_nations(title, lexicon)
    return Mentions(nations=nations, ministers=find_ministers(title, lexicon, nations))


def title_of(source: Source) -> Source:
    """The title as a text of its own, published when and by whom the article was."""
    return Source(source.title, published=source.published, publisher=source.publisher)
