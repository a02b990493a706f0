"""When two values count as the same: names folded, months of dates, numbers within half a percent."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from articles.extraction.lexicon import REFERENCE_FOLDER, load_lexicon

_PLAIN = str.maketrans({"ø": "o", "ı": "i", "ł": "l", "ß": "ss", "æ": "ae", "đ": "d", "’": "'", "‘": "'"})
_SUFFIXES = {"jr", "sr", "i", "ii", "iii", "iv"}
_ARTICLES = re.compile(r"^(al|el|ar|as)-")
_NEAR = 0.005


def folded(text: Any) -> str:
    """Lower case without accents."""
    plain = unicodedata.normalize("NFKD", str(text or "").lower().translate(_PLAIN))
    return "".join(c for c in plain if not unicodedata.combining(c)).strip()


def surname(name: Any) -> str:
    """The last word of a name, without "al-" and without Jr. or II."""
    words = [word for word in re.split(r"[\s,]+", folded(name)) if word and word.strip(".") not in _SUFFIXES]
    return re.sub(r"[^a-z0-9-]", "", _ARTICLES.sub("", words[-1])) if words else ""


def town(name: Any) -> str:
    """A town in one spelling: by the reference files where they know it, else folded."""
    key = _town_key(name)
    return _spellings().get(key, key)


def _town_key(name: Any) -> str:
    return re.sub(r"^(the )?city of ", "", re.sub(r"[\s_-]+", " ", folded(name)).strip(" .,"))


@cache
def _spellings() -> dict[str, str]:
    spellings: dict[str, str] = {}
    for place in load_lexicon(REFERENCE_FOLDER).places:
        for name in (place.name, *place.aliases):
            spellings.setdefault(_town_key(name), _town_key(place.name))
    return spellings


def month(date: Any) -> str:
    """The year and month of an ISO date, "" where it has no month."""
    text = str(date or "")
    return text[:7] if re.match(r"\d{4}-\d{2}", text) else ""


def same_number(one: Any, other: Any) -> bool:
    """Two numbers that agree within half a percent."""
    if one is None or other is None:
        return False
    first, second = float(one), float(other)
    return abs(first - second) <= _NEAR * max(abs(first), abs(second), 1e-9)


def allowed(label: dict[str, Any], field: str) -> set[Any]:
    """The value of a label's field with the alternatives that are as good."""
    return {label.get(field), *label.get(f"{field}_alternatives", [])}
