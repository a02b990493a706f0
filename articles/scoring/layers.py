"""The layers that are scored, each as one comparison of an article's predictions with its labels.

Predictions and labels are plain objects in the schema of `manage.py extract`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from articles.scoring.keys import allowed, month, same_number, surname, town
from articles.scoring.matching import Fact, Matched, distinct, match

Layer = Callable[[Fact, Fact], Matched]


def _nations(predicted: Fact, labelled: Fact) -> Matched:
    labels = [{"code": code} for code in labelled.get("nations") or []]
    labels += [{"code": code, "optional": True} for code in labelled.get("nations_optional") or []]
    facts = [{"code": code} for code in dict.fromkeys(predicted.get("nations") or [])]
    return match(facts, labels, lambda fact, label: bool(fact["code"] == label["code"]))


def _people(predicted: Fact, labelled: Fact) -> list[Fact]:
    ignored = {surname(name) for name in labelled.get("persons_ignore") or []}
    return [row for row in predicted.get("ministers") or [] if surname(row["name"]) not in ignored]


def _same_person(fact: Fact, label: Fact) -> bool:
    return surname(fact["name"]) == surname(label["name"]) and fact["nation"] == label["nation"]


def _ministers(predicted: Fact, labelled: Fact) -> Matched:
    facts = distinct(_people(predicted, labelled), lambda row: (surname(row["name"]), row["nation"]))
    return match(facts, labelled.get("ministers") or [], _same_person)


def _ministers_with_office(predicted: Fact, labelled: Fact) -> Matched:
    facts = distinct(_people(predicted, labelled), lambda row: (surname(row["name"]), row["nation"], row.get("office")))
    return match(
        facts,
        labelled.get("ministers") or [],
        lambda fact, label: (
            _same_person(fact, label) and (label.get("optional") or fact.get("office") in allowed(label, "office"))
        ),
    )


def _same_meeting(fact: Fact, label: Fact) -> bool:
    if town(fact["city"]) != town(label["city"]):
        return False
    if label.get("optional") and not month(label.get("date")):
        return True
    return bool(month(fact.get("date"))) and month(fact.get("date")) == month(label.get("date"))


def _meetings(predicted: Fact, labelled: Fact) -> Matched:
    def key(row: Fact) -> Any:
        return (town(row["city"]), month(row.get("date")))

    labels = labelled.get("meetings") or []
    required = distinct([row for row in labels if not row.get("optional")], key)
    optional = [row for row in labels if row.get("optional")]
    facts = distinct([row for row in predicted.get("meetings") or [] if row.get("city")], key)
    return match(facts, [*required, *optional], _same_meeting)


def _meetings_by_day(predicted: Fact, labelled: Fact) -> Matched:
    def same_day(fact: Fact, label: Fact) -> bool:
        if not _same_meeting(fact, label):
            return False
        stated = str(label.get("date") or "")
        return str(fact.get("date")) == stated if len(stated) == 10 else True

    facts = [row for row in predicted.get("meetings") or [] if row.get("city")]
    facts = distinct(facts, lambda row: (town(row["city"]), str(row.get("date"))))
    return match(facts, labelled.get("meetings") or [], same_day)


def _attendance(field: str) -> Layer:
    def compare(predicted: Fact, labelled: Fact) -> Matched:
        """Nations of the meetings that were found, each meeting by itself."""
        parts = []
        facts = [row for row in predicted.get("meetings") or [] if row.get("city")]
        for _, label in _meetings(predicted, labelled).hits:
            same = [row for row in facts if _same_meeting(row, label)]
            named = dict.fromkeys(code for row in same for code in row.get(field) or [])
            labels = [{"code": code} for code in label.get(field) or []]
            labels += [{"code": code, "optional": True} for code in label.get(f"{field}_optional") or []]
            parts.append(
                match([{"code": code} for code in named], labels, lambda fact, label: fact["code"] == label["code"])
            )
        return _joined(parts)

    return compare


def _joined(parts: Iterable[Matched]) -> Matched:
    whole = Matched([], [], [], [])
    for part in parts:
        whole.hits.extend(part.hits)
        whole.tolerated.extend(part.tolerated)
        whole.false.extend(part.false)
        whole.missed.extend(part.missed)
    return whole


def _pledges(*fields: str) -> Layer:
    """Pledges that agree on nation and `fields` ("category", "kind")."""

    def key(row: Fact) -> Any:
        return (row["nation"], *(row.get(field) for field in fields))

    def fits(fact: Fact, label: Fact) -> bool:
        return fact["nation"] == label["nation"] and all(fact.get(f) in label[f"{f}_allowed"] for f in fields)

    def exact(fact: Fact, label: Fact) -> bool:
        return bool(key(fact) == key(label))

    def compare(predicted: Fact, labelled: Fact) -> Matched:
        labels = list(_merged(labelled.get("pledges") or [], key))
        facts = distinct([row for row in predicted.get("pledges") or [] if row.get("nation")], key)
        return match(facts, labels, fits, exact)

    return compare


def _merged(labels: list[Fact], key: Callable[[Fact], Any]) -> Iterator[Fact]:
    """Labels that are one element of the set, their alternatives joined; required and optional ones apart."""
    merged: dict[Any, Fact] = {}
    for label in labels:
        place = (key(label), bool(label.get("optional")))
        known = merged.setdefault(place, dict(label, category_allowed=set(), kind_allowed=set(), hints=[]))
        known["category_allowed"] |= allowed(label, "category")
        known["kind_allowed"] |= allowed(label, "kind")
        known["hints"].append(label.get("evidence_hint"))
    yield from merged.values()


def _quantities(predicted: Fact, labelled: Fact) -> Matched:
    """Labelled numbers that were found under the same nation and capability; false numbers are not counted here."""
    hits, missed = [], []
    for label in labelled.get("pledges") or []:
        if label.get("optional"):
            continue
        for field in ("quantity", "amount"):
            if label.get(field) is None:
                continue
            found = [
                fact
                for fact in predicted.get("pledges") or []
                if fact["nation"] == label["nation"]
                and fact["category"] in allowed(label, "category")
                and (same_number(fact.get("quantity"), label[field]) or same_number(fact.get("amount"), label[field]))
            ]
            if found:
                hits.append((found[0], label))
            else:
                missed.append(label)
    return Matched(hits, [], [], missed)


def _same_city(fact: Fact, label: Fact) -> bool:
    return town(fact["name"]) == town(label["name"])


def _cities(predicted: Fact, labelled: Fact) -> Matched:
    facts = distinct(predicted.get("cities") or [], lambda row: town(row["name"]))
    return match(facts, labelled.get("cities") or [], _same_city)


def _cities_with_objective(predicted: Fact, labelled: Fact) -> Matched:
    facts = distinct(predicted.get("cities") or [], lambda row: (town(row["name"]), row.get("objective")))
    return match(
        facts,
        labelled.get("cities") or [],
        lambda fact, label: (
            _same_city(fact, label) and (label.get("optional") or fact.get("objective") in allowed(label, "objective"))
        ),
    )


LAYERS: dict[str, Layer] = {
    "nations": _nations,
    "ministers": _ministers,
    "ministers with office": _ministers_with_office,
    "meetings (city and month)": _meetings,
    "meetings (city and day)": _meetings_by_day,
    "participants": _attendance("participants"),
    "hosts": _attendance("hosts"),
    "pledges, strict": _pledges("category", "kind"),
    "pledges, relaxed": _pledges("category"),
    "quantities": _quantities,
    "cities": _cities,
    "cities with objective": _cities_with_objective,
}
"""Each layer's name and comparison.

Strict pledges agree on nation, capability and act; relaxed ones leave out the act.
"""
