"""Who speaks in an English sentence of a call note."""

import re

from agentdesk.rules.lexicon import listed

LABELS = frozenset(
    listed("customer caller client user visitor subscriber he she husband wife clerk technician engineer c")
)
"""Whose words follow as somebody else's when they stand before a colon."""

_SAY = (
    "said|says|saying|say|told|tell|tells|telling|asked|asks|asking|replied|replies|replying|answered|answers|"
    "shouted|shouts|"
    "shouting|yelled|yelling|yells|snapped|muttered|muttering|wrote|writes|written|typed|screamed|screaming|"
    "swore|swearing|called|"
    "calling|responded|responding|added|mumbled|whispered|claimed|claims|complained|complaining|complains|"
    "hissed|barked|quoted|quotes|quoting|posted|emailed|texted|"
    "stated|stating|demanded|went|goes|put|sighed|grumbled|retorted|insisted|growled|read|reads|reading|"
    "sneered|message|voicemail|reply|answer|response"
)
_VERB = re.compile(rf"\b(?:{_SAY})\b")
_OWN = re.compile(r"(?:^|[,.] )agent\b|\b(?:i|we|me|myself|my (?:reply|answer|response|words))\b")
_THIRD = re.compile(
    r"(?<!\bwith a )(?<!\bwith my )(?<!\bwith the )(?<!\bto the )(?<!\bto a )(?<!\bfrom the )(?<!\bby the )"
    r"(?<!\bat the )(?<!\bmy )(?<!\bfor the )"
    r"\b(?:clerk|shop|store|engineer|technician|agency|contractor|installer|driver|neighbour|neighbor|husband|"
    r"wife|son|daughter|"
    r"mother|father|colleague|manager|supervisor|branch|bank|courier|landlord|tenant|provider|staff|assistant|"
    r"man|woman|boy|girl|kid|"
    r"child|guard|teller|cashier|rep|operator|scammer|friend|brother|sister|boss|lead|competitor|dealer|"
    r"partner|roommate|receptionist|"
    r"somebody|someone|guy|lady|gentleman|salesman|company|team|doctor|teacher|lawyer|officer|their agent|"
    r"last agent|previous agent|"
    r"other agent|our agent|an agent|the agent|first agent|earlier agent|bot|chatbot|post|review|email|letter)\b"
)
_CALLER = re.compile(
    r"\b(?:customer|caller|client|he|she|they|user|visitor|subscriber|mr|ms|mrs|miss|dr|account holder|who)\b"
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|got|is|are)\s+(?:\w+\s+)?(?:told|asked|called|sworn at|shouted at)\b(?!.*\bby me\b)"
)
_UNIT = re.compile(r"[;:]|\s[-–—]+\s|—|\bbut\b|\bso\b")
_MINE_AFTER = re.compile(
    r"^[\"”’'.,!?\s)-]{0,4}(?:was|is|were|that was|that is)?\s*(?:what\s+)?(?:my|i|we)\b\s*(?:\w+\s+){0,2}"
    r"(?:answer|reply|response|words|asked|said|told|snapped|replied|answered|wrote|typed|muttered|shouted|say|"
    r"put)?\b"
)
_THEIRS_AFTER = re.compile(
    r"^[\"”’'.,!?\s)-]{0,4}(?:(?:he|she|they|the \w+|(?:mr|ms|mrs)\.? \w+|customer|caller|\w+ \w+)\s+"
    rf"(?:had |has |then |just |once |also )?"
    rf"(?:{_SAY})|(?:said|shouted|yelled|replied|asked|snapped|answered)\s+(?:the|he|she|mr|ms|mrs|customer|"
    rf"caller|\w+))\b"
)
_OBJECT = re.compile(r"^\s*(?:him|her|them|the customer|the caller|customer|caller|back|mr|ms|mrs)\b")
_TO_ME = re.compile(r"^\s*(?:me|us|at me|at us|to me|to us)\b|\bat (?:me|us)\b|\bto (?:me|us)\b")


def is_english(lead: str, wording: str) -> bool:
    """Whether the sentence is an English one."""
    return (
        all(sign < "⺀" for sign in lead) and (bool(lead) or wording.isascii()) and all(sign < "⺀" for sign in wording)
    )


def speaks(lead: str, tail: str, quoted: bool) -> tuple[bool, bool, bool]:
    """Whether the agent speaks, whether something shows that it was said, and whether only the default says so."""
    unit = _UNIT.split(lead.rstrip(' :"“(') + " ")[-1].strip()
    verbs = list(_VERB.finditer(unit))
    if verbs:
        verb = verbs[-1]
        rest = unit[verb.end() :]
        if len(rest) <= 40:
            return _by_verb(unit, verb.start(), rest), len(rest) <= 18 or quoted, False
    if _MINE_AFTER.search(tail) and re.match(
        r"^[\"”’'.,!?\s)-]{0,4}(?:was |is |that was |that is )?(?:my|i|we|what i)\b", tail
    ):
        return True, True, False
    if _THEIRS_AFTER.search(tail):
        return False, True, False
    return True, quoted, True


def _by_verb(unit: str, at: int, rest: str) -> bool:
    """Whether the agent is the subject of the verb at `at`."""
    before = unit[:at]
    if _PASSIVE.search(unit):
        return False
    if _TO_ME.search(rest):
        return False
    marks = [
        (found.start(), kind)
        for kind, rule in (("own", _OWN), ("third", _THIRD), ("caller", _CALLER))
        for found in rule.finditer(before)
    ]
    if not marks:
        name = re.search(r"\b(?:ms|mr|mrs)\b", before)
        return name is None
    kind = max(marks)[1]
    if kind == "own":
        return True
    if kind == "third":
        return False
    clause = re.split(r",|\band\b|\bthen\b", before)[-1]
    return bool(_OBJECT.match(rest)) and not _CALLER.search(clause)
