"""Recognise questions that ask to compare, count, add up, sum up, judge or foretell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.questions.wording import ARTICLE_NOUN
from qa.types.kinds import QuestionKind

_MEDIA = rf"(?:{ARTICLE_NOUN}|reports|stories|sources|papers|newspapers|outlets|texts|documents)"
_TELLS = (
    r"(?:say|says|said|mention|mentions|mentioned|report|reports|reported|state|states|stated|claim"
    r"|claims|cover|covers|covered|discuss|describe|agree|disagree|talk|write|wrote|are about|were"
    r" about|deal|refer|cite|quote|contain|name)"
)
_COUNT = re.compile(
    rf"(?:in )?how many (?:of )?(?:the |these |your |different )?{_MEDIA}\b.*\b{_TELLS}\b"
    rf"|in how many (?:of )?(?:the |these )?(?:{ARTICLE_NOUN}|texts|documents)\b"
    r"|how (?:often|many times) (?:is|are|was|were|does|do|did) .*\b(?:mentioned|appear|appears"
    r"|occur|occurs|named|cited|quoted)\b"
    r"|(?:who|what|which) .*\b(?:mentioned|named|quoted|cited|discussed) (?:the )?(?:most"
    r"|least)(?: often)?$"
    rf"|how (?:many|much) .*\b(?:in all|across(?: all)?|over all|in) (?:of )?(?:the |these )?"
    rf"(?:{ARTICLE_NOUN}|texts|documents)$"
    r"|count (?:the|all|how many)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"what(?: is|'s| was| are| were) the (?:sum|total) of (?:all|the|both|these|those)\b"
    r"|what(?: is|'s) the (?:combined|sum) \w+ of\b.*\b(?:and|all|both)\b"
    r"|(?:add|sum)(?: up)? (?:all|the|these|those|both)\b.*|.*\badd(?:s|ed)? up to$"
    r"|how (?:much|many) .*\band\b.*\b(?:together|combined|altogether)$"
    r"|(?:calculate|compute) the (?:sum|total)\b.*",
    re.IGNORECASE,
)
_AVERAGE = re.compile(
    r"(?:what(?: is|'s| was| are| were)|calculate|compute|give me) the (?:average|mean|median)\b"
    r"|on average\b.*|.*\bon average$",
    re.IGNORECASE,
)
_SUMMARY = re.compile(
    r"(?:summari[sz]e|sum up|recap|outline|paraphrase|rewrite|translate)\b"
    r"|(?:give|write|make|provide|show)(?: me| us)? (?:a |an |the )?(?:\w+ )?(?:summary|overview"
    r"|recap|synopsis|outline|abstract|gist)\b|(?:a |the )?(?:short |brief )?(?:summary"
    r"|overview) of\b"
    r"|what(?: is|'s) the gist\b|(?:(?:tell|give|show)(?: me| us)? |what(?: is|'s|'re| are) )the"
    r" (?:main |key |central |most important )(?:points?|takeaways?|messages?|ideas?)\b"
    rf"|what(?: is|'s| are| was) (?:the |this |that )?{ARTICLE_NOUN}\b.*\babout$"
    r"|tell me (?:(?:more|all|everything|something|a bit|a little) )?about\b"
    r"|explain (?!what|why|how|who|when|where)|describe (?!what|why|how|who|when|where)",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r".*\b(?:do|would|did) you (?:\w+ )?(?:think|believe|feel|recommend|suggest|agree|like|prefer"
    r"|support|say about|do)\b|(?:in|what(?: is|'s)) your (?:own |personal )?(?:opinion|view|"
    r"favou?rite|advice|take)\b|.*\bin your (?:opinion|view)$"
    r"|(?:is|was|are|were) (?:it|that|this) (?:\w+ )?(?:fair|right|wrong|unfair|just|ethical|moral"
    r"|good|bad|wise|stupid|okay|ok|a good idea|a bad idea|worth it|worthwhile)(?: (?:that|to|for)"
    r"\b.*)?$|should (?:i|we)\b",
    re.IGNORECASE,
)
_PREDICTION = re.compile(
    r"what (?:will|is going to|would) happen(?: next| then| now| if\b.*| to\b.*"
    r"| in the future)?$|who (?:will|is going to|might) win\b|what if\b"
    r"|how (?:likely|probable) (?:is|are)\b"
    r"|predict\b|(?:make|give)(?: me)? a (?:prediction|forecast)\b"
    r"|what(?: is|'s| are) the (?:chances?|odds|likelihood|probability) (?:of"
    r"|that)\b(?!.*according)"
    r"|will there (?:ever )?be another\b",
    re.IGNORECASE,
)

# Superlatives that mean the same in most sentences: one states what the other asks.
_SAME_SUPERLATIVES = (
    "largest biggest greatest highest most tallest",
    "smallest least lowest fewest shortest tiniest",
    "worst deadliest costliest heaviest gravest bloodiest hardest",
    "best finest top",
    "oldest earliest eldest",
    "farthest furthest longest",
    "nearest closest",
    "fastest quickest",
    "richest wealthiest",
)
# Words in -est that are no superlatives, or ask for no comparison ("the latest report").
_NOT_SUPERLATIVE = frozenset(
    """latest interest forest rest test west guest request protest arrest harvest honest modest
    contest invest suggest conquest quest nest chest priest breast east digest manifest feast beast
    coast crest wrest jest pest vest zest fest divest ingest infest detest attest molest inquest
    tempest behest bequest unrest northwest southwest southeast northeast midwest everest""".split()
)
# What stands before a superlative that compares: "the largest", "the town's oldest".
_BEFORE = r"(?:\b(?:the|its|his|her|their|whose|which|what|two|three|second|third)|'s|s')[ ]"
_SUPERLATIVE = re.compile(
    rf"{_BEFORE}(?P<long>(?:most|least) (?!of\b|people\b|often\b|recent\b|recently\b|likely\b"
    rf"|famous\b"
    r"|known\b)(?P<adjective>[a-z]+(?:ed|ive|ous|ful|ant|ent|ble|al|ic|ing|ar|ex))\b)"
    rf"|(?:{_BEFORE}|\b(?P<adverb>hit|hurt|affected|damaged|ran|ran the|flew|jumped|grew|fell"
    rf"|rose|suffered) )"
    r"(?P<short>[a-z]{2,}est|best|worst|most|least)\b"
)
_ASKS_ONE = re.compile(r"(?:which|what|who|whose|where|when|name|in which|on which)\b", re.I)
_FIXED = re.compile(
    r"\b(?:at (?:least|most|best|worst|the latest)|most of|most people|most likely|best (?:known|"
    r"seller|friend|man|practices?|interests?)|best-\w+|most-\w+|for the most part"
    r"|last but not least)\b"
)

_COMPARATIVE = (
    r"(?:more|less|fewer|better|worse|older|younger|larger|bigger|smaller|higher|lower|longer"
    r"|shorter|taller|faster|slower|cheaper|richer|poorer|heavier|lighter|wider|deeper|stronger"
    r"|weaker|earlier|later|hotter|colder|safer|closer|nearer|farther|further|greater|costlier)"
)
_ALTERNATIVE = re.compile(
    rf"(?:which|who|what)\b.*\b(?P<comparative>{_COMPARATIVE})\b.*(?:,|:|\bof\b).*\b(?:or|and)\b"
)
_FIRST_OR = re.compile(
    r"(?:which|who|what) (?:of (?:the|these|them)[\w ]* )?(?:came|happened|was|started|began"
    r"|opened|closed)"
    r" (?:first|last|earlier|later)\b.*\bor\b"
)
_COMPARED = re.compile(
    rf"(?:{'is|are|was|were|did|do|does|has|have|had|will|would|can|could'})\b"
    rf".*\b(?P<comparative>{_COMPARATIVE})\b(?: \w+){{0,8}} than\b(?! (?:expected|planned|usual|"
    r"before|normal|that|ever|thought|\d|a\b|one\b|half\b|he\b|she\b|they\b|it\b))"
)
# "Which of the two is bigger?"; the sentence of an answer must compare.
_WHICH_IS_MORE = re.compile(
    r"(?:which|who) of (?:the|these|those|them)\b.*\b(?:is|are|was|were|will be) (?:the )?"
    rf"(?P<comparative>{_COMPARATIVE})$"
)
_HOW_MANY_MORE = re.compile(
    rf"how (?:many|much)(?: \w+)? (?P<comparative>{_COMPARATIVE})\b.*\bthan\b(?! (?:expected"
    rf"|planned"
    r"|usual|before|normal|thought|\d))"
)
_COMPARE = re.compile(
    r"(?:compare|contrast)\b|(?:the )?(?:difference|differences|comparison) (?:between|of)\b"
    r"|what(?: is|'s| are| was| were) the (?:\w+ )?(?:differences?|similarit(?:y|ies))"
    rf" (?:between|in|of) (?:the |these )?(?:two |three |both )?(?:{ARTICLE_NOUN}|reports"
    rf"|accounts)\b"
    rf"|(?:do|does|did|are) (?:the |these |both |two )*(?:{ARTICLE_NOUN}|reports|sources|stories"
    r"|accounts)\b.*\b(?:agree|disagree|contradict|differ|consistent|the same)\b",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r"(?:what|which|how)\b.*\b(?:compares?|differs?)(?: (?:with|to|from)\b|$)"
    r"|how (?:do|does|did|are|is) .*\bdifferent from\b"
    r"|what(?: is|'s| are| was| were) the (?:\w+ )?(?:differences?|similarit(?:y|ies)) between\b",
    re.IGNORECASE,
)
_STATES_DIFFERENCE = re.compile(
    r"\b(?:differ|compar|unlike|whereas|while|contrast|than|similar|same|like)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Computation:
    """What a question asks to be computed.

    Attributes:
        stated: a pattern that a sentence has in which the answer stands computed; None where no
            sentence can answer the question.
    """

    kind: QuestionKind
    stated: re.Pattern[str] | None = None


def find_computation(text: str) -> Computation | None:
    """Give what a bare question asks to be computed, None where it asks for no such thing."""
    for kind, pattern in (
        (QuestionKind.COUNT, _COUNT),
        (QuestionKind.TOTAL, _TOTAL),
        (QuestionKind.SUMMARY, _SUMMARY),
        (QuestionKind.OPINION, _OPINION),
        (QuestionKind.PREDICTION, _PREDICTION),
        (QuestionKind.COMPARISON, _COMPARE),
    ):
        if pattern.match(text):
            return Computation(kind)
    return _find_comparison(text) or _find_average(text) or _find_superlative(text)


def _find_average(text: str) -> Computation | None:
    if not _AVERAGE.match(text):
        return None
    return Computation(
        QuestionKind.AVERAGE, re.compile(r"\b(?:average|mean|median|typical)", re.IGNORECASE)
    )


def _find_comparison(text: str) -> Computation | None:
    if _DIFFERENCE.match(text):
        return Computation(QuestionKind.COMPARISON, _STATES_DIFFERENCE)
    folded = text.lower()
    if _FIRST_OR.match(folded):
        return Computation(QuestionKind.COMPARISON)
    for pattern in (_ALTERNATIVE, _COMPARED, _HOW_MANY_MORE, _WHICH_IS_MORE):
        match = pattern.match(folded)
        if match:
            stated = re.compile(rf"\b{match['comparative']}\b.*\bthan\b", re.I | re.S)
            return Computation(QuestionKind.COMPARISON, stated)
    return None


def _find_superlative(text: str) -> Computation | None:
    if not _ASKS_ONE.match(text):
        return None
    plain = _FIXED.sub(" ", text)
    for match in _SUPERLATIVE.finditer(plain):
        word = match["short"] or match["long"]
        if match["long"]:
            words = [rf"(?:most|least|more|less)\s+{match['adjective']}"]
        elif word in _NOT_SUPERLATIVE:
            continue
        else:
            words = _synonyms(word)
        stated = re.compile(rf"\b(?:{'|'.join(words)}|record|unmatched)\b", re.IGNORECASE)
        return Computation(QuestionKind.SUPERLATIVE, stated)
    return None


def _synonyms(word: str) -> list[str]:
    for group in _SAME_SUPERLATIVES:
        if word in group.split():
            return group.split()
    return [word]
