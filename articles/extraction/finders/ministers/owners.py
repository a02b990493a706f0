"""Whom an office serves, by the words around it: "French", "the Pentagon's", "of France", "NATO", "its"."""

from __future__ import annotations

from articles.extraction.finders.ministers.register import Register
from articles.extraction.finders.ministers.view import Part, Text
from articles.extraction.tokens import STARTERS, sentence_of


class Owners(Part):
    """Reads the state, or the organisation, that an office or a person belongs to."""

    def __init__(self, text: Text, register: Register) -> None:
        super().__init__(text)
        self.register = register

    def possessor(self, at: int) -> tuple[int, str, bool]:
        """Who is served, by what ends at token `at`: "French", "Britain's", "the Pentagon's", "State Department",
        "NATO".
        """
        end = at + 1
        if self.key(at) in {"'s", "'"} and (self.key(at) == "'s" or self.glued(at)):
            end = at
        mention = self.nation_ending.get(end)
        if mention is not None and mention.code != "COALITION":
            if mention.code in self.words.organisations:
                return mention.first, "", True
            if self.employer_ending(end, before=mention.first):
                return mention.first, "", True
            return mention.first, mention.code, False
        if self.employer_ending(end):
            return end - 1, "", True
        if self.key(end - 1) in _ARMS_OF_STATE:
            start, code = self.demonym_before(end - 1, reach=3)
            if code:
                return start, code, False
        return at + 1, "", False

    def demonym_before(self, token: int, reach: int = 1) -> tuple[int, str]:
        """The state mentioned right before the token, across up to `reach` words."""
        for end in range(token, max(0, token - reach), -1):
            mention = self.nation_ending.get(end) or (
                self.nation_ending.get(end - 1) if self.key(end - 1) == "'s" else None
            )
            if mention is not None and mention.code and mention.code not in self.words.organisations:
                return mention.first, mention.code
        return token, ""

    def employer_ending(self, end: int, before: int | None = None) -> bool:
        """Whether the words that end here, and begin before `before`, name an organisation, party or local force."""
        for first in range(max(0, end - 4), end if before is None else before):
            hit = self.words.employers.match_at(self.keys, first, end)
            if hit is not None and hit[0] == end and (self.printed[first][0].isupper() or self.keys[first].islower()):
                if self.keys[first] == "is" and not self.printed[first].isupper():
                    continue
                return True
        return False

    def organisation_after(self, end: int) -> bool:
        """ "spokesman for the YPG", "envoy of the United Nations"."""
        if self.key(end) not in {"of", "for", "at", "to", "with"}:
            return False
        token = end + 2 if self.key(end + 1) in {"the", "a"} else end + 1
        if token >= self.count or self.key(end) == "to":
            return False
        mention = self.nation_at.get(token)
        if mention is not None:
            return mention.code in self.words.organisations and mention.code != "COALITION"
        return self.words.employers.match_at(self.keys, token) is not None

    def employer_after(self, end: int) -> str:
        """The state served by "commander of U.S. Central Command", "spokesman for the British Foreign Office"."""
        at = end + 1 if self.key(end) == "," else end
        if self.key(at) in {"of", "for", "with", "at", "in"} or at > end:
            token = at if at > end and self.key(at) not in {"of", "for", "with"} else at + 1
            token += self.key(token) == "the"
            mention = self.nation_at.get(token)
            if mention is not None and mention.code not in self.words.organisations and self.key(at) != "in":
                return mention.code
        if self.key(end) in {"of", "at", "for", "with"}:
            for token in range(end + 1, min(end + 14, self.count)):
                if self.key(token) in {",", ".", ";", "(", "said"}:
                    break
                mention = self.nation_at.get(token)
                if (
                    mention is not None
                    and mention.form in {"demonym", "institution"}
                    and mention.code not in self.words.organisations
                ):
                    return mention.code
        return ""

    def nation_after(self, end: int) -> str:
        """ "Laurent Fabius of France", "Fabius (France)", "Fabius, of France"."""
        token = self.nation_after_end(end)
        if not token:
            return ""
        for mention_end in (token, token - 1):
            mention = self.nation_ending.get(mention_end)
            if mention is not None:
                return mention.code if mention.code not in self.words.organisations else ""
        return ""

    def nation_after_end(self, end: int) -> int:
        """Past "of France" or "(France)" after a name, 0 where there is none."""
        at = end + 1 if self.key(end) == "," and self.key(end + 1) == "of" else end
        if self.key(at) not in {"of", "("}:
            return 0
        opening = self.key(at)
        at += 1
        at += self.key(at) == "the"
        mention = self.nation_at.get(at)
        if mention is None or mention.form not in {"name", "abbreviation"}:
            return 0
        if opening == "(":
            return mention.end + 1 if self.key(mention.end) == ")" else 0
        return mention.end

    def owner_by_pronoun(self, start: int) -> tuple[int, str]:
        """ "her spokesman X": the state of the person named last; "its foreign minister X": of the state named last."""
        word = self.key(start - 1)
        if word in {"his", "her"} and 0 <= start - self.register.previous[0] <= 30:
            return start - 1, self.register.previous[1]
        if word in {"its", "their"}:
            sentence = sentence_of(self.document, start)
            named = [m for m in self.nations if sentence.first <= m.first < start and len(m.code) == 3]
            if named and all(mention.form == "demonym" for mention in named):
                return start - 1, named[0].code
            if named:
                return start - 1, named[-1].code
            if start - 1 == sentence.first > 0:
                before = sentence_of(self.document, sentence.first - 1)
                head = self.nation_at.get(before.first + (self.keys[before.first] == "the"))
                if head is not None and len(head.code) == 3 and head.form in {"name", "abbreviation"}:
                    return start - 1, head.code
            if self.key(start - 2) in {"said", "says", "added", ",", '"', "”"} and sentence.first > 0:
                before = sentence_of(self.document, sentence.first - 1)
                subject = next((m for m in self.nations if m.first >= before.first and len(m.code) == 3), None)
                if subject is not None and subject.first < before.first + 3:
                    return start - 1, subject.code
        return start, ""

    def is_of_party(self, start: int) -> bool:
        """ "Labor would not. Its defence spokesman": what heads the sentence before is a name, and no state's."""
        if self.key(start - 1) not in {"its", "their"}:
            return False
        sentence = sentence_of(self.document, start)
        if start - 1 != sentence.first or sentence.first == 0:
            return False
        head = sentence_of(self.document, sentence.first - 1).first
        head += self.keys[head] == "the"
        named = self.printed[head][0].isupper() and self.keys[head] not in STARTERS
        return named and head not in self.nation_tokens and self.keys[head] not in self.register.people

    def is_of_last_person(self, at: int) -> bool:
        """ "President Obama's envoy": the possessive of whoever was introduced last."""
        return self.key(at) == "'s" and bool(self.register.found) and self.register.found[-1][1] == at

    def owner_of_whose(self, start: int) -> str:
        """The state before ", whose foreign minister"; "The kingdom, whose …" is the one named last."""
        if self.key(start - 1) != "whose":
            return ""
        codes = [m.code for m in self.nations if m.end <= start - 1 and len(m.code) == 3]
        return codes[-1] if codes else ""


_ARMS_OF_STATE = frozenset({
    "ministry", "department", "government", "army", "military", "navy", "presidential", "force", "embassy", "forces",
    "palace",
})  # fmt: skip
