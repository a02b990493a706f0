"""Words as the index knows them: without case, accents and apostrophes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Letters that Unicode does not take apart into a base letter and an accent, and signs that transliterations scatter.
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        **dict.fromkeys("'’‘ʼʿʾʻ`´", ""),
    }
)
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """`text` in lower case without accents and apostrophes: "Dāʿish" and "DAISH" fold alike, "Ba'quba" to "baquba"."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(character for character in plain if not unicodedata.combining(character)).translate(_LETTERS)


def words(text: str) -> list[str]:
    """The folded words of `text`, in order: "Tal Afar, F-16s" → tal, afar, f, 16s."""
    return _WORD.findall(fold(text))


def distinct(names: Iterable[str]) -> list[str]:
    """The first of all names that fold to the same words: of "Al-Bab", "al Bab", "Bab" the first and the last."""
    spellings: dict[tuple[str, ...], str] = {}
    for name in names:
        spellings.setdefault(tuple(words(name)), name)
    return list(spellings.values())
