"""Which act a verb group states, with its tense, modality, negation and the groups that govern it.

"will send" is pledged, "may send" considering, "has sent" delivering, "refused to send" declined, "does not rule out
sending" considering, "decided not to send" declined, "will stop sending" ended, "was asked to send" requested.
"""

from __future__ import annotations

from articles.extraction.clauses import VerbGroup
from articles.extraction.types import Act

STANCES = ("decline", "request", "end", "consider", "promise", "continue", "wish")
"""Classes that decide the act by themselves, the strongest first."""

_DEEDS = frozenset(
    {"transfer", "conduct", "join", "support", "fund", "increase", "host", "have", "own", "effect", "arrive", "limit"}
)
_PROGRESSIVE_PLANS = frozenset(
    {"send", "deploy", "dispatch", "increase", "double", "triple", "withdraw", "add", "expand"}
)
_PROLONGING = frozenset({"extend", "prolong", "renew"})
_INTENDING = frozenset({"plan", "intention", "intent", "proposal", "readiness", "willingness", "eagerness"})
"""Nouns that refuse where there is none of them: "no plans to", "no willingness to"."""
_UNSETTLED = frozenset({"decide", "decision", "vote", "review"})


def stance_of(verb: VerbGroup) -> str:
    """The class that decides, "deed" for a verb of doing, "" for verbs that state no act."""
    classes = verb.classes
    if verb.form not in {"noun", "adjective"} and "transfer" in classes and "promise" not in classes:
        return "deed"
    for stance in STANCES:
        if stance in classes:
            if stance == "end" and "arrive" in classes:
                return "end" if verb.lemma == "withdraw" else "deed"
            return stance
    if classes & _DEEDS:
        return "deed"
    return "be" if "be" in classes else ""


def act_of(verb: VerbGroup, *, reported: bool) -> Act | None:
    """The act that `verb` states for its subject, or None for none.

    `reported` is True where the clause hangs on a verb of saying, so that "would send" is the future and no hypothesis.
    """
    governor = verb.governor
    if verb.perfect and verb.modal in {"would", "may", "should"}:
        return None  # "would have sent", "could have offered": it did not happen
    if governor is None or verb.form not in {"infinitive", "gerund"}:
        return _own_act(verb, reported=reported)
    if verb.purpose:
        return None if verb.negated else _under_purpose(verb, act_of(governor, reported=reported))
    return _governed(verb, governor, act_of(governor, reported=reported))


def _own_act(verb: VerbGroup, *, reported: bool) -> Act | None:
    stance = stance_of(verb)
    if verb.ceased and stance in {"deed", "be", "continue"}:
        return "ended"
    if stance == "decline":
        return _declining(verb)
    if stance == "end":
        return _ending(verb)
    if stance == "request":
        return None if verb.negated else "requested"
    if stance == "consider":
        return _considering(verb)
    if stance == "promise":
        return _promising(verb, reported=reported)
    if stance == "continue":
        return _continuing(verb)
    if stance == "wish":
        return None if verb.negated else "considering"
    if stance in {"deed", "be"}:
        return _doing(verb, reported=reported)
    return None


def _declining(verb: VerbGroup) -> Act | None:
    if verb.negated:
        return "considering"
    return None if verb.modal in {"may", "should"} else "declined"


def _ending(verb: VerbGroup) -> Act | None:
    if verb.negated:
        return "delivering" if verb.modal or verb.progressive or verb.form == "noun" else None
    if verb.modal == "may":
        return "considering"
    return None if verb.modal == "should" else "ended"


def _considering(verb: VerbGroup) -> Act | None:
    if not verb.negated:
        return None if verb.modal == "should" else "considering"
    return None if verb.past else "declined"


def _promising(verb: VerbGroup, *, reported: bool) -> Act | None:
    if verb.modal == "should":
        return None
    if verb.negated:
        if verb.past and not verb.modal and verb.lemma not in _UNSETTLED:
            return None  # "never promised", "did not offer"
        if verb.form == "noun" and verb.lemma.rstrip("s") in _INTENDING:
            return "declined"
        if verb.lemma in _UNSETTLED:
            return "considering"
        if verb.lemma in _PROLONGING and verb.modal:
            return "ended"
        if verb.modal in {"will", "would", "may"} or not verb.past:
            return "declined"
        return None
    if verb.modal == "may" or (verb.modal and verb.lemma in _UNSETTLED):
        return "considering"
    if verb.modal == "would" and not reported:
        return "considering"
    return "considering" if verb.progressive and verb.lemma in {"decide", "vote", "propose"} else "pledged"


def _continuing(verb: VerbGroup) -> Act | None:
    if verb.negated:
        return "ended" if verb.modal in {"will", "would"} else None
    if verb.modal in {"may", "should"}:
        return "considering" if verb.modal == "may" else None
    return "pledged" if verb.lemma in {"resume", "restart"} and verb.modal else "delivering"


def _doing(verb: VerbGroup, *, reported: bool) -> Act | None:
    if verb.modal == "should":
        return None
    if verb.negated:
        return _not_doing(verb)
    if verb.modal == "will":
        return "pledged"
    if verb.modal == "would":
        return "pledged" if reported else "considering"
    if verb.modal == "may":
        return "considering"
    if verb.form == "infinitive":
        return None
    if verb.progressive and not verb.perfect and (not verb.past or reported) and verb.lemma in _PROGRESSIVE_PLANS:
        return "pledged"
    return "delivering"


def _not_doing(verb: VerbGroup) -> Act | None:
    """ "will not send", "is not sending", "does not take part" refuse; "did not send" only tells."""
    if verb.modal or verb.progressive or not (verb.past or verb.perfect):
        return "declined"
    return None


def _under_purpose(verb: VerbGroup, outer: Act | None) -> Act | None:
    """A purpose shares the act it serves: "sent jets to bomb", "has trainers to help"; "signed up to send" promises."""
    if outer == "delivering" and verb.governor is not None and verb.governor.lemma in {"sign up", "sign on"}:
        return "pledged"
    return (
        outer
        if stance_of(verb) in {"deed", "continue", "promise"}
        and verb.governor is not None
        and ("be" not in verb.governor.classes)
        else None
    )


def _governed(verb: VerbGroup, governor: VerbGroup, outer: Act | None) -> Act | None:
    """What an infinitive or gerund states under a governor: "agreed" + "to send", "refused" + "to stop"."""
    inner = stance_of(verb)
    if outer is None:
        return "considering" if inner == "decline" and governor.negated and "wish" in governor.classes else None
    if verb.negated:
        return "declined" if outer == "pledged" else None
    if inner in {"deed", "be", "promise", "wish"}:
        if stance_of(governor) == "deed":
            return outer if governor.lemma in {"begin", "start", "commence", "finish"} else None
        open_still = verb.lemma in _UNSETTLED or governor.lemma in {"expected", "likely"}
        return "considering" if inner == "promise" and open_still and outer == "pledged" else outer
    return _COMBINED.get((inner, outer))


_COMBINED: dict[tuple[str, Act], Act] = {
    ("end", "pledged"): "ended",
    ("end", "ended"): "ended",
    ("end", "delivering"): "ended",
    ("end", "considering"): "considering",
    ("end", "declined"): "delivering",
    ("continue", "pledged"): "pledged",
    ("continue", "considering"): "considering",
    ("continue", "declined"): "ended",
    ("continue", "requested"): "requested",
    ("continue", "delivering"): "delivering",
    ("consider", "pledged"): "considering",
    ("consider", "considering"): "considering",
    ("consider", "declined"): "declined",
    ("consider", "delivering"): "considering",
    ("decline", "pledged"): "declined",
    ("decline", "declined"): "considering",
    ("decline", "delivering"): "declined",
    ("request", "pledged"): "requested",
    ("request", "considering"): "requested",
    ("request", "delivering"): "requested",
    ("", "delivering"): "delivering",
}
"""(class of the inner verb, act of the outer one) → act of both; pairs that are missing state nothing."""
