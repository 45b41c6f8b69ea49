"""Tell what kind of answer a question asks for, and whether an answer is of that kind."""

from __future__ import annotations

import re

from qa.text.calendar import MONTH, WEEKDAYS, any_of

_ASKS_MONEY = re.compile(
    r"\bhow much (?:money|cash)\b"
    r"|\bhow much (?:did|do|does|will|would|was|were|is|are)\b.*\b(?:cost|pay|paid|spend|spent|owe"
    r"|earn|charge|raise|donate|worth)\b"
    r"|\b(?:cost|price)\?$",
    re.IGNORECASE,
)
_ASKS_NUMBER = re.compile(
    r"\bhow (?:many|much|old|long|far|tall|high|large|big|fast|wide|deep|heavy)\b"
    r"|^(?:number|amount|percentage) of\b|\bwhat (?:percentage|percent|number|age)\b",
    re.IGNORECASE,
)
_ASKS_TIME = re.compile(
    r"^(?:(?:and|so|since|until|by|in|on|at) )?"
    r"(?:when(?:'s|’s)?(?=\?|$| (?:am|are|can|could|did|do|does|had|has|have|is|must|should|was"
    r"|were|will|would)\b)|(?:what|which) (?:year|day|date|month|time|week|weekday|century"
    r"|decade)\b)",
    re.IGNORECASE,
)
_HAS_MONEY = re.compile(
    r"[$£€¥₹₽₩₪₺₴₫฿₦]|\b(?:dollars?|euros?|pounds?|yen|cents?|pence|francs?|pesos?|rupees?|yuan"
    r"|renminbi|crowns?|kron(?:a|or|er|ur)|korunas?|marks?|rou?bles?|won|lira[s]?|zlot(?:ys?|ych)"
    r"|forints?|dinars?|dirhams?|ri(?:y)?als?|shekels?|ringgit|baht|rupiah|real|reais|rand|naira"
    r"|cedis?|shillings?|guilders?|pesetas?|lei|leva?|hryvnias?|taka|dong|crores?|lakhs?|bitcoins?"
    r"|millions?|billions?|trillions?|percent|free|nothing|half|double|twice)\b|%"
    # A bare figure, as in a table, that is no year.
    r"|^(?!(?:1[5-9]|20)\d\d$)\d[\d.,]*$",
    re.IGNORECASE,
)
_HAS_NUMBER = re.compile(
    r"\d|\b(?:no|none|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|halves"
    r"|quarters?|thirds?|twice|once|double|triple|single|sole|lone|only|both|pair|couple|several"
    r"|few|many|most|much|all|decades?|centuries|century|(?:a|an|the|per|every|each) (?:\w+ )?"
    r"(?:second|minute|hour|day|night|week|month|year|mile|foot|feet|inch|meter|metre|kilometer"
    r"|kilometre|pound|ton|acre)s?)\b|(?:teen|ty|score)s?\b|(?:ties|indefinitely)\b",
    re.IGNORECASE,
)
_HAS_TIME = re.compile(
    rf"\d|\b(?:{MONTH}|{any_of(WEEKDAYS)}s?"
    r"|today|tomorrow|yesterday|tonight|mornings?|afternoons?|evenings?|nights?|noon"
    r"|midnight|dawn|dusk|springs?|summers?|autumns?|winters?|fall|quarters?|weekends?|hours?"
    r"|minutes?|days?|weeks?|months?|years?|decades?|century|centuries|christmas|easter|holidays?"
    r"|season|term|era|age|war|before|after|during|until|since|when|while|as|once|upon|if|in|on|at"
    r"|by|late|early|later|earlier|ago|next|last|now|then|soon|never|always|immediately)\b",
    re.IGNORECASE,
)
# What a question asks for, and what every answer of that kind has; the first that fits counts.
_KINDS = ((_ASKS_MONEY, _HAS_MONEY), (_ASKS_NUMBER, _HAS_NUMBER), (_ASKS_TIME, _HAS_TIME))


def violates_answer_type(question: str, answer: str) -> bool:
    """Tell whether an answer lacks the form that the question asks for: money, a number, a time."""
    for asks, has in _KINDS:
        if asks.search(question):
            return not has.search(answer)
    return False
