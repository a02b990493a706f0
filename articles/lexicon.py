"""The lexicon with what editors have added: names of nations, ministers, cities.

The files in `seeds/reference/` come first. People whom extraction itself has found are left out: what a text is read to
say must not depend on which texts were read before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings

from articles.extraction.additions import LexiconAdditions, extend_lexicon
from articles.extraction.lexicon import Appointment, KnownMinister, Lexicon, NationEntry, PlaceEntry, load_lexicon
from coalition.actions.reference import ENTERED_BY
from coalition.enums import NameKind, NationKind
from coalition.models import Appointment as HeldOffice
from coalition.models import City, Minister, Nation


def build_lexicon() -> Lexicon:
    """The words of the files and of the database together. Six queries."""
    lexicon = load_lexicon(Path(settings.REFERENCE_DIR))
    return extend_lexicon(lexicon, lexicon_additions(lexicon))


def lexicon_additions(lexicon: Lexicon) -> LexiconAdditions:
    """What the database adds to the lexicon of the files."""
    codes = dict(_codes(lexicon))
    return LexiconAdditions(
        nations=tuple(_nations(lexicon, codes)),
        places=tuple(_cities(lexicon)),
        ministers=tuple(_ministers(lexicon, codes)),
    )


def _codes(lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """Key and code of each nation; an organisation has the code that the files give to its abbreviation."""
    known = {entry.code for entry in lexicon.nations}
    for nation in Nation.objects.prefetch_related("names"):
        short = [
            name.name.replace("-", "").replace(".", "").upper()
            for name in nation.names.all()
            if name.kind == NameKind.ABBREVIATION and nation.kind == NationKind.ORGANISATION
        ]
        yield nation.pk, next((code for code in short if code in known), short[0] if short else nation.code)


def _nations(lexicon: Lexicon, codes: dict[int, str]) -> Iterator[NationEntry]:
    known = {entry.code: entry for entry in lexicon.nations}
    for nation in Nation.objects.prefetch_related("names"):
        code = codes[nation.pk]
        entry = known.get(code) or _new_entry(code, nation)
        extended = _with_names(entry, nation)
        if extended != known.get(code):
            yield extended


def _new_entry(code: str, nation: Nation) -> NationEntry:
    kind: Any = nation.kind
    return NationEntry(code=code, kind=kind, name=nation.name, names=(nation.name,))


def _with_names(entry: NationEntry, nation: Nation) -> NationEntry:
    words: dict[str, list[str]] = defaultdict(list)
    for name in nation.names.all():
        words[name.kind].append(name.name)
    return replace(
        entry,
        names=_union(entry.names, words[NameKind.OFFICIAL], words[NameKind.SHORT], words[NameKind.FORMER]),
        demonyms=_union(entry.demonyms, words[NameKind.DEMONYM]),
        capitals=_union(entry.capitals, words[NameKind.CAPITAL]),
        abbreviations=_union(entry.abbreviations, words[NameKind.ABBREVIATION]),
        institutions=_union(entry.institutions, words[NameKind.INSTITUTION]),
    )


def _cities(lexicon: Lexicon) -> Iterator[PlaceEntry]:
    known = {entry.slug: entry for entry in lexicon.places if entry.kind == "city"}
    for city in City.objects.select_related("country"):
        entry = known.get(city.slug) or PlaceEntry(
            name=city.name, kind="city", country=city.country.code, slug=city.slug
        )
        spellings = [name for name in (city.name, *city.aliases) if name != entry.name]
        extended = replace(entry, aliases=_union(entry.aliases, spellings))
        if extended != known.get(city.slug):
            yield extended


def _ministers(lexicon: Lexicon, codes: dict[int, str]) -> Iterator[KnownMinister]:
    """People whom an editor has entered or changed, once for each nation they served."""
    known = {(entry.name, entry.nation): entry for entry in lexicon.ministers}
    history: Any = Minister.history
    edited = set(history.filter(history_user__isnull=False).values_list("id", flat=True))
    vouched = (
        HeldOffice.objects.published().exclude(entered_by__in=["", ENTERED_BY]).values_list("minister_id", flat=True)
    )
    for minister in Minister.objects.filter(pk__in=edited | set(vouched)).prefetch_related("appointments"):
        offices: dict[str, list[Appointment]] = defaultdict(list)
        for held in minister.appointments.all():
            offices[codes[held.nation_id]].append(_appointment(held))
        for nation, terms in offices.items():
            entry = known.get((minister.name, nation)) or KnownMinister(name=minister.name, nation=nation)
            extended = replace(
                entry,
                aliases=_union(entry.aliases, minister.aliases),
                appointments=tuple(dict.fromkeys([*entry.appointments, *terms])),
            )
            if extended != known.get((minister.name, nation)):
                yield extended


def _appointment(held: HeldOffice) -> Appointment:
    began, ended = held.began, held.ended
    return Appointment(
        office=held.office,
        portfolio=held.portfolio,  # type: ignore[arg-type]
        start=began.day if began else None,
        end=ended.last_day if ended else None,
    )


def _union(*lists: Iterable[str]) -> tuple[str, ...]:
    """All of them, in order and each once."""
    return tuple(dict.fromkeys(chain.from_iterable(lists)))
