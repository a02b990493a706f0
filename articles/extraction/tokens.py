"""Text to tokens and sentences, with offsets into the unaltered text.

One compiled expression cuts the whole text; nothing is normalised in place. "U.S.-led" gives "U.S.", "-", "led", so a
name is found inside a compound; "Iraq's" gives "Iraq", "'s"; "$20m" gives "$", "20", "m"; "F-16s", "11th", "6.5" and
"2014-09-15" stay whole.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import lru_cache
from itertools import accumulate, pairwise

from articles.extraction.types import Document, Sentence, Source, Span

TITLE_ABBREVIATIONS = frozenset({
    "mr", "mrs", "ms", "messrs", "dr", "prof", "gen", "maj", "lt", "col", "cpt", "capt", "cmdr", "cdr", "brig",
    "sgt", "cpl", "pvt", "adm", "vadm", "radm", "rear", "sen", "rep", "gov", "pres", "amb", "hon", "rev", "fr",
    "st", "sr", "sheikh", "min", "sec", "dep", "asst", "supt", "insp", "spc", "pfc", "ret",
}) - {"rear", "sheikh", "min", "ret"}  # fmt: skip
"""Abbreviations that stand before a name: never the end of a sentence."""

OTHER_ABBREVIATIONS = frozenset({
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "inc", "corp", "co",
    "ltd", "vs", "etc", "approx", "est", "dept", "fig", "vol", "jr", "ret", "bros", "ala", "ariz", "calif",
    "colo", "conn", "fla", "ga", "ill", "ind", "kan", "ky", "mass", "md", "mich", "minn", "miss", "mo", "mont",
    "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "va", "vt", "wash", "wis", "wyo", "univ", "intl", "govt",
})  # fmt: skip

_UNCAPITALISED = frozenset(["vs", "etc", "approx", "est", "dept", "fig", "vol", "ret"])


def _spellings(abbreviations: frozenset[str]) -> str:
    """The abbreviations as printed ("Gen", "GEN"), longest first, for use in an expression."""
    printed = {form for word in abbreviations for form in (word.capitalize(), word.upper())}
    return "|".join(sorted(printed | _UNCAPITALISED, key=lambda word: (-len(word), word)))


_LETTERS = r"[^\W\d_]++(?:[\u0300-\u036f]++[^\W\d_]*+)*+"
_TOKEN = re.compile(
    rf"""
    (?=\S)(                                                   # white space fails at once, before all the rest
      [A-Za-z][a-z]++(?=[ ,\n;)”"–—-])                         # most words, settled at once
    | [,;:()“”"] | \.(?!\.) | -(?!-)                          # most other signs
    | https?://[^\s<>"”)\]]*[^\s<>"”)\].,;:!?'’]          # a web address
    | www\.[^\s<>"”)\]]*[^\s<>"”)\].,;:!?'’]
    | (?:US|AU|CA|NZ|HK|[ACS])?\$ | [€£¥]                    # currency signs
    | (?:F/A|AH/MH|[A-Z]{{1,4}})-\d+[A-Za-z]{{0,2}}\b       # F-16s, MQ-9, F/A-18
    | [A-Z]{{1,3}}\d+[A-Za-z]?(?!\w)                        # G20, A400M
    | \d{{4}}-\d\d-\d\d(?!\d)                               # 2014-09-15
    | \d+(?:st|nd|rd|th|s)(?![^\W_])                          # 11th, 1990s
    | \d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d)                # 1,200
    | \d+(?:\.\d+)?                                           # 6.5
    | (?:[A-Z]\.){{2,}}(?:[A-Z](?![^\W\d_]))?               # U.S., U.S.A
    | [A-Z](?:\.[A-Z])+(?![^\W\d_])                           # U.S
    | [ap]\.m\.? | e\.g\. | i\.e\. | a\.k\.a\. | a\.i\.
    | (?:{_spellings(TITLE_ABBREVIATIONS | OTHER_ABBREVIATIONS)})\.(?!\w)
    | (?:No|Nos)\.(?=\s?\d)
    | [A-Z]\.(?=\s?[^\W\d_])                                  # the initial in "Jane D. Hartley"
    | ['’](?:s|S)(?![^\W_])                                   # possessive
    | {_LETTERS}(?:['’ʼ‘`´](?![sS](?![^\W_])){_LETTERS})*+    # words; Shi'ite, O'Brien, don't
    | \.{{2,}} | -{{2,}}
    | \S
    )
    """,
    re.VERBOSE,
)
_TERMINALS = frozenset({".", "!", "?", "…", "...", "..", "...."})
_CLOSERS = frozenset("\"'”’»)]")
_OPENERS = frozenset("\"'“‘«([")
BULLETS = frozenset({"•", "-", "–", "—", "*", "·", "▪", "●", "o", "+"})

STARTERS = frozenset({
    "the", "a", "an", "he", "she", "it", "they", "we", "i", "you", "this", "that", "these", "those", "there",
    "his", "her", "its", "their", "our", "my", "your", "in", "on", "at", "by", "for", "from", "with", "as",
    "after", "before", "since", "while", "when", "if", "but", "and", "or", "so", "yet", "however", "meanwhile",
    "although", "though", "because", "during", "under", "over", "both", "all", "some", "many", "most",
    "several", "such", "also", "then", "now", "here", "what", "who", "how", "why", "not", "no", "more", "last",
    "one", "two", "earlier", "later", "asked", "speaking", "according", "officials", "until", "despite",
    "among", "between", "another", "other", "each", "every", "instead", "still", "even", "mr", "mrs", "ms",
    "iraqi", "syrian",
})  # fmt: skip
"""Words that, capitalised after an abbreviation such as "U.S.", show that a new sentence begins."""

_STRIP = str.maketrans("", "", "'’ʼ‘`´ʿʾ")
_LETTER_FOLD = str.maketrans(
    {"ø": "o", "ı": "i", "ł": "l", "ß": "ss", "æ": "ae", "đ": "d", "ð": "d", "þ": "th", "œ": "oe"}
)
_DASHES = {"-": "-", "‐": "-", "‑": "-", "–": "–"}
_QUOTES = {"“": '"', "”": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "’s": "'s", "'S": "'s", "’S": "'s"}


def fold(word: str) -> str:
    """The form under which a token is looked up.

    Lower case without accents and inner apostrophes ("Da'esh" → "daesh", "Çavuşoğlu" → "cavusoglu"); titles lose their
    full stop ("Gen." → "gen"), "U.S" gains its own ("u.s."); quotation marks and hyphens become plain ones.
    """
    if not word[0].isalnum():
        return _QUOTES.get(word) or _DASHES.get(word) or word.lower()
    key = word.lower()
    if not key.isascii():
        key = unicodedata.normalize("NFKD", key.translate(_LETTER_FOLD))
        key = "".join(char for char in key if not unicodedata.combining(char))
    if len(key) > 2:
        key = key.translate(_STRIP) or key
    if "." in key and not key[0].isdigit():
        if key.count(".") > 1 or key[-1] != ".":
            return key if key[-1] == "." or "://" in key or key.startswith("www.") else key + "."
        if len(key) > 2:
            return key[:-1]
    return key


class _Folded(dict[str, str]):
    """The folded forms of the words seen so far; a dictionary answers in half the time of `lru_cache`."""

    _MOST = 65_536

    def __missing__(self, word: str) -> str:
        if len(self) >= self._MOST:
            self.clear()
        self[word] = key = fold(word)
        return key


_FOLDED = _Folded()


def keys_of(text: str) -> list[str]:
    """The lookup forms of all tokens of a short text."""
    return list(_keys_of(text))


@lru_cache(maxsize=16384)
def _keys_of(text: str) -> tuple[str, ...]:
    return tuple(map(fold, _TOKEN.findall(text)))


def tokenize(source: Source) -> Document:
    """Cut a source into tokens and sentences.

    Every character that is not white space belongs to exactly one token, and each token is the very text between its
    offsets.
    """
    text = source.text
    parts = _TOKEN.split(text)  # what stands between tokens, and tokens, in turn
    offsets = list(accumulate(map(len, parts)))
    words, starts, ends = parts[1::2], offsets[:-1:2], offsets[1::2]
    keys = list(map(_FOLDED.__getitem__, words))
    if " - " in text or " – " in text:
        _set_dashes(text, keys, starts, ends)
    sentences = _sentences(text, words, keys, starts, ends)
    return Document(
        source=source,
        words=words,
        lowers=list(map(str.lower, words)),
        starts=starts,
        ends=ends,
        sentences=sentences,
        keys=keys,
        sentence_firsts=[sentence.first for sentence in sentences],
        tokens_by_key=_by_key(keys),
    )


def _by_key(keys: list[str]) -> dict[str, list[int]]:
    """Where each key stands."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for token, key in enumerate(keys):
        found[key].append(token)
    return dict(found)


_SPACED = frozenset({"-", "–"})


def _set_dashes(text: str, keys: list[str], starts: list[int], ends: list[int]) -> None:
    """Look up a hyphen or short dash with a space on either side, between words, as the dash it stands for."""
    for i in range(1, len(keys) - 1):
        if keys[i] in _SPACED and text[ends[i - 1] : starts[i + 1]] in {" - ", " – "} and keys[i + 1][0].isalpha():
            keys[i] = "—"


def _sentences(
    text: str, words: list[str], keys: list[str], starts: list[int], ends: list[int]
) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    closing = _closing_tokens(text, words, ends)
    for paragraph, (first, end) in enumerate(_paragraphs(text, starts)):
        begin = first
        for stop in _stops(
            words, keys, starts, ends, closing[bisect_left(closing, first) : bisect_left(closing, end)], end
        ):
            found.append(Sentence(begin, stop, paragraph, Span(starts[begin], ends[stop - 1])))
            begin = stop
        if begin < end:
            found.append(Sentence(begin, end, paragraph, Span(starts[begin], ends[end - 1])))
    return tuple(found)


_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_BULLET_LINE = re.compile(r"\s*(?:[•·▪●*–—-]|\d{1,2}[.)])\s")


def _paragraphs(text: str, starts: list[int]) -> list[tuple[int, int]]:
    """Token ranges between hard line ends, empty ones left out."""
    cuts = [0, *(bisect_left(starts, offset) for offset in _hard_breaks(text)), len(starts)]
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def _hard_breaks(text: str) -> list[int]:
    """Offsets of the lines that begin a new paragraph, heading or list item.

    A line end inside a block of lines is soft where the block looks wrapped by hand: no line longer than 100
    characters and the line that ends there nearly as long as the longest.
    """
    lines = [match.span() for match in _LINE.finditer(text) if not match.group().isspace()]
    breaks: list[int] = []
    longest = _block_widths(text, lines)
    for number in range(1, len(lines)):
        (before, before_end), (start, end) = lines[number - 1], lines[number]
        blank_between = text.count("\n", before_end, start) > 1
        width = longest[number]
        wrapped = 45 <= width <= 100 and before_end - before >= 0.7 * width
        if blank_between or not wrapped or _BULLET_LINE.match(text, start, end):
            breaks.append(start)
    return breaks


def _block_widths(text: str, lines: list[tuple[int, int]]) -> list[int]:
    """For each line the length of the longest line in its block (lines without a blank one between)."""
    widths: list[int] = []
    block: list[int] = []
    for number, (start, end) in enumerate(lines):
        if number and text.count("\n", lines[number - 1][1], start) > 1:
            widths += [max(block)] * len(block)
            block = []
        block.append(end - start)
    return widths + ([max(block)] * len(block) if block else [])


_CLOSING = re.compile("[.!?…]")


def _closing_tokens(text: str, words: list[str], ends: list[int]) -> list[int]:
    """The tokens whose last character may end a sentence."""
    count = len(words)
    tokens = ((bisect_left(ends, match.end()), match.end()) for match in _CLOSING.finditer(text))
    return [token for token, offset in tokens if token < count and ends[token] == offset]


def _stops(
    words: list[str], keys: list[str], starts: list[int], ends: list[int], closing: list[int], end: int
) -> list[int]:
    """Token positions after which a sentence ends inside one paragraph, which stops before `end`."""
    stops: list[int] = []
    for i in closing:
        after = i + 1
        while after < end and words[after] in _CLOSERS and starts[after] == ends[after - 1]:
            after += 1
        if after < end and _ends_sentence(words, keys, starts, ends, i, after):
            stops.append(after)
    return stops


def _ends_sentence(words: list[str], keys: list[str], starts: list[int], ends: list[int], i: int, after: int) -> bool:
    """Whether the token `i`, which closes with a full stop or the like, ends its sentence before token `after`."""
    following = after
    while following < len(words) - 1 and words[following] in _OPENERS:
        following += 1
    opening = words[following]
    if words[i] in _TERMINALS:
        if opening[0].islower():
            return False
        if starts[after] == ends[after - 1]:
            return _is_glued_sentence(words, i, opening)
        return words[i] == "." or words[i] in "!?" or opening[0].isupper()
    if keys[i] in TITLE_ABBREVIATIONS or (len(words[i]) == 2 and words[i][1] == "."):
        return False
    return opening[0].isupper() and (keys[following] in STARTERS or following > after)


def _is_glued_sentence(words: list[str], i: int, opening: str) -> bool:
    """ "need.And" is two sentences, "state.gov", "3.5" and "Node.js" are not."""
    if i == 0 or len(words[i - 1]) < 3 or not opening[0].isupper():
        return False
    return words[i - 1].islower() or opening.lower() in STARTERS


def sentence_index(document: Document, token: int) -> int:
    """Number of the sentence that holds the token."""
    return bisect_right(document.sentence_firsts, token) - 1


def sentence_of(document: Document, token: int) -> Sentence:
    """The sentence that holds the token."""
    return document.sentences[sentence_index(document, token)]
