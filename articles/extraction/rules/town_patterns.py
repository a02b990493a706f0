"""What a whole sentence says of a town, read as a pattern of who, what and which town.

A sentence becomes a line of words in which E stands for Islamic State (IS) under any name, F for its opponents, T for the
town in question and O for other towns: "IS captured Mosul in June and Sinjar in August" is, for Sinjar, "E captured O in
june and T in august". The patterns run from the most telling to the least; the first that fits is the reading, None where
none does.
"""

# ruff: noqa: E501 - a pattern is read in one line
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from articles.extraction.prefilter import Prefilter
from articles.extraction.types import Objective

_LEFT = (
    r"(?:(?:the|a|an|its|city|cities|town|towns|village|villages|of|and|both|also|again|most|all|parts|part|northern|"
    r"southern|western|eastern|central|iraqi|syrian|libyan|border|desert|then|first|finally|strategic|key|"
    r"oil|old|,|'s|-|iraq|syria|up|back|whole|nearby|neighbouring|neighboring|in|after|O)"
    r"|O(?: (?:in|on|at|by)(?: [\w'-]+){1,5}?(?: and| ,)))"
)
_LIST = rf"(?:(?:{_LEFT}|in the (?:north|south|east|west) of (?:iraq|syria|libya)) )*?"
"""Words between a verb and the town that is its object, other towns and their dates among them."""

_TAIL = r"(?: (?:,|and|O|both|all|itself|,? in (?:[\w-]+ )?(?:iraq|syria|libya)))*"
_ASIDE = r"(?: and with (?:it|them) [^,;]{1,40}?| , [^,;]{1,90}? ,| \( [^)]{1,60} \)| – [^–]{1,90} –)?"
_SUBJECT = (
    r"(?:^|[,;:.] |\b(?:and|but|that|while|when|as|before|after|since|says|said|because|though|whereas|O|side|north|south|east|west|iraq|syria) |"
    r'" )'
    r"(?:(?:the|both|iraqi|syrian|northern|southern|western|eastern|nearby|then|later|now) )*"
    r"(?:(?:city|town|cities|towns|village) of )?T" + _TAIL + _ASIDE
)
"""The town, or a list with it, as subject of what follows; an aside between commas is passed over."""

_ADV = (
    r"(?: (?:also|now|since|finally|recently|already|later|then|still|fully|completely|largely|almost|itself|again|first|"
    r"entirely|mostly|partly|long|all|both|however|too|soon|eventually))*"
)
_DONE = rf"(?: (?:was|were|is|are|has|have|had|been|being|got|has been|have been|had been){_ADV})+"
_BACK = (
    r"(?:retaken|recaptured|liberated|freed|reclaimed|regained|recovered|reconquered|secured|cleared|wrested|"
    r"(?:won|taken|brought|got|wrested|clawed) back|declared (?:free|liberated|secure)|back)"
)
_SEIZED = r"(?:taken|captured|seized|overrun|conquered|occupied|stormed|grabbed|invaded|snatched|taken over|held|ruled|run|controlled)"
_SEIZED_NOW = (
    r"(?:took|take|takes|taken|captured|seized|seizing|overran|overrun|conquered|occupied|occupies|stormed|swept into|"
    r"swept through|marched into|rolled into|grabbed|snatched|invaded|won|entered|moved into|ruled|rules|rule|has|have|"
    r"held|holds|hold|controlled|controls|control|continues to rule|continue to rule|kept|keeps|still holds|dominates|"
    r"governs|runs|taking|capturing|took over|gained|installed itself in|dug in in|entrenched in|took control of|"
    r"overrunning|attacked and took)"
)
_RETOOK = (
    r"(?:retook|recaptured|liberated|freed|reclaimed|regained|recovered|reconquered|secured|cleared|retaken|"
    r"(?:won|took|taken|wrested|got|brought) back|captured|seized|took|taken|swept into|stormed|overran|wrested|"
    r"raised (?:the|their|its|a) [\w ]{0,20}?flag over|took (?:full )?control of|gained control of|moved into|marched into|"
    r"drove into|conquered|occupied|stand in|stood in)"
)
_RETAKE = (
    r"(?:retake|recapture|liberate|free|reclaim|regain|recover|win back|take back|wrest|capture|seize|take|envelop|encircle|"
    r"isolate|surround|storm|clear|besiege|close in on|advance on|attack|enter|conquer|get back|retaking|recapturing)"
)
_WAITS = (
    r"(?:to|will|would|could|can|must|should|may|might|help|helping|helps|hope to|hopes to|before|for|of|about|begin|"
    r"began|start|started|planning|shall|'ll)"
)
_EXPELLED = (
    r"(?:drove|driven|drive|pushed|beaten|beat|threw|thrown|chased|cleared|forced|ousted|expelled|evicted|routed|flushed|"
    r"dislodged|removed|swept|rooted|ejected|fled|withdrew|withdrawn|retreated|retreat|kicked|uprooted|cast|defeated|"
    r"slipped|pulled)"
)
_HANDS = (
    r"(?:under (?:E's|E 's|E|its|their|the) (?:\w+ )?(?:control|rule|sway|command|occupation|grip)|"
    r"under the (?:control|rule|sway|command|yoke|grip) of (?:the )?E|"
    r"in (?:the )?(?:hands|grip|possession|grasp|clutches) of (?:the )?E|in E(?: 's| ')? (?:hands|possession|grip|control)|"
    r"in (?:militant|jihadist|its|their|extremist|insurgent) (?:hands|possession|grip)|"
    r"(?:out of|beyond|outside) (?:the )?(?:\w+ )?(?:F|government|F 's|government 's|baghdad's|baghdad 's|its|army 's) ?(?:'s )?"
    r"(?:reach|control|grip|grasp)|theirs|held by (?:the )?E|occupied by (?:the )?E|run by (?:the )?E|ruled by (?:the )?E|"
    r"controlled by (?:the )?E|(?:remains|remain) (?:with|E)|with E|with the E)"
)
_GAP = r"(?: [^,;. ]+){0,8}?"

_BY_DATE = "by date"
"""A fall without an agent: to IS while it grew, to its opponents after."""

_BY_AIR = "if by air"

_SIDE = (
    r"(?:near|in|around|outside|at|close to|over|inside|on|(?:just )?(?:north|south|east|west|north-?west|north-?east|south-?west|"
    r"south-?east|northwest|northeast|southwest|southeast|upstream|downstream) of)"
)
_HIT = (
    r"(?:destroyed|struck|hit|eliminated|engaged|dealt with|attacked|silenced|bombed|targeted|pounded|damaged|neutralised|"
    r"neutralized|flattened|demolished|strikes?|raids?|attacks?|bombing|air ?strikes?|dropped|fired|destroying|hitting|"
    r"striking|targeting|knocked out|took out|blew up|set fire to)"
)

_PATTERNS: tuple[tuple[str, str], ...] = (
    # what is over or not the town's
    (
        rf"\b(?:since|after|during|in|from|following) the (?:battle|fight|battles) (?:of|for) {_LIST}T\b(?! (?:began|started))",
        "mentioned?",
    ),
    (rf"\bapproach(?:es)? (?:to|of) {_LIST}T\b", "retake"),
    (
        rf"\b(?:not|yet|never|n't|failed to){_ADV} (?:been )?(?:retaken|recaptured|liberated|freed|retake|recapture) {_LIST}T\b",
        "retake",
    ),
    (
        rf"{_SUBJECT}{_ADV} (?:has|have|had|is|are)? ?(?:not|yet|still)?(?: not| yet| still)*(?: to be| to come)(?: (?:taken|retaken|freed|liberated|won|recaptured|cleared))?",
        "next",
    ),
    (
        rf"{_SUBJECT}{_ADV} (?:is|remains|was|are|will be|would be)(?: \w+)?(?: the| its| a| their| next| larger| main| ultimate| final| real)+ (?:aim|target|goal|prize|objective|step)",
        "retake",
    ),
    (
        rf"\bF (?:, (?:which|who) )?(?:\w+ )?(?:needed|took|spent|fought|waged)(?: [\w']+){{0,4}}? (?:days|weeks|months|years|battle|fight|campaign|siege)(?: [\w']+){{0,3}}? (?:to|before) {_RETAKE} {_LIST}T\b",
        "retaken",
    ),
    # expulsion
    (
        rf"\bE{_GAP} (?:was|were|been|be|being|is|are) (?:\w+ )?{_EXPELLED}(?: (?:out|back|away|entirely|completely))*(?: of| from) {_LIST}T\b",
        "retaken",
    ),
    (
        rf"(?<!to )(?<!will )\b{_EXPELLED} (?:the )?(?:E|them|it|fighters|remaining E|last E)(?: [\w-]+){{0,3}}? (?:out of|from) {_LIST}T\b",
        "retaken",
    ),
    (
        rf"\bE{_GAP} (?:driven|pushed|beaten|thrown|expelled|ousted|chased|forced|evicted|routed)(?: out)? (?:of|from) {_LIST}T\b",
        "retaken",
    ),
    (
        rf"\bE (?:\w+ )?(?:fled|abandoned|lost|surrendered|gave up|left|withdrew from|retreated from|pulled out of|vacated|ceded) {_LIST}T\b",
        "retaken",
    ),
    (rf"\bE(?: 's)? (?:loss|losses|defeat|defeats|expulsion|retreat) (?:of|from|in|at) {_LIST}T\b", "retaken"),
    (
        rf"\bF (?:\w+ )?(?:lost|abandoned|fled|surrendered|gave up|ceded|withdrew from|retreated from) {_LIST}T\b",
        "held_by_is",
    ),
    # object of a verb
    (rf"\b{_WAITS} (?:\w+ )?{_RETAKE}(?: (?:it|them))? (?:from E )?{_LIST}T\b", "if friend retake"),
    (rf"\bF{_GAP} (?:had |have |has |also |then |finally |fully |first )*{_RETOOK} {_LIST}T\b", "retaken"),
    (rf"\b{_RETOOK} {_LIST}T\b{_TAIL}{_GAP} from E\b", "retaken"),
    (
        rf"\bE(?: \( E \))?(?:(?: who| which| that)? (?:had|has|have|also|still|then|once|later|since|first|now|fighters|continues to|continued to))* {_SEIZED_NOW} {_LIST}T\b",
        "held_by_is",
    ),
    (rf"\bE (?:[\w'-]+ ){{0,9}}?{_SEIZED_NOW} O(?: [^;.]{{1,60}}?)? and (?:{_SEIZED_NOW} )?{_LIST}T\b", "held_by_is"),
    (rf"\b(?:seizure|capture|conquest|occupation|takeover) (?:by E )?of {_LIST}T\b(?: by (?:the )?E)", "held_by_is"),
    (
        rf"\bE(?: 's| ')? (?:seizure|capture|conquest|occupation|takeover|rule|hold) (?:of|over|in|on) {_LIST}T\b",
        "held_by_is",
    ),
    # subject of a verb
    (
        rf"{_SUBJECT}{_ADV} (?:which |that )?(?:fell|has fallen|had fallen|fall|falls|was lost|were lost|is lost|are lost|has been lost)(?: \w+){{0,3}}? to (?:the )?F\b",
        "retaken",
    ),
    (rf"{_SUBJECT}{_ADV} (?:fell|has fallen|had fallen|falls)(?: \w+){{0,3}}? to (?:the )?E\b", "held_by_is"),
    (rf"{_SUBJECT}{_DONE} lost to (?:the )?E\b", _BY_DATE),
    (rf"{_SUBJECT}{_DONE}{_ADV} {_SEIZED}{_GAP} by (?:the )?E\b", "held_by_is"),
    (rf"{_SUBJECT}{_DONE}{_ADV} (?:{_SEIZED}|{_BACK}){_GAP} by (?:the )?F\b", "retaken"),
    (rf"{_SUBJECT}{_DONE}{_ADV} {_BACK}\b(?! to be)", "retaken"),
    (rf"{_SUBJECT} (?:changed|change) hands", "retaken"),
    (
        rf"{_SUBJECT}(?: [\w']+){{0,2}}? (?:was|were|is|are|has|have|had|been|remains|remain|remained|still|lies|lie|now|stays|all|both|fell){_ADV}(?: [\w']+){{0,2}}? {_HANDS}\b",
        "held_by_is",
    ),
    (rf"{_SUBJECT}{_DONE}{_ADV} (?:taken|captured|seized|lost|conquered)\b(?! by)", _BY_DATE),
    (rf"{_SUBJECT}{_ADV} (?:fell|has fallen|had fallen)\b(?! to)", _BY_DATE),
    (
        rf"{_SUBJECT}(?: [\w']+){{0,2}}? (?:was|were|is|are|has|have|had|been)(?: [\w']+){{0,3}}? (?:in|under) (?:the )?(?:hands of (?:the )?(?:F|government)|(?:F|government|F 's|government 's) (?:hands|control))",
        "retaken",
    ),
    (
        r"\b(?:tents|pocket|stronghold|district|position|positions|redoubt|defences|defenses|resistance|houses|streets|bastion) (?:at|in|of) T (?:has |have |had )?(?:fell|fallen|collapsed|crumbled)\b",
        _BY_DATE,
    ),
    # asides and relative clauses
    (
        rf"T{_TAIL} ,(?: [^,;]{{1,60}} ,)?(?: both| all| each)?(?: of)?(?: which| that| whom)?(?: (?:had|has|have|was|were|been|is|are|still|long|also))* (?:held|seized|captured|taken|overrun|ruled|occupied|controlled)(?: [\w']+){{0,3}}? by (?:the )?E\b",
        "held_by_is",
    ),
    (
        rf"T{_TAIL} ,? ?(?:[^,;]{{1,50}}? )?(?:which|that) (?:the )?E (?:[\w']+ ){{0,4}}?(?:ruled|held|holds|controlled|controls|rules|overran|seized|captured|took|taken|occupied|occupies)\b",
        "held_by_is",
    ),
    (
        rf"T{_TAIL} ,? ?(?:[^,;]{{1,50}}? )?(?:which|that) (?:the )?F (?:[\w']+ ){{0,4}}?(?:took back|won back|taken back|retook|recaptured|retaken|liberated|freed|captured|seized|took|taken|cleared|recovered)\b",
        "retaken",
    ),
    (
        rf"T{_TAIL} ,(?: [^,;]{{1,60}} ,)? which(?: was| were| has| had| been)* (?:retaken|recaptured|liberated|freed|won back|taken back|cleared|recovered)\b",
        "retaken",
    ),
    (rf"T{_TAIL} ,(?: [^,;]{{1,60}} ,)? which(?: has| had)? fell(?: \w+){{0,3}}? to (?:the )?F\b", "retaken"),
    (rf"T{_TAIL} ,(?: [^,;]{{1,60}} ,)? which(?: has| had)? fell(?: \w+){{0,3}}? to (?:the )?E\b", "held_by_is"),
    (rf"T{_TAIL} ,(?: [^,;]{{1,60}} ,)? which(?: has| had)? fell\b", _BY_DATE),
    (rf"T{_TAIL} , whose (?:recapture|liberation|fall|capture) (?:was|is|has)\b(?! (?:expected|planned))", "retaken"),
    # lists under one heading
    (
        r"\b(?:gains|successes|victories|advances|freed|liberated|recaptured|retaken|recovered|won back|taken back|taken from (?:the )?E)(?: [^;.]{1,40}?)? (?:include|includes|included|are|is|were)\b[^;.]*?\bT\b",
        "retaken",
    ),
    (
        r"\b(?:taken from|wrested from|seized from|freed from|won from|lost) (?:the )?E\b[^;.]{0,80}(?:are|include|namely|:) [^;.]*?\bT\b",
        "retaken",
    ),
    (
        rf"\b(?:freed|liberated|recaptured|recovered|retaken|taken back|won back|took|taken)\b [^;.]{{0,60}}\bO[^;.]{{0,40}} (?:then|and) (?:in \w+ )?{_LIST}T\b",
        "retaken?",
    ),
    (rf"\b(?:lost|deprived of|robbed of) {_LIST}T\b{_GAP} to (?:the )?F\b", "retaken"),
    (rf"\bE (?:[\w']+ ){{0,6}}?lost {_LIST}T\b", "retaken"),
    (rf"\bleft to (?:the )?E\b[^;.]*? {_LIST}T\b", "held_by_is"),
    (
        rf"\b(?:held|controlled|ruled|occupied|overrun) by (?:the )?E(?: [^;.]{{1,30}}?)? (?:include|including|are|such as|:) {_LIST}T\b",
        "held_by_is",
    ),
    # defence
    (
        rf"{_SUBJECT}{_ADV} (?:has |have |had |is |are |was )?(?:holds|held|holding|hold)(?: \w+){{0,2}}? (?:out|firm|on)\b",
        "defended",
    ),
    (
        rf"(?<!F )(?<!have )(?<!has )(?<!had )\b(?:besieged|beleaguered|encircled|surrounded) (?:[\w-]+ )*?{_LIST}T\b",
        "siege",
    ),
    (rf"\b(?:defenders|defence|defense|residents|people|besieged) of {_LIST}T\b(?=.*\bE\b)", "siege"),
    # from the air
    (rf"\b{_HIT}\b(?: [^;., ]+){{0,12}}? {_SIDE} {_LIST}T\b(?! (?:airport|embassy))", _BY_AIR),
    # what is to come
    (
        rf"\bE (?:is |are |was |were )?(?:under siege|besieged|surrounded|encircled|trapped|cornered) in {_LIST}T\b",
        "retake",
    ),
    (
        rf"\b(?:fight|fighting|fights|battle|battling|struggle|push|offensive|assault|march|advance|drive|operation|campaign|attack|race) (?:[\w-]+ ){{0,2}}?(?:for|on|towards|toward|against|into|to retake|in the direction of) {_LIST}T\b",
        "if not hostile retake",
    ),
    (
        rf"\b(?:steps|step|advance|advances|advancing|move|moves|moving|push|pushing|march|marching|progress|way|direction|road|front)(?: \w+){{0,2}}? (?:towards|toward|of|on|in the direction of) {_LIST}T\b",
        "if friend retake",
    ),
    (
        rf"\b(?:operation|offensive|battle|assault|campaign)\b[^;.]{{0,70}}? against (?:the )?E (?:\( E \) )?in {_LIST}T\b",
        "retake",
    ),
    (rf"\bpressure on {_LIST}T\b", "retake"),
    (r"\b(?:battle|fight|fighting|operation|offensive) (?:of|for|on) (?:the|that|this) T\b", "retake"),
)

_HOSTILE_HEAD = re.compile(
    r"\bE(?: 's)?(?: [\w'-]+){0,4} (?:fight|offensive|assault|attack|push|march|advance|drive|attacks)\b"
)


@cache
def _prefilter() -> Prefilter:
    return Prefilter((pattern for pattern, _ in _PATTERNS), frozenset({"T"}))


@cache
def _compiled(number: int) -> re.Pattern[str]:
    """One pattern, compiled when a line first asks for it: most articles need few."""
    return re.compile(_PATTERNS[number][0])


def objective_of(line: str, *, early: bool, by_air: bool = False) -> Objective | None:
    """The reading of a line for its T; `early` while Islamic State (IS) was growing (until the summer of 2015), `by_air` where aircraft
    are at work.

    "T has been in the hands of E since january 2014" is held_by_is, "among the gains are O and T" is retaken.
    """
    for number in _prefilter().candidates(line):
        verdict = _PATTERNS[number][1]
        match = _compiled(number).search(line)
        if match is None:
            continue
        if verdict == _BY_AIR and not by_air:
            continue
        found = _verdict(verdict, line, match, early=early)
        if found is not None:
            return found
    return None


def _verdict(verdict: str, line: str, match: re.Match[str], *, early: bool) -> Objective | None:
    before = line[: match.start() + 1]
    if verdict == _BY_AIR:
        return "struck"
    if verdict == _BY_DATE:
        return "held_by_is" if early else "retaken"
    if verdict == "if friend retake":
        return "retake" if not _is_last(before, "E") else None
    if verdict == "if not hostile retake":
        return None if _HOSTILE_HEAD.search(line[: match.end()]) else "retake"
    if verdict == "siege":
        return "defended"
    if verdict == "next":
        return "held_by_is" if "taken" in match.group() and "retaken" not in match.group() else "retake"
    if verdict == "retaken?":
        return "retaken" if "E " not in before and "F" in line else None
    if verdict == "mentioned?":
        return "mentioned" if not early else None
    return verdict  # type: ignore[return-value]


def _is_last(text: str, side: str) -> bool:
    """Whether the last body named before is of this side."""
    found = re.findall(r"\b[EF]\b", text)
    return bool(found) and found[-1] == side


_ADJECTIVES = (
    r"(?:iraqi|syrian|kurdish|turkish|libyan|american|u\.s\.|us|british|french|russian|government|coalition|allied|"
    r"federal|security|special|armed|ground|national|regular|joint|local|sunni|shiite|shia|arab|pro-government|state|"
    r"counter-terrorism|counterterrorism|elite|tribal|popular|mobilization|democratic|free|rebel|opposition|royal|air|"
    r"paramilitary|western|iranian|lebanese|regime)"
)
_TROOPS = (
    r"(?:forces|force|troops|army|soldiers|fighters|police|units|militias|militia|commandos|rebels|military|brigades|"
    r"division|tribesmen|peshmerga|men|service|regime|tanks|alliance|paramilitaries|jets|aircraft|warplanes)"
)
_FRIENDS = re.compile(
    rf"\b(?:{_ADJECTIVES}(?: , | and | - | )?)*{_ADJECTIVES} {_TROOPS}\b(?! 's (?:city|town|capital))|"
    rf"\b(?:peshmerga|kurds|sdf|ypg|isf|coalition|army|troops|soldiers|rebels|militias|militia|police|hezbollah|"
    rf"popular mobilization(?: units| forces)?|counter terrorism service|free syrian army|we|government|iraqis|syrians|"
    rf"joint operations command)\b(?! (?:city|hands|held|controlled))"
)
_ENEMY_BODY = re.compile(
    r"\bE (?:fighters|forces|militants|men|jihadists|militia|group|gunmen|extremists|terrorists|organisation)\b"
)
_FRIENDLY_BODY = re.compile(rf"\bF {_TROOPS}\b")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d)")
_THE_SIDE = re.compile(r"\bthe ([EF])\b")
_ENEMY_TWICE = re.compile(r"\bE \( (?:E|is|isis|isil|daesh) \)")


def line_of(keys: Sequence[str]) -> str:
    """The words of a sentence with F for the opponents; E, T and O stand in `keys` already."""
    line = _ENEMY_TWICE.sub("E", _THOUSANDS.sub("", " ".join(keys)))
    line = _FRIENDS.sub("F", line)
    line = _FRIENDLY_BODY.sub("F", line)
    line = _ENEMY_BODY.sub("E", line)
    return _THE_SIDE.sub(r"\1", line)
