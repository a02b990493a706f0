"""The closed word lists of the pledge rules: grammar of news prose, not names of things."""

from __future__ import annotations

from decimal import Decimal

from articles.extraction.types import Capability

OTHER_SIDES = frozenset({"IRN", "RUS"})
"""States that fight in the theatre on a side of their own, outside the coalition."""
THEATRE = frozenset({"IRQ", "SYR", "LBY", "AFG"})
"""States on whose soil the fight is: what they do there is no contribution of theirs."""
REGION = THEATRE | frozenset({"ARE", "BHR", "CYP", "JOR", "KWT", "QAT", "TUR", "LBN", "SAU"})
"""Where forces of this fight are based; who is "back" there is back at work."""
ONE = Decimal(1)
ESTABLISHING = frozenset(
    {
        "establish",
        "set up",
        "create",
        "gather",
        "collect",
        "restore",
        "organise",
        "organize",
        "share",
        "work",
        "serve",
    }
)
NOT_GIVEN = frozenset("against like than without despite after before since during until amid unlike".split())
"""Prepositions whose noun phrase is no object of the giving."""
GIVING_TO = frozenset({"contribute", "commit", "add", "extend", "move", "participate", "expand", "turn", "switch"})
DENIALS = frozenset({"deny", "dispute", "doubt", "reject", "refute", "dismiss"})
CIVILIAN = frozenset({"foreign_fighters", "counter_finance", "counter_messaging"})
CARRYING = frozenset({"fly", "carry", "drop", "deliver", "bring", "transport", "take", "airlift", "airdrop"})
HOSTILE = frozenset("suicide captured enemy isil isis daesh stolen militant insurgent jihadist seized".split())
"""Words in a noun phrase that make it the enemy's thing: "suicide vehicles", "captured tanks"."""
LEFT_PLACES = frozenset("iraq syria gulf coalition mission campaign region theatre home middle mediterranean".split())
PURPOSES: tuple[tuple[Capability, frozenset[str]], ...] = (
    ("counter_finance", frozenset({"smuggling", "antiquities", "laundering"})),
    ("stabilisation_funding", frozenset(
        "mines demining reconstruction rebuild rebuilding stabilise stabilize stabilising stabilizing "
        "stabilisation stabilization infrastructure "
        "liberated undp recovery loan loans credit credits "
        "investment investments exports schools electricity reconstruct repair repairs "
        "sewerage roads bridges grid".split()
    )),
    ("humanitarian", frozenset(
        "refugee refugees displaced humanitarian relief unhcr wfp unicef fled homeless victims civilians needs "
        "camps food "
        "shelter suffering aid help emergency assistance".split()
    )),
)  # fmt: skip
"""What words near an amount say of its purpose, the first list that fits."""
PLACING = frozenset("under in at near over from through into around throughout across".split())
"""Prepositions after which the capability is a setting, no object: "support in their strikes"."""
PLANS = frozenset({"plan", "proposal", "bill", "motion", "option", "idea", "resolution", "if", "were"})
AFTER_BARE_NUMBER = frozenset({"to", "in", ".", ",", ";", "and", "for", "more", "at", "from"})
TRAINING_SITES = frozenset({"Camp Taji", "Besmayah", "Taji", "Besmaya"})
CIVILIAN_DEEDS = frozenset({"conduct", "join", "host", "support", "transfer", "increase", "end"})
"""What a nation does about the money, the message and the recruits of IS; to stop their flow is a contribution."""
LOOKING = frozenset("gather collect monitor watch observe photograph scout locate identify spy film map".split())
SENSORS = frozenset("pod pods camera cameras sensor sensors radar radars".split())
"""What an aircraft carries to look: "F-16s with reconnaissance pods"."""
HOSTING = frozenset({"host", "house"})
TAKING_PART = frozenset({"participation", "involvement", "contribution"})
RECEIVING = frozenset({"receive", "get", "face", "answer", "meet", "honour", "honor", "follow", "ignore", "welcome"})
RELIEVING = frozenset({"relieve", "replace", "succeed"})
"""Verbs whose subject takes the place of the object: "will be relieved by Belgian jets"."""
USES = frozenset({"use", "operate", "fly", "access", "conduct", "launch", "station", "carry out"})
PERMISSIONS = frozenset({"let", "allow", "permit", "authorise", "authorize", "grant", "enable", "agree", "approve"})
PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i"})
HUMANS = frozenset({"ground_forces", "special_operations"})
TRAINING = frozenset("train advise mentor instruct retrain teach school coach drill tutor educate upskill".split())
LOCAL = frozenset(
    "iraqi iraqis kurdish kurds peshmerga syrian rebels rebel fighters forces local tribal libyan sunni opposition "
    "militias them recruits pesh police policemen policewomen brigade brigades battalion battalions syrians libyans "
    "gendarmes militiamen trainees".split()
)
TARGETS = frozenset(
    "is isis isil daesh islamic militants militant extremists extremist jihadists jihadist targets target positions "
    "terrorists terrorist caliphate raqqa mosul oil militia tactical".split()
)
TRANSFERS = frozenset({"transfer", "fund", "increase", "host", "join", "conduct"})
EFFECTS = frozenset({"effect", "plain", "report"})

LISTING = frozenset({",", "and", "them", "including", "plus"})
"""Words before an item of a list."""
