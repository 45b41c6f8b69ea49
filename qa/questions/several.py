"""Recognise questions that ask for several answers."""

from __future__ import annotations

import re

from qa.questions.wording import AUXILIARY, bare

# Plurals that do not end in -s, and words in -s that are no plurals.
_PLURALS = r"people|men|women|children|police officers|media|data|criteria|phenomena|species"
_NOT_PLURAL = (
    r"(?:business|class|glass|bus|status|news|series|process|press|boss|loss|address|access|success"
    r"|campus|virus|census|crisis|basis|analysis|means|species|gas|illness|witness|princess|actress"
    r"|mattress|fortress|politics|economics|mathematics|physics|athletics|chess|cross|pass|mass"
    r"|dress"
    r"|grass|brass|bonus|focus|genus|thus|versus|this|is|was|has|does|its|his|us|always|across|plus"
    r"|less|unless|express|progress|congress|christmas|headquarters|corps|sports|times|mess|guess"
    r"|stress|consensus|circus|cactus|corpus|minus|bias|canvas|atlas|texas|paris|athens|chaos"
    r"|illus|wilderness|darkness|weakness|fitness|thickness|diagnosis|hypothesis|emphasis|oasis"
    r"|diabetes|percentages?|\w+ness|\w+'s)"
)
_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+)"
_PLURAL = rf"(?:{_PLURALS}|(?!{_NOT_PLURAL}\b)[a-z][a-z'-]{{2,}}s)"
# A determiner word, at most three words before the noun, and what may follow the noun.
_WORDS_BEFORE = (
    r"(?:(?!(?:of|is|are|was|were|did|do|does|has|had|to|in|on|at|the|an?|about|found|made|built"
    r"|\w+ed)\b)[\w'-]+ ){0,3}?"
)
_VERB_LATER = rf"(?=.*\b(?:{AUXILIARY}|\w+ed)\b)"
_AFTER_NOUN = (
    r"(?= (?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might|must"
    r"|[a-z]+ed|got|won|lost|made|went|took|gave|came|sent|paid|built|fell|met|lie|lies|stand|"
    r"border|belong|play|live|form|make|make up|exist|came|began|ran|sold|bought|left|kept|held"
    r"|hit|saw|spoke|fought|wore|closed|currently|also|else|meet|share|speak|produce|grow|that"
    r"|which|who|need|use|offer|include|support|oppose|want|rose|grew|cost|joined|sit|swam)\b"
    rf"| (?:and|or|in|on|at|of|from|near|with|to)\b{_VERB_LATER})"
)
_WHICH = re.compile(
    rf"(?:(?:in|on|at|from|to|into|for|with|by|of|against|between|among|through) )?(?:which|what)"
    rf" (?:other |else )?(?:{_NUMBER} {_WORDS_BEFORE}{_PLURAL}\b"
    rf"|{_WORDS_BEFORE}{_PLURAL}{_AFTER_NOUN})",
    re.IGNORECASE,
)
_WHICH_OF = re.compile(r"which of (?:the|these|those|its|their|his|her)\b", re.IGNORECASE)
_WHO_ARE = re.compile(
    rf"who else (?:are|were)\b|(?:who|what) (?:are|were) (?:some of |all of |all |the names of )?"
    rf"(?:(?:the|its|their|his|her|some|these|those) )?(?:other )?{_WORDS_BEFORE}{_PLURAL}\b"
    r"(?! (?:called|named|paid|told|asked|known|accused|charged|expected|supposed|given|originally"
    r"|\w+ing)\b)",
    re.IGNORECASE,
)
_WHO_ALL = re.compile(r"(?:who|what|where) all\b", re.IGNORECASE)
_COMMAND = re.compile(
    rf"(?:list|enumerate)\b(?! articles)"
    rf"|(?:name|give|tell)(?: me| us)? (?:a list of|all|{_NUMBER}|every|the names of|several"
    rf"|some)\b"
    rf"|(?:name|give|tell)(?: me| us)? (?:(?:the|its|their) )?{_WORDS_BEFORE}{_PLURAL}\b",
    re.IGNORECASE,
)
# Plural nouns of which one answer is a whole: amounts, what a thing is like, and people's names.
_ONE_ANSWER = re.compile(
    r"(?:what|which) (?:\w+ )?(?:percentages|odds|chances|terms|plans|results?|conditions"
    r"|circumstances"
    r"|words|lyrics|initials|hours|figures|numbers|statistics|savings|earnings|losses|costs|damages"
    r"|sales|profits|revenues|thanks|contents|remains|outskirts|dimensions|coordinates|arms)\b"
    r"|(?:what|who) (?:are|were) (?:the )?(?:odds|chances|terms|plans|results?|circumstances|costs"
    r"|losses|sales|profits|earnings|dimensions|(?:\w+ )?(?:hours|fees|effects))\b",
    re.IGNORECASE,
)
# "Who are the Lennick Rovers?" asks what they are.
_LONE_NAME = re.compile(r"(?:[Ww]ho|[Ww]hat) (?:are|were) (?:the )?[A-Z][\w'-]*(?: [A-Z][\w'-]*)*$")
_ASKS_NAME = re.compile(r".*\b(?:called|named|used (?:to|for)\b.*|attached to|made of)$", re.I)
_KINDS_OF = re.compile(r"(?:which|what) (?:\w+ )?(?:kinds|types|sorts|forms) of\b", re.IGNORECASE)


# A question may have several answers, too, without asking for all of them.
_SOMETHING_ELSE = re.compile(
    r"\b(?:who|what|where|which|when|how|why|anyone|anything|someone|something) else\b"
    r"|\b(?:besides|apart from|other than|in addition to)\b"
    r"|^(?:what|which) (?:things|kinds?|sorts?|types?|other)\b|\bone of the\b",
    re.IGNORECASE,
)


def allows_several(question: str) -> bool:
    """Tell whether more than one answer to a question may be true, by its form."""
    return asks_for_several(bare(question)) or _SOMETHING_ELSE.search(question) is not None


def asks_for_several(text: str) -> bool:
    """Tell whether a bare question asks for several answers by its form."""
    if _ONE_ANSWER.match(text) or _LONE_NAME.match(text) or _ASKS_NAME.match(text):
        return False
    patterns = (_WHICH, _WHICH_OF, _KINDS_OF, _WHO_ARE, _WHO_ALL, _COMMAND)
    return any(pattern.match(text) for pattern in patterns)
