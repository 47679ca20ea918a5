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
    "sneered|reply|answer|response"
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
    r"reseller|vendor|supplier|retailer|broker|concierge|porter|nurse|plumber|electrician|cleaner|telemarketer|"
    r"firm|housemate|flatmate|uncle|aunt|grandson|granddaughter|nephew|niece|cousin|grandfather|grandmother|"
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
_ACCOUNT = re.compile(
    r"\b(?:customer|caller|client|he|she|they|user|mr \w+|ms \w+|mrs \w+|review|post|email|complaint|letter)"
    r" (?:now |also |still |then )?(?:says|said|claims|claimed|alleges|alleged|insists|insisted|wrote|writes|swears|"
    r"complains|complained|reports|reported) (?:that )?(?:i|we|the agent|our agent|an agent|my colleague)\b[^,.]{0,20}$"
)
"""What somebody says that the agent said."""
_TO_ME = re.compile(r"^\s*(?:me|us|at me|at us|to me|to us)\b|\bat (?:me|us)\b|\bto (?:me|us)\b")


_ARTEFACT = re.compile(
    r"\b(?:screenshots?|chat|chat log|recording|post|review|comment|tweet|thread|voicemail|message|text|sign|poster|"
    r"leaflet|advert|email|letter|memo|sms|note)\b(?P<rest>[^,.]{0,40})$"
)
"""Something written or recorded, before the words it holds."""
_FROM = re.compile(r"^ (?:from|by|of|left by|sent by) (?!me\b|my\b|us\b)")
_SOMEBODY = re.compile(
    r"(?<!\bin )(?<!\bto )(?<!\bat )(?<!\bof )(?<!\bwith )(?<!\bby )(?<!\bfor )(?<!\bon )"
    r"\b(?:the|a|an|his|her|their|its|another|some|one|that|this) (?!and\b)(?:[\w'’-]+ (?!and\b|i\b|we\b)){0,2}"
    r"(?!and\b|then\b|i\b|we\b)[\w'’-]+ (?:just |then |had |has |also |only |once )?$"
)
"""Any noun at the place of a subject."""
_NAME_AFTER = re.compile(r"(?:['’]s)? [A-Z][a-z]")
_TITLE_BEFORE = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Madam)\.? $")


def is_name(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is part of a proper name by its capitals: Idiot's Lane, Mr I-Don't-Know."""
    wording = text[start:end]
    if not (wording.isascii() and wording[:1].isupper()) or wording.isupper():
        return False
    if _TITLE_BEFORE.search(text[max(0, start - 7) : start]):
        return True
    return _NAME_AFTER.match(text[end : end + 6]) is not None


def is_english(lead: str, wording: str) -> bool:
    """Whether the sentence is an English one."""
    return (
        all(sign < "⺀" for sign in lead) and (bool(lead) or wording.isascii()) and all(sign < "⺀" for sign in wording)
    )


def speaks(lead: str, tail: str, quoted: bool) -> tuple[bool, bool, bool]:
    """Whether the agent speaks, whether something shows that it was said, and whether only the default says so."""
    unit = _UNIT.split(lead.rstrip(' :"“(') + " ")[-1].strip()
    verbs = list(_VERB.finditer(unit))
    held = _ARTEFACT.search(unit)
    if held and (quoted or lead.endswith(":")):
        told = verbs and _by_verb(unit, verbs[-1].start(), "")
        mine = unit[: held.start()].endswith(("my ", "our ", "my own "))
        if _FROM.match(held["rest"]) or not (mine or told or _OWN.search(unit)):
            return False, True, False
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
    if _TO_ME.search(rest) or _ACCOUNT.search(before) or _SOMEBODY.search(before):
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
