"""Who acts: the nations a sentence can credit, and which of them is the subject of a verb.

"Denmark and the Netherlands", "the French parliament", "Fallon", "it", "the coalition" are actors; "in Iraq" "
"is none, and
"IS militants" or "Kurdish fighters" are actors that block a contribution.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from articles.extraction.clauses import ADVERBS, PREPOSITIONS, RELATIVES, Clauses, VerbGroup
from articles.extraction.rules.pledges.words import PRONOUNS, THEATRE
from articles.extraction.types import COALITION, MinisterMention, NationMention

ActorKind = Literal["nation", "minister", "pronoun", "noun", "outsider", "thing"]

_LIST_WORDS = frozenset({",", "and", "&", "/", "the", "or", "nor", "both", "plus", "also", "then"})
_LONG_JOINS = (("as", "well", "as"), ("along", "with"), ("together", "with"), ("in", "addition", "to"))
COMPOUNDS = frozenset(
    "led backed made built trained born supplied based occupied held brokered sponsored run funded owned "
    "designed speaking "
    "controlled allied supported dominated drafted".split()
)
_OWN_INSTITUTIONS = frozenset(
    "government country parliament ministry military army cabinet president chancellor premier minister lawmakers mps "
    "governments administration navy bundestag kingdom nation republic leader".split()
)
_COLLECTIVE_ALLIES = frozenset({"allies", "partners"})
_OF_PARTNERS = frozenset({"nation", "nations", "forces", "aircraft", "military", "militaries", "countries"})
_INSTITUTIONS_OF = _OWN_INSTITUTIONS | frozenset(
    "people king queen emir ministers leaders forces air force members troops parliamentarians armed government's "
    "governments chief secretary head prince sultan diet embassy senate assembly ministry council".split()
)


@dataclass(slots=True)
class Actor:
    """Words that can be a subject. `codes` are the nations they stand for, empty for outsiders and things."""

    kind: ActorKind
    codes: tuple[str, ...]
    first: int
    end: int
    preposition: str
    name: str = ""


def group_nations(keys: Sequence[str], nations: Sequence[NationMention]) -> list[list[NationMention]]:
    """Nation mentions gathered into lists: "Australia, Germany, Italy and the Netherlands" is one group."""
    groups: list[list[NationMention]] = []
    for mention in nations:
        if is_compound(keys, mention):
            continue
        if groups and _joins(keys, groups[-1][-1].end, mention.first) and not _begins_anew(keys, groups[-1], mention):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return [part for group in groups for part in _parted(keys, group)]


def _begins_anew(keys: Sequence[str], group: Sequence[NationMention], mention: NationMention) -> bool:
    """ "goes to northern Iraq and Lithuania will lend": where something goes is no giver's companion."""
    if group[-1].code not in THEATRE or keys[mention.first - 1] != "and":
        return False
    return keys[mention.end : mention.end + 1] in _FINITE and bool(preposition_of(keys, group[0].first, 0))


_FINITE = [[word] for word in ("will", "would", "has", "is", "may", "might", "had", "was")]

_NO_LIST = ([","], [",", "the"], [",", "and"], [",", "and", "the"])


def _parted(keys: Sequence[str], group: list[NationMention]) -> list[list[NationMention]]:
    """Two nations with a comma between them are no list: "to Iraq, and Norway offered".

    What follows a closed list begins anew: "Along with Britain and France, Denmark flies".
    """
    goes_on = "other" in keys[group[-1].end : group[-1].end + 3]
    if len(group) == 2 and keys[group[0].end : group[1].first] in _NO_LIST and not goes_on:
        return [group[:1], group[1:]]
    for number in range(1, len(group) - 1):
        if keys[group[number - 1].end : group[number].first] == [",", "and"]:
            return [*_parted(keys, group[:number]), *_parted(keys, group[number:])]  # "in Iraq, and Estonia and Latvia"
    for number in range(2, len(group)):
        closed = "and" in keys[group[number - 2].end : group[number - 1].first]
        if closed and keys[group[number - 1].end : group[number].first] in ([","], [",", "the"]):
            return [group[:number], *_parted(keys, group[number:])]
    return [group]


def is_compound(keys: Sequence[str], mention: NationMention) -> bool:
    """ "U.S.-led", "French-made", "Russian-backed": the nation is not the one that acts."""
    end = mention.end
    return end + 1 < len(keys) and keys[end] == "-" and keys[end + 1] in COMPOUNDS


def leads_force(keys: Sequence[str], mention: NationMention) -> bool:
    """ "U.S.-led forces", "the American-led alliance": the coalition by the name of its leader."""
    following = keys[mention.end : mention.end + 3]
    return mention.code == "USA" and following[:2] == ["-", "led"] and not _LED.isdisjoint(following[2:])


_LED = frozenset("forces alliance aircraft warplanes jets planes".split())


def _joins(keys: Sequence[str], start: int, stop: int) -> bool:
    between = keys[start:stop]
    if not between:
        return True
    if len(between) > 4:
        return False
    if all(key in _LIST_WORDS for key in between):
        return any(key in {",", "and", "&", "/", "or", "nor"} for key in between)
    plain = tuple(key for key in between if key not in {",", "the"})
    return plain in _LONG_JOINS


def actors_of(
    keys: Sequence[str],
    nations: Sequence[NationMention],
    ministers: Sequence[MinisterMention],
    outsiders: Sequence[tuple[int, int]],
    pronouns: Sequence[int],
    remembered: dict[str, tuple[str, ...]],
    bounds: tuple[int, int],
    things: frozenset[int] = frozenset(),
) -> list[Actor]:
    """All actors of a sentence in text order.

    `things` are the ends of capability mentions: "soldiers from the United Kingdom" are an actor. `pronouns` are the
    tokens of pronouns and of nouns such as "the government"; `remembered` maps "it" (the last nation), "he" (the last
    person's nation) and "we" (the speaker's) to codes.
    """
    first, end = bounds
    actors = [_minister(keys, mention, first) for mention in ministers]
    inside = {token for mention in ministers for token in range(mention.first, mention.end)}
    dateline = _dateline_end(keys, first, end)
    for group in group_nations(keys, nations):
        if (group[0].first in inside and group[-1].first in inside) or group[-1].end <= dateline:
            continue
        if len(group[0].code) != 3 and len(group) == 1 and keys[group[0].end : group[0].end + 1] in _MEMBERSHIPS:
            continue  # "Estonia, a NATO member, has sent"
        if keys[group[-1].end : group[-1].end + 1] in _ORIGINS:
            continue  # "guns of Soviet and Romanian manufacture"
        actors.append(_nations(keys, group, first, things))
    lists = [actor for actor in actors if len(actor.codes) > 1]
    actors += [
        Actor("outsider", (), a, b, preposition_of(keys, a, first), "")
        for a, b in outsiders
        if keys[b : b + 1] not in _MEMBERSHIPS and not any(one.first <= a and b <= one.end for one in lists)
    ]
    actors += [_pronoun(keys, token, remembered, first) for token in pronouns if token not in inside]
    actors += [
        Actor("nation", (COALITION,), mention.first, mention.end + 3, preposition_of(keys, mention.first, first))
        for mention in nations
        if leads_force(keys, mention)
    ]
    actors.sort(key=lambda actor: (actor.first, -actor.end))
    return _resolved(keys, _collectives(keys, actors, remembered, first, end), labelled="label" in remembered)


def _dateline_end(keys: Sequence[str], first: int, end: int) -> int:
    """The dash that closes a dateline with a country: "WELLINGTON, New Zealand — Australia has"; else the start."""
    for token in range(first + 1, min(first + _LONGEST_DATELINE, end)):
        if keys[token] in {"—", "--"}:
            return token if keys[first + 1] == "," and "(" not in keys[first:token] else first
    return first


_ORIGINS = [["manufacture"], ["make"], ["origin"], ["design"], ["production"], ["extraction"], ["descent"]]
_LONGEST_DATELINE = 8
_MEMBERSHIPS = [["member"], ["ally"], ["partner"], ["newcomer"], ["state"], ["country"]]
"""What a nation is to an organisation: "Estonia, a NATO member, has sent"."""

GROUP_NOUNS = frozenset("countries nations states governments allies partners members".split())
_SPELLING_OUT = frozenset({":", "(", "—", "–", "including", "namely"})
_GROUP_OPENERS = frozenset("the those these its their several many some other all both most".split())


def _collectives(
    keys: Sequence[str], actors: list[Actor], remembered: dict[str, tuple[str, ...]], first: int, end: int
) -> list[Actor]:
    """The actors with those added that stand for a group: "a dozen countries: Australia, Belgium …", "those nations".

    A group whose members the text does not spell out has no codes and so no contribution.
    """
    if GROUP_NOUNS.isdisjoint(keys[first:end]):
        return actors
    taken = {token for actor in actors for token in range(actor.first, actor.end)}
    found = list(actors)
    for token in range(first, end):
        if keys[token] in GROUP_NOUNS and token not in taken and keys[token - 1] != "united":
            listed = _list_with_others(keys, token, found)
            if listed is not None:
                found[found.index(listed)] = replace(listed, end=token + 1)
                continue
            codes = _spelled_out(keys, token, actors) or _named_before(keys, token, remembered)
            preposition = "" if _counts_group(keys, token) else preposition_of(keys, token, first)
            found.append(Actor("noun" if codes else "thing", codes, token, token + 1, preposition))
    found.sort(key=lambda actor: (actor.first, -actor.end))
    return found


def _counts_group(keys: Sequence[str], token: int) -> bool:
    """ "a number of countries", "dozens of other nations": the group itself is what the words before count."""
    start = token - 2 if keys[token - 1] not in {"of"} else token - 1
    return any(keys[t] == "of" and keys[t - 1] in _GATHERING for t in range(start, token))


_GATHERING = frozenset("number dozens scores handful group host couple majority list string range series".split())


def _list_with_others(keys: Sequence[str], token: int, actors: Sequence[Actor]) -> Actor | None:
    """The nations of "Jordan, Bahrain and other Arab states": the rest of such a list is not named."""
    start = token - 1
    while token - start < 4 and keys[start] not in {"other", "others"}:
        start -= 1
    if keys[start - 1 : start + 1] != ["and", "other"]:
        return None
    return next((a for a in actors if a.kind == "nation" and a.codes and 0 <= start - 1 - a.end <= 1), None)


def _spelled_out(keys: Sequence[str], token: int, actors: Sequence[Actor]) -> tuple[str, ...]:
    for actor in actors:
        if actor.first > token and actor.kind == "nation" and len(actor.codes) > 1:
            if keys[actor.first - 1] in _SPELLING_OUT or keys[actor.first - 2] in _SPELLING_OUT:
                return actor.codes
            return ()
    return ()


def _named_before(keys: Sequence[str], token: int, remembered: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if keys[token - 1] in {"those", "these"} or (token > 1 and keys[token - 2] in {"those", "these", "the"}):
        return remembered.get("group", ())
    return ()


def _resolved(keys: Sequence[str], actors: list[Actor], *, labelled: bool) -> list[Actor]:
    """Pronouns read in their own sentence first: in "Berlin said it would", "it" is Berlin.

    Where labels name the speakers, "we" is the one who is labelled and nobody spoken of.
    """
    resolved: list[Actor] = []
    speakers = [actor for actor in actors if actor.kind == "minister"] or [
        actor for actor in actors if actor.kind == "nation" and not actor.preposition and is_official(keys, actor.end)
    ]
    for actor in actors:
        if labelled and _is_first_person(keys, actor):
            resolved.append(actor)
            continue
        resolved.append(_as_speaker(keys, actor, speakers) or _with_antecedent(keys, actor, resolved))
    return resolved


def _as_speaker(keys: Sequence[str], actor: Actor, speakers: Sequence[Actor]) -> Actor | None:
    """ "We", and a "he" or "the government" before the name, are the person the sentence names."""
    if actor.kind not in {"pronoun", "noun"} or not speakers:
        return None
    key = keys[actor.first]
    named_later = key in _NAMED_LATER and not actor.codes and actor.first < speakers[0].first
    if named_later or _is_first_person(keys, actor):
        return replace(actor, codes=speakers[0].codes)
    return None


_NAMED_LATER = frozenset({"he", "she", "government", "country", "cabinet", "parliament"})
"""What can open a sentence that names its speaker at the end: "The government will not send troops, Ireland's foreign
minister said"."""


def _is_first_person(keys: Sequence[str], actor: Actor) -> bool:
    """ "We", "I", "our government"."""
    return actor.kind in {"pronoun", "noun"} and (
        keys[actor.first] in {"we", "i"} or keys[actor.first - 1] in FIRST_PERSON
    )


def is_official(keys: Sequence[str], token: int) -> bool:
    """Whether an office follows the nation that ends at `token`: "the Danish foreign minister"."""
    for key in keys[token : token + 4]:
        if key in OFFICES:
            return True
        if key not in _OF_OFFICES:
            return False
    return False


OFFICES = frozenset(
    "minister premier president chancellor secretary spokesman spokeswoman spokesperson ambassador envoy general "
    "commander official officials chief king emir officer".split()
)
_OF_OFFICES = frozenset(
    "'s ' foreign defence defense prime deputy senior military army government interior state finance development air "
    "force navy acting new vice".split()
)


def _with_antecedent(keys: Sequence[str], actor: Actor, before: Sequence[Actor]) -> Actor:
    key = keys[actor.first]
    own = _is_first_person(keys, actor)
    if actor.kind not in {"pronoun", "noun"} or key in GROUP_NOUNS or own:
        return actor
    kinds = (
        {"minister", "nation"}
        if key in {"he", "she"} or key in OFFICE_NOUNS
        else {"nation", "minister", "pronoun", "noun"}
    )
    teller = _teller(keys, actor, before) if key in {"it", "they"} else None
    if teller is not None:
        return Actor(actor.kind, teller.codes, actor.first, actor.end, actor.preposition)
    near = [known for known in before if ";" not in keys[known.end : actor.first]] if key == "it" else []
    for known in (*near, *before):
        seated = key in _INSTITUTIONS_THERE and known.kind == "nation" and _is_scene(keys, known)
        if known.kind in kinds and known.codes and (seated or not known.preposition):
            return Actor(actor.kind, known.codes, actor.first, actor.end, actor.preposition)
    return actor


def _teller(keys: Sequence[str], actor: Actor, before: Sequence[Actor]) -> Actor | None:
    """Who says it right before the pronoun: "days after Italy said it would", "Spain's government said Tuesday it"."""
    for known in reversed(before):
        if known.end + 4 < actor.first:
            return None
        if known.codes and known.kind in {"nation", "noun"} and not _TELLING.isdisjoint(keys[known.end : actor.first]):
            closes = known.kind == "noun" or keys[known.end] in _TELLING
            return known if closes and known.preposition in {"", "after", "since", "before", "as"} else None
    return None


_TELLING = frozenset("said says announced announces confirmed stated added declared indicated signalled".split())
_INSTITUTIONS_THERE = frozenset({"government", "parliament", "cabinet", "lawmakers", "mps"})
_BALLOTS = frozenset("vote votes debate election elections referendum ballot reshuffle".split())


def _is_scene(keys: Sequence[str], nation: Actor) -> bool:
    """Whether what follows happens in that state: "After the vote in Norway, the government said"."""
    if nation.preposition != "in" or len(nation.codes) != 1:
        return False
    return keys[nation.first - 1] == "in" and keys[nation.first - 2] in _BALLOTS


def _minister(keys: Sequence[str], mention: MinisterMention, first: int) -> Actor:
    preposition = preposition_of(keys, mention.first, first)
    return Actor("minister", (mention.nation,), mention.first, mention.end, preposition, mention.name)


def _nations(keys: Sequence[str], group: list[NationMention], first: int, things: frozenset[int]) -> Actor:
    codes = tuple(dict.fromkeys(mention.code for mention in group if mention.code))
    end = group[-1].end
    if _adds_allies(keys, end):
        codes += (COALITION,)
        end = next(t for t in range(end, end + 6) if keys[t] in _COLLECTIVE_ALLIES or keys[t] == "partner") + 1
    if group[0].form == "demonym" and keys[group[0].first - 1] in {"most", "many", "few", "some"}:
        codes = ()
    preposition = preposition_of(keys, group[0].first, first)
    if preposition == "from" and _from_things(keys, group[0].first, things):
        preposition = ""
    return Actor("nation", codes, group[0].first, end, preposition)


def _from_things(keys: Sequence[str], token: int, things: frozenset[int]) -> bool:
    """ "soldiers from the United Kingdom", "jets from Belgium": the phrase stands for the nation."""
    start = token - 1 if keys[token - 1] == "from" else token - 2
    return start in things or keys[start - 1] in _SENT_PEOPLE


_SENT_PEOPLE = frozenset(
    "team teams group contingent crew crews unit units soldiers troops forces instructors trainers advisers advisors "
    "experts officers specialists engineers doctors medics surgeons pilots commandos paratroopers marines".split()
)


def keys_from(keys: Sequence[str], actor: Actor) -> str:
    """The word before an actor and its article: "from" in "jets from the Netherlands"."""
    return keys[actor.first - 2] if keys[actor.first - 1] == "the" else keys[actor.first - 1]


def _adds_allies(keys: Sequence[str], end: int) -> bool:
    """ "the US and its allies", "Washington and its coalition partners", "U.S. and partner-nation forces"."""
    if keys[end : end + 1] != ["and"]:
        return False
    if keys[end + 1 : end + 2] == ["partner"]:
        return not _OF_PARTNERS.isdisjoint(keys[end + 2 : end + 5])
    return keys[end + 1 : end + 2] in (["its"], ["their"]) and not _COLLECTIVE_ALLIES.isdisjoint(
        keys[end + 2 : end + 5]
    )


def _pronoun(keys: Sequence[str], token: int, remembered: dict[str, tuple[str, ...]], first: int) -> Actor:
    key = keys[token]
    if key == "it" and keys[token + 1 : token + 3] in (["was", "announced"], ["was", "said"], ["was", "reported"]):
        return Actor("thing", (), token, token + 1, "")
    owner = keys[token - 1]
    if key in {"he", "she"} or key in OFFICE_NOUNS or owner in {"his", "her"}:
        codes = remembered.get("he") or remembered.get("it", ())
    elif key in {"we", "i"} or owner in FIRST_PERSON:
        codes = remembered["we"] if "we" in remembered else remembered.get("it", ())
    elif key in _FORCES:
        codes = remembered.get("force", ())
    elif key in _CROWNED:
        known = [code for code in remembered.get("named", ()) if code in _CROWNED[key]]
        codes = tuple(known[:1])
    elif key == "they":
        codes = remembered.get("they") or remembered.get("it", ())
    else:
        codes = remembered.get("it", ())
    kind: ActorKind = "pronoun" if key in {"it", "they", "he", "she", "we", "i"} else "noun"
    return Actor(kind, codes, token, token + 1, preposition_of(keys, token, first))


def preposition_of(keys: Sequence[str], token: int, first: int) -> str:
    """The preposition that a noun phrase hangs on, "" for none: "in the northern Iraqi city" gives "in"."""
    j = token - 1
    steps = 0
    while j >= first and steps < 4:
        key = keys[j]
        if key in PREPOSITIONS:
            if key == "including":
                return ""
            if key == "on" and "from" in keys[max(first, j - 4) : j - 1]:
                return ""  # "from Friday on Lithuania"
            if key == "of" and _belongs_to_institution(keys, j, first):
                return ""
            if key == "in" and j > first and keys[j - 1] in _SEATED:
                return ""
            return key
        if not key.isalpha() or key in {"and", "or", "but"} or key in RELATIVES:
            return ""
        if key not in _MODIFIERS and not key.endswith(("al", "ern", "ean", "ive", "ous")):
            return ""
        j -= 1
        steps += 1
    return ""


_SEATED = frozenset("parliament government cabinet lawmakers legislators mps deputies senators authorities".split())
"""Who acts for the country whose capital follows: "lawmakers in Ottawa"."""


def stands_for_nation(keys: Sequence[str], token: int, first: int) -> bool:
    """Whether a pronoun or a noun with its article means a nation named before: "it", "the Nordic country"."""
    key = keys[token]
    if key in PRONOUNS:
        return True
    if key in _DETACHMENTS:
        return keys[token - 1] in _ARTICLES and _has_parts(keys[token + 1 : token + 3])
    if key not in NATION_NOUNS or keys[token + 1 : token + 2] == ["of"]:
        return False
    if token == first or (keys[token - 1] in {"that", "says", "said"} and key in {"cabinet", "parliament"}):
        return key in _WITHOUT_ARTICLE
    start = token - 1
    while start > first and token - start <= 3 and keys[start] in _OF_NATION_NOUNS:
        start -= 1
    if key in _OF_KIND and start == token - 1:
        return False
    return keys[start] in _ARTICLES


def _has_parts(following: Sequence[str]) -> bool:
    """Whether a force is taken apart: "includes", "consists of", "has ten"."""
    if len(following) < 2:
        return False
    counted = following[1] in _COUNTS or following[1][0].isdigit()
    return following[0] in _HAVING or (following[0] in {"has", "had"} and counted)


_ARTICLES = frozenset("the its their his her our my".split())
FIRST_PERSON = frozenset({"our", "my"})
OFFICE_NOUNS = frozenset("minister premier president chancellor".split())
"""Persons who stand for the nation of the person named last."""

_FORCES = frozenset("army navy military".split())
"""Nouns that an army report also uses of the forces on the spot: the nation named last must not be one of those."""

_CROWNED = {
    "kingdom": frozenset("BHR BEL DNK ESP GBR JOR MAR NLD NOR SAU SWE THA".split()),
    "emirate": frozenset("ARE KWT QAT".split()),
    "sultanate": frozenset("OMN BRN".split()),
}
"""Which states such a noun can mean."""

_OF_KIND = frozenset({"state", "island"})
"""Nouns that need a modifier to mean a nation: "the Gulf state", but not "the State Department"."""

NATION_NOUNS = (
    frozenset(
        "government country parliament ministry cabinet kingdom lawmakers mps bundestag nation state emirate sultanate "
        "republic monarchy island legislators".split()
    )
    | OFFICE_NOUNS
    | _FORCES
)
_DETACHMENTS = frozenset(
    "force contingent mission detachment team deployment contribution package gift donation".split()
)
"""What a nation sent, which stands for it where its parts follow: "The force has 270 trainers and a hospital"."""
_HAVING = frozenset("includes included comprises comprised consists consisted".split())
_COUNTS = frozenset(
    "a an about some over up more almost nearly one two three four five six seven eight nine ten".split()
)
STANDING = PRONOUNS | NATION_NOUNS | _DETACHMENTS
"""The only words that can mean a nation named before."""

_WITHOUT_ARTICLE = frozenset({"lawmakers", "mps", "parliament", "legislators", "cabinet", "government"})
_OF_NATION_NOUNS = frozenset(
    "- city island nordic scandinavian baltic gulf arab balkan adriatic alpine iberian caucasus pacific mediterranean "
    "european african asian western eastern northern southern central small tiny little rich oil wealthy neutral "
    "muslim prime defence defense foreign coalition centre left right ruling federal royal national".split()
)

_MODIFIERS = frozenset(
    "the a an its their his her our fellow neighbouring neighboring northern southern eastern western central "
    "former new "
    "key close longtime other several many most some all both more oil rich gulf united".split()
)


def _belongs_to_institution(keys: Sequence[str], of: int, first: int) -> bool:
    """ "the government of France", "the people of Denmark"."""
    return of - 1 >= first and keys[of - 1] in _INSTITUTIONS_OF


class Subjects:
    """Finds the subject of each verb group of one sentence."""

    __slots__ = ("actors", "clauses", "keys", "remembered")

    def __init__(
        self, keys: Sequence[str], clauses: Clauses, actors: Sequence[Actor], remembered: dict[str, tuple[str, ...]]
    ) -> None:
        self.keys, self.clauses, self.actors, self.remembered = keys, clauses, actors, remembered

    def of(self, verb: VerbGroup, depth: int = 0) -> Actor | None:
        """The actor that does what `verb` says, or None where the sentence names none."""
        if depth > 6:
            return None
        if verb.form in {"infinitive", "gerund"} and verb.governor is not None:
            governor = verb.governor
            if self.is_domestic(governor, verb):
                return self.of(governor, depth + 1)
            if "request" in governor.classes or "wish" in governor.classes:
                return self.asked(governor, verb) or (
                    None if "request" in governor.classes else self.of(governor, depth + 1)
                )
            return self.of(governor, depth + 1)
        if verb.form == "noun":
            return self.of_noun(verb, depth)
        if verb.form == "gerund" and verb.first - self.clauses.first <= 1:
            return self._of_opening(verb, depth)
        absolute = self._of_absolute(verb) if verb.form == "gerund" else None
        if absolute is not None:
            return absolute
        return self._of_finite(verb, depth)

    def _of_absolute(self, verb: VerbGroup) -> Actor | None:
        """ "With Washington ruling out ground troops, Ankara …": the nation between "with" and the gerund."""
        return next((a for a in self.actors if a.end == verb.first and a.preposition == "with" and a.codes), None)

    def _of_opening(self, verb: VerbGroup, depth: int) -> Actor | None:
        """ "While excluding ground troops, Norway will send": the subject of the clause that follows."""
        main = next((other for other in self.clauses.verbs if other.first > verb.end and other.is_finite), None)
        return self.of(main, depth + 1) if main is not None else None

    def _of_finite(self, verb: VerbGroup, depth: int) -> Actor | None:
        before = self._before(verb.first)
        if self.clauses.openers.get(verb.segment) in {"which", "who", "that"} and self._opens_segment(verb):
            return self._antecedent(verb)
        if before in {"and", "or", "but", ","}:
            partner = self._partner(verb)
            if partner is not None and not self._has_own_subject(verb, partner):
                return self.of(partner, depth + 1)
        found = self._nearest(verb)
        if found is not None:
            return found
        return self._from_other_segment(verb, depth)

    def is_domestic(self, request: VerbGroup, verb: VerbGroup) -> bool:
        """Whether a government asks its own parliament: "Cameron asked parliament to approve strikes"."""
        return "request" in request.classes and not _LEGISLATURES.isdisjoint(self.keys[request.end : verb.first])

    def of_noun(self, verb: VerbGroup, depth: int) -> Actor | None:
        """ "Italy's decision to", "the Dutch deployment of", "a withdrawal by France"; else the subject it serves."""
        owner = self.owner(verb.first)
        if owner is not None:
            return owner
        for actor in self.actors:
            if actor.first >= verb.end and actor.preposition == "by" and self._segment(actor.first) == verb.segment:
                return actor
        deciding = self._deciding(verb)
        if deciding is not None:
            return deciding
        governor = self.previous(verb)
        if governor is None or not (governor.classes - {"plain", "report", "be"} or _shows(governor, verb)):
            return None
        return self.of(governor, depth + 1)

    def _deciding(self, verb: VerbGroup) -> Actor | None:
        """ "the decision of the Netherlands to end", "the readiness of Romania to train": who decides stands behind."""
        if not verb.classes & {"promise", "decline", "consider"} or self.keys[verb.end : verb.end + 1] != ["of"]:
            return None
        return next((a for a in self.actors if a.preposition == "of" and 1 <= a.first - verb.end <= 2), None)

    def owner(self, token: int) -> Actor | None:
        """The nation that stands before a noun as its owner: "Denmark's", "Danish", "its"."""
        for actor in reversed(self.actors):
            if actor.first < token and token - actor.end <= 4:
                between = self.keys[actor.end : token]
                if all(key == "'s" or key == "'" or key in _OWNED_FILL or key.isalpha() for key in between) and not any(
                    key in PREPOSITIONS or key in {"and", "or", "is", "are", "was", "has", "have", "will"}
                    for key in between
                ):
                    if between and between[0] == "'s":
                        return actor
                    if actor.kind == "nation":
                        return actor
            if actor.end < token - 6:
                break
        return None

    def asked(self, request: VerbGroup, verb: VerbGroup | None) -> Actor | None:
        """Whom a request addresses: the object of "asked", the subject of "was asked"."""
        if request.form == "noun":
            reach = 9 if self.keys[request.end : request.end + 1] == ["from"] else 3
            stop = min(request.end + reach, verb.first if verb is not None else self.clauses.end)
            for actor in self.actors:
                if request.end <= actor.first <= stop and actor.preposition == "to":
                    return actor
            return None
        if request.passive:
            return self._nearest(request) or self._from_other_segment(request, 1)
        stop = verb.first if verb is not None else request.end + 12
        for actor in self.actors:
            if request.end <= actor.first < stop and actor.preposition in {"", "on", "upon", "to"}:
                return actor
        for actor in self.actors:
            if actor.first >= request.end and actor.preposition == "from":
                return actor
        return None

    def agent(self, verb: VerbGroup) -> Actor | None:
        """The actor after "by" of a passive: "by Denmark", "by jets from Belgium"."""
        for actor in self.actors:
            if actor.first >= verb.end and actor.preposition == "by" and actor.first - verb.end < 14:
                return actor
        for actor in self.actors:
            if 2 < actor.first - verb.end < 14 and keys_from(self.keys, actor) == "from" and not actor.preposition:
                return actor if "by" in self.keys[max(verb.end, actor.first - 5) : actor.first - 2] else None
        return None

    def _segment(self, token: int) -> int:
        return self.clauses.segment_of(token)

    def _before(self, token: int) -> str:
        j = token - 1
        while j >= self.clauses.first and (self.keys[j] in ADVERBS or self.keys[j].endswith("ly")):
            j -= 1
        return self.keys[j] if j >= self.clauses.first else ""

    def _opens_segment(self, verb: VerbGroup) -> bool:
        return self._before(verb.first) in RELATIVES

    def _antecedent(self, verb: VerbGroup) -> Actor | None:
        start = verb.first
        best: Actor | None = None
        for actor in self.actors:
            if actor.end <= start and self._segment(actor.first) != verb.segment:
                best = actor
        return best

    def _partner(self, verb: VerbGroup) -> VerbGroup | None:
        """The finite verb that a joined verb shares its subject with."""
        for other in reversed(self.clauses.verbs):
            if other.first < verb.first and other.is_finite and other.segment == verb.segment:
                return other
        return None

    def _has_own_subject(self, verb: VerbGroup, partner: VerbGroup) -> bool:
        return any(
            partner.end <= actor.first and actor.end == verb.first and not actor.preposition for actor in self.actors
        )

    def previous(self, verb: VerbGroup) -> VerbGroup | None:
        """The verb group before, in the same segment."""
        for other in reversed(self.clauses.verbs):
            if other.first < verb.first and other.segment == verb.segment and other.form != "participle":
                return other
        return None

    def _nearest(self, verb: VerbGroup) -> Actor | None:
        best = self._before_aside(verb)
        if best is not None:
            return best
        for actor in self.actors:
            if actor.end > verb.first:
                break
            if self._segment(actor.first) != verb.segment:
                continue
            stands_close = actor.preposition in _CONJUNCTIONS and verb.first - actor.end <= 1
            compared = best is not None and actor.preposition in {"like", "unlike", "as"}
            if not actor.preposition or (stands_close and not compared):
                best = actor
        return best

    def _before_aside(self, verb: VerbGroup) -> Actor | None:
        """The subject that an aside parts from its verb: "Japan, reeling from the death of two hostages, will give"."""
        if not verb.is_finite or self.keys[verb.first - 1] != ",":
            return None
        for actor in self.actors:
            if actor.end + 1 >= verb.first:
                return None
            opens = self.keys[actor.end] == "," and self.keys[actor.end + 1].endswith(("ing", "ed"))
            if opens and not actor.preposition and actor.codes and self._segment(actor.first) == verb.segment:
                between = self.keys[actor.end + 1 : verb.first - 1]
                told = any(other.is_finite and actor.end < other.first < verb.first for other in self.clauses.verbs)
                return actor if "," not in between and not told else None
        return None

    def _from_other_segment(self, verb: VerbGroup, depth: int) -> Actor | None:
        """The subject of the clause before, for a clause without one of its own."""
        for other in reversed(self.clauses.verbs):
            if other.first < verb.first and other.segment != verb.segment and other.is_finite:
                return self.of(other, depth + 1)
        for actor in self.actors:
            if actor.end <= verb.first and not actor.preposition:
                return actor
        return None


def _shows(governor: VerbGroup, noun: VerbGroup) -> bool:
    """ "has shown interest in", "expressed readiness to": the verb only carries the noun."""
    return governor.lemma in {"show", "express", "voice", "signal", "indicate"} and noun.first - governor.end <= 2


_CONJUNCTIONS = frozenset({"after", "before", "since", "until", "as", "like", "than"})
_LEGISLATURES = frozenset(
    "parliament congress lawmakers mps legislators bundestag commons senate house deputies".split()
)
_OWNED_FILL = frozenset({"-", "'s", "'"})
