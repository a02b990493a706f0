"""Names as they stand in a text: where one begins and ends, and which one belongs to an office."""

from __future__ import annotations

from articles.extraction.finders.holders import HELD_BY, HOLDING
from articles.extraction.finders.ministers.offices import Offices
from articles.extraction.finders.ministers.register import Register
from articles.extraction.finders.ministers.view import Name, Part, Text
from articles.extraction.finders.ministers.words import SUFFIXES
from articles.extraction.tokens import STARTERS, sentence_of

_HONOURABLE = frozenset({"hon", "honourable", "honorable", "rt", "right"})
"""Courtesies with an article: "the Minister for Defence, Senator the Hon Jane Smith"."""


class Names(Part):
    """Reads names around tokens."""

    def __init__(self, text: Text, offices: Offices, register: Register) -> None:
        super().__init__(text)
        self.offices = offices
        self.register = register

    def name_after(self, token: int, start: int) -> Name | None:
        """The name right after an office, past ranks and courtesies; past a comma where the office is definite."""
        if self.key(token) == "(":
            return self.name_in_brackets(token)
        comma = False
        if self.key(token) in {",", "–", "—"}:
            comma = True
            token += 1
            if self.key(token) == "a.i.":
                token += 2 if self.key(token + 1) == "," else 1
        for _ in range(6):
            rank = self.words.ranks.match_at(self.keys, token) if token < self.count else None
            if rank is not None and self.printed[token][0].isupper():
                token = rank[0]
            elif self.is_courtesy(token):
                token += 1
            else:
                break
        name = self.name_at(token)
        if name is None or self.crosses_line(start, name):
            return None
        if not comma:
            return name
        definite = (
            self.key(start - 1) in {"the", "his", "her", "its", "their", "'s", "our"}
            or start in self.sentence_starts
            or self.key(start) in {"the", "his", "her", "its", "their"}
            or start in self.nation_at
        )
        known = name.key in self.register.people or (name.is_full and name.parts[0] in self.words.given_names)
        closes = self.key(name.end) in _AFTER_APPOSITION
        return name if closes and (known or (definite and name.is_full)) and not self.is_list_of_people(name) else None

    def is_courtesy(self, token: int) -> bool:
        """ "Senator the Hon", "Sir", "Navy": words between an office and a name."""
        if self.key(token) == "the":
            return self.key(token + 1) in _HONOURABLE
        serves = self.key(token) in self.sets["us_services"] and token < self.count
        return self.key(token) in self.sets["honorifics"] or (serves and self.printed[token][0].isupper())

    def name_in_brackets(self, token: int) -> Name | None:
        """The name in "The Secretary of State for Defence (Sir John Smith):", as debates are printed."""
        first = token + 1
        while self.key(first) in self.sets["honorifics"] or (self.key(first) == "." and first > token + 1):
            first += 1
        first = self.past_titles(first, min(first + 6, self.count))
        name = self.name_at(first) if first < self.count else None
        if name is None or self.key(name.end) != ")":
            return None
        return name if name.is_full or first > token + 1 else None

    def crosses_line(self, start: int, name: Name) -> bool:
        """Whether an empty line lies between an office and a name."""
        if sentence_of(self.document, start).first == sentence_of(self.document, name.first).first:
            return False
        return "\n\n" in self.document.source.text[self.document.starts[start] : self.document.starts[name.first]]

    def is_ranked(self, token: int, name: Name) -> bool:
        """Whether a rank stands between an office and the name: "operations director Navy Capt. Jeff Davis"."""
        return any(self.words.ranks.match_at(self.keys, at, name.first) for at in range(token, name.first))

    def is_list_of_people(self, name: Name) -> bool:
        """ "the president, Kerry, the prime minister": the name after the comma has its own office."""
        return (
            self.key(name.end) == ","
            and self.offices.office_after_comma(name.end + 1) is not None
            and self.key(name.end + 2) != ""
        )

    def name_before(self, start: int) -> Name | None:
        """The name in "NAME, the French defence minister" where `start` is the first token of the office phrase."""
        at = start - 1
        while (
            self.key(at) in {"the", "a", "an", "his", "her", "its", "our", "then", "who", "is", "currently"} and at > 0
        ):
            if self.key(at) == "is" and self.key(at - 1) not in {",", "who"}:
                return self.name_ending(at)
            if self.key(at - 1) in HOLDING - {"now"}:
                at -= 1
                break
            if self.key(at) == "who" and self.key(at - 1) != ",":
                return None
            at -= 1
        if self.key(at) in HOLDING or self.key(at) in {"as", "been"}:
            return self.name_of_holder(at)
        if self.key(at) in {"was", "were"}:
            then = {"then", "at"}.intersection(self.keys[start : min(start + 4, self.count)])
            return self.name_ending(at) if then else None
        if self.key(at) not in {",", "(", "–", "—"} or at < 1:
            return None
        if self.key(at) == "(" and self.key(at - 1) == ",":
            return None
        return self.name_before_comma(at)

    def name_before_comma(self, at: int) -> Name | None:
        """The name before the comma, past "(Italy)" and "MP"."""
        if self.key(at) == "," and self.key(at - 1) == ")":
            opening = next((token for token in range(at - 2, max(0, at - 6), -1) if self.keys[token] == "("), at)
            return self.name_ending(opening) if opening + 1 in self.nation_at else None
        while self.key(at - 1) in _POSTNOMINALS and self.printed[at - 1].isupper():
            at -= 1
        return self.name_ending(at)

    def name_on_line_above(self, start: int) -> Name | None:
        """The name on a line of its own above an office that opens a line: a signature, the head of a release."""
        if start not in self.sentence_starts or start == 0:
            return None
        above = sentence_of(self.document, start - 1)
        name = self.name_at(self.past_titles(above.first, above.end))
        return name if name is not None and name.is_full and name.end == above.end else None

    def name_told(self, start: int, end: int) -> Name | None:
        """The name in "whose foreign minister is now X", "the minister is X"."""
        if self.key(end) not in HELD_BY:
            return None
        at = end + 1
        while self.key(at) in HELD_BY | {"currently", "still"}:
            at += 1
        name = self.name_at(at)
        return name if name is not None and name.is_full else None

    def name_of_holder(self, at: int) -> Name | None:
        """The name in "X became minister", "X has been minister", "X took over as minister", "X, who succeeded Y as envoy"."""  # noqa: E501
        first = sentence_of(self.document, at).first
        if self.keys[at] == "as":
            verbs = [
                token
                for token in range(max(first, at - 9), at)
                if self.keys[token]
                in {"took", "takes", "sworn", "serves", "succeeded", "replaced", "confirmed", "taken"}
            ]
            if not verbs:
                return None
            at = verbs[0]
        while self.key(at - 1) in {"has", "was", "had", "who", ",", "recently", "now"} and at > first:
            at -= 1
        return self.name_ending(at)

    def name_at(self, token: int) -> Name | None:
        """The longest name that begins at the token."""
        if self.keys[token : token + 1] and self.printed[token] in _ALSO_WORDS and self.key(token + 1) != "-":
            return None
        end, parts, last = token, [], token
        while end < self.count and end - token < 9:
            if end > token and self.key(end) == "-" and self.glued(end) and self.glued(end + 1):
                end += 1
                continue
            if end > token and self.keys[end - 1] != "-" and self.broken(end):
                break
            nickname = self.nickname_end(end) if end > token else 0
            if nickname:
                end = nickname
                continue
            kind = self.part(end, token) or ("name" if self.is_lower_half(end, token) else "")
            if not kind:
                break
            parts.append(self.keys[end])
            end += 1
            if kind == "name":
                last = end
        if last == token:
            return None
        kept = [key for key in self.keys[token:last] if key[0].isalpha()]
        if not self.is_plausible(token, last, kept):
            return None
        return Name(token, last, self.quote(token, last), tuple(kept))

    def is_lower_half(self, token: int, first: int) -> bool:
        """The "hwan" of "Seung-hwan"."""
        glued = token > first + 1 and self.keys[token - 1] == "-" and self.glued(token) and self.glued(token - 1)
        return glued and self.keys[token].isalpha() and len(parts := self.printed[token - 2]) > 1 and parts[0].isupper()

    def nickname_end(self, token: int) -> int:
        """Past the quoted middle of 'John "Jack" Smith', 0 where there is none."""
        if self.key(token) != '"' or self.glued(token):
            return 0
        for at in range(token + 2, min(token + 4, self.count - 1)):
            if self.keys[at] == '"' and self.glued(at) and self.printed[at + 1][0].isupper() and not self.glued(at + 1):
                return at + 1
        return 0

    def broken(self, token: int) -> bool:
        """A line end lies before the token."""
        between = self.document.source.text[self.document.ends[token - 1] : self.document.starts[token]]
        return "\n" in between and token in self.sentence_starts

    def part(self, token: int, first: int) -> str:
        """What a token is in a name: "name", "particle", or "" where it is no part of one."""
        word, key = self.printed[token], self.keys[token]
        if key in self.sets["particles"] and token + 1 < self.count:
            following = token + 2 if self.key(token + 1) == "-" else token + 1
            if following < self.count and self.part(following, first):
                return "particle"
            if not word[0].isupper():
                return ""
        if not word[0].isupper() or not word[0].isalpha():
            return ""
        if len(word) == 2 and word[1] == ".":
            return "name" if token + 1 < self.count and self.printed[token + 1][0].isupper() else ""
        if "." in word and len(word) <= 4 and token in self.nation_tokens:
            return ""
        if key in self.words.not_names or token in self.nation_tokens:
            return ""
        if key in _POSTNOMINALS and word.isupper():
            return ""
        if key in SUFFIXES:
            return "name" if token > first else ""
        return "name"

    def is_plausible(self, first: int, end: int, parts: list[str]) -> bool:
        if all(len(part) <= 2 and part not in {"le", "ko", "li", "wu", "xi", "ali", "bo"} for part in parts):
            return False
        if (
            end - first == 1
            and self.printed[first].isupper()
            and len(self.printed[first]) <= 4
            and self.key(end) != ":"
        ):
            return parts[0] in self.words.known
        return True

    def name_ending(self, end: int) -> Name | None:
        """The name whose last token lies right before `end`, as in "Ash Carter,"."""
        first = self.past_titles(self.run_before(end), end)
        name = self.name_at(first) if first < end else None
        if name is None or name.end != end:
            return None
        if name.is_full or name.key in self.register.people or name.key in self.words.known:
            return name
        return name if self.is_family_name(name) else None

    def is_family_name(self, name: Name) -> bool:
        """Whether a single unknown word is a name: no adverb, no place after "in", and named again in the text."""
        if name.key in STARTERS or name.key.endswith("ly") or self.key(name.first - 1) in _PLACE_PREPOSITIONS:
            return False
        return self.keys.count(name.key) > 1 or self.key(name.first - 1) in _SAYING

    def run_before(self, end: int) -> int:
        """The first token of the capitalised words and particles that end before a token."""
        first = end
        while first > 0 and end - first < 9 and self.extends_name(first - 1, end):
            first -= 1
        while first < end and self.keys[first] in {"of", "y", "e", "as", "an", "at", "a", "-"}:
            first += 1
        return first

    def extends_name(self, at: int, end: int) -> bool:
        key = self.keys[at]
        if key == "-":
            return at + 1 < end and self.glued(at) and self.glued(at + 1)
        if key in self.words.not_names or at in self.nation_tokens:
            return False
        is_name = self.printed[at][0].isupper() and self.printed[at][0].isalpha()
        return is_name or (at + 1 < end and key in self.sets["particles"])

    def past_titles(self, first: int, end: int) -> int:
        """Past ranks, courtesies and services before a name."""
        while first < end:
            rank = self.words.ranks.match_at(self.keys, first, end)
            if rank is not None:
                first = rank[0]
            elif self.keys[first] in self.sets["honorifics"] or self.keys[first] in self.sets["services"]:
                first += 1
            else:
                break
        return first

    def full_name(self, token: int) -> Name | None:
        """The name of two words or more that ends at the token."""
        first = self.begin_of_name(token, set())
        name = self.name_at(first)
        return name if name is not None and name.end == token + 1 and name.is_full else None

    def begin_of_name(self, token: int, taken: set[int]) -> int:
        """Back over given names and particles: the "Jean" of "Jean-Yves Le Drian"."""
        first = token
        while first > 0 and first - 1 not in taken:
            if self.keys[first - 1] == "-" and self.glued(first - 1) and self.glued(first):
                first -= 2
            elif self.part(first - 1, 0):
                first -= 1
            else:
                break
        return first


_PLACE_PREPOSITIONS = frozenset({"in", "at", "from", "near", "to", "of", "around", "outside", "through", "for"})
_ALSO_WORDS = frozenset({"as", "at", "an", "a", "y", "e", "o"})
"""Particles that are English words when written small and without a hyphen."""
_SAYING = frozenset({"said", "says", "added", "explained", "noted", "remarked", "warned"})
_POSTNOMINALS = frozenset(
    {"mp", "mep", "td", "msp", "qc", "kc", "cbe", "obe", "mbe", "kcb", "mla", "mlc", "cdc", "dso"}
)
_AFTER_APPOSITION = frozenset({
    ",", "said", "told", ".", ";", ")", "and", "has", "was", "is", ":", "'s", "–", "—", "will",
})  # fmt: skip
