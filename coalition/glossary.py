"""What each word of the closed lists means, for readers; the page `/about/` prints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from coalition.enums import Act, Answer, Capability, Objective


@dataclass(frozen=True, slots=True)
class Definition:
    """A word with its meaning; `code` is how data and addresses spell it."""

    code: str
    word: str
    meaning: str


ACTS: Final[dict[Act, str]] = {
    Act.REQUESTED: "Somebody asked the nation for it. A request is never counted as a contribution.",
    Act.CONSIDERING: "The nation weighs it: it may, it might, it discusses or drafts it, or does not rule it out.",
    Act.PLEDGED: "The nation said that it will: announced, offered, approved, agreed, or prolonged what was ending.",
    Act.DELIVERING: "The nation does it now or has done it, and no report says that it stopped.",
    Act.ENDED: "The nation stopped, suspended or withdrew it, or said that it is about to.",
    Act.DECLINED: "The nation refused it, ruled it out, or limited itself expressly to something else.",
}

ANSWERS: Final[dict[Answer, str]] = {
    Answer.OPEN: "No report in the ledger tells of an act of the nation on this capability since the request.",
    Answer.CONSIDERED: "The nation weighs it since then, and nothing firmer is reported.",
    Answer.GRANTED: "The nation pledged or delivered this capability since then, whatever was asked in detail.",
    Answer.CONTINUED: "The nation delivered it before it was asked, and all that is reported since is that it goes on.",
    Answer.DECLINED: "The nation refused since then, and its refusal is its latest word.",
    Answer.ENDED: "All that is reported since then is that the nation stopped what it had given of it.",
}

CAPABILITIES: Final[dict[Capability, str]] = {
    Capability.AIR_STRIKES: "Combat aircraft sent to strike, strikes flown, and the authority to fly them.",
    Capability.RECONNAISSANCE: "Surveillance aircraft, drones that watch, radar and intelligence flights.",
    Capability.AIR_SUPPORT: "Tankers, transport aircraft, airlift and helicopters.",
    Capability.TRAINERS: "People who train, advise or assist local forces, and money for that purpose.",
    Capability.SPECIAL_OPERATIONS: "Special forces, unless the report says that they train.",
    Capability.GROUND_FORCES: "Combat troops, guards, and soldiers whose task is not stated.",
    Capability.NAVAL: "Ships and carrier groups; strikes flown from a carrier are air strikes besides.",
    Capability.WEAPONS_MUNITIONS: "Arms and ammunition given to those who fight IS.",
    Capability.EQUIPMENT: "Vehicles, protective gear and other goods that are not arms.",
    Capability.HUMANITARIAN: "Relief, drops of food and water, help for people who fled.",
    Capability.STABILISATION_FUNDING: "Money to rebuild, to clear mines and to steady places retaken, loans included.",
    Capability.COUNTER_FINANCE: "Work against the sources of the money of IS.",
    Capability.COUNTER_MESSAGING: "Work against the propaganda of IS.",
    Capability.FOREIGN_FIGHTERS: "Stopping people who travel to join IS, and dealing with those who return.",
    Capability.BASING_ACCESS: "Bases, airspace and training sites put at the disposal of others.",
    Capability.MEDICAL: "Field hospitals, surgeons and care for the wounded.",
    Capability.OTHER: "Staff officers, engineers, air defence, logistics, and help that is not named further.",
}

OBJECTIVES: Final[dict[Objective, str]] = {
    Objective.RETAKE: "An operation to take it back is planned or under way.",
    Objective.STRUCK: "Targets in it or beside it were hit from the air.",
    Objective.RETAKEN: "It was taken back from IS.",
    Objective.DEFENDED: "It holds out against an attack.",
    Objective.HELD_BY_IS: "IS seized it or has it in its hands.",
    Objective.MENTIONED: "A report names it and says none of the above; not recorded as an event.",
}

NOUNS: Final[dict[str, str]] = {
    "Nation": "A state, an organisation such as NATO, or the coalition as a whole: anyone who can commit.",
    "Minister": "A person who speaks for a nation, with the offices held and their dates.",
    "Meeting": "A gathering of officials of several states about the fight against IS, held or planned.",
    "Pledge": "One line of contribution: a nation, a capability and a place. It is a thread of dated acts.",
    "Ask": "One dated request to a nation for a capability; its answer is what the nation does from that day on.",
    "City": "A contested town in Iraq, Syria or Libya, with what reports say of it.",
    "Article": "A stored text with its publisher, date and address. It is never altered.",
    "Evidence": "A passage of an article that proves one fact; the quotation is cut from the stored text.",
    "Origin": "The report that an article goes back to. Copies of one agency story share it and count once.",
}


def act_definitions() -> list[Definition]:
    """Acts in the order of a pledge's life."""
    return [Definition(act.value, act.label, ACTS[act]) for act in Act]


def answer_definitions() -> list[Definition]:
    """How requests are answered."""
    return [Definition(answer.value, answer.label, ANSWERS[answer]) for answer in Answer]


def capability_definitions() -> list[Definition]:
    """Capabilities in the order of the closed list."""
    return [Definition(item.value, item.label, CAPABILITIES[item]) for item in Capability]


def objective_definitions() -> list[Definition]:
    """What is recorded of cities."""
    return [Definition(item.value, item.label, OBJECTIVES[item]) for item in Objective]


def noun_definitions() -> list[Definition]:
    """The nouns of the ledger."""
    return [Definition(word.lower(), word, meaning) for word, meaning in NOUNS.items()]
