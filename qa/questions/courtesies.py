"""Recognise what is no question: greetings, thanks, calls for help; and other languages."""

from __future__ import annotations

import re
import unicodedata

_GREETING = (
    r"(?:hi|hiya|hello|hey|hallo|howdy|greetings|welcome|good (?:morning|afternoon|evening|day"
    r"|night)|morning|evening)(?: there| all| everyone| you| again| bot)?"
)
_THANKS = (
    r"(?:(?:many |great |big )?thanks?(?: you| u)?(?: (?:so |very )?much| a (?:lot|million|bunch)"
    r"| again| for (?:your|the|that|this)(?: (?:help|answer|information|info))?)?|thx|ty|cheers"
    r"|much appreciated|(?:that|this)(?: was|'s| is) (?:very |really )?(?:helpful|useful|all|it"
    r"|great|good|right|wrong|enough)|(?:that|this)(?: really| has)? (?:helps|helped|works|worked))"
)
_ASSENT = (
    r"(?:ok(?:ay)?|k|yes|yeah|yep|no|nope|sure|right|wrong|correct|exactly|great|good|perfect|nice"
    r"|cool|fine|awesome|wonderful|excellent|super|wow|lol|haha|hm+|aha|oh|i see|got it|understood"
    r"|alright|all right|never ?mind|sorry|please|go on|stop|next|test(?:ing)?|well done|good job"
    r"|interesting|amazing)"
)
_PARTING = r"(?:bye(?:[ -]bye)?|good ?bye|see you(?: later| soon)?|ciao|later)"
_HELP = (
    r"(?:help(?: me)?(?: out)?|i need (?:some )?help|what|huh|menu|start|commands?|options"
    r"|instructions|what (?:can|could|do|should|may) (?:you|i|we) (?:do|ask|answer|say|know|offer"
    r"|search)(?: (?:you|here|about|for me|for|now))*|what (?:questions"
    r"|kinds? of questions) (?:can|"
    r"may|could|should) i ask(?: you)?|(?:how|what) (?:does|do) (?:this|it|you|that) (?:work|do)"
    r"|how (?:can|do|should) (?:i|we) (?:use (?:this|it|you)|ask|start|search|begin)"
    r"|how (?:can|do|could) you help(?: me)?|what (?:is|are) (?:this|you)(?: for)?"
    r"|who (?:are|made|built|created) you|what(?: is|'s) your name|where do i (?:start|begin)"
    r"|are you (?:a |an )?(?:bot|robot|human|person|real|ai|there|chatgpt|machine|computer)"
    r"|how are (?:you|things)(?: doing)?(?: today)?|how(?: is|'s) it going|what(?: is|'s) up"
    r"|are you there|anybody there|nice to meet you)"
)
_COMMAND = (
    r"(?:summari[sz]e|summary|sum (?:it )?up|tl;?dr|translate|explain|repeat|continue|search|find"
    r"|ask|answer|answer me|question|ask a question|i have a question)"
    r"(?: (?:this|that|it|them|everything|all|please))?"
)
_COURTESY = re.compile(
    rf"(?:(?:{_GREETING}|{_THANKS}|{_ASSENT}|{_PARTING}|{_HELP}|{_COMMAND})(?:[\s,.;:!?-]+|$))+",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")

# Words that bear the grammar of other languages and are no English words.
_FOREIGN = frozenset(
    """der das und wie wer wen wem wann warum welche welcher welches viele ist sind wurde wurden
    nicht ein eine einen bei beim mit nach von vom zum zur hat haben gibt kosten
    le les une des du est sont qui que quoi quel quelle quels quelles combien pourquoi quand comment
    été où avec dans pour sur au aux ont cette ce
    el los las una del y quién quien quiénes qué cuál cuáles cuánto cuántos cuántas cuándo cuando
    dónde donde cómo como por para con fue fueron murieron es está
    il lo gli della dello delle degli di che chi cosa quale quali quanto quanti quante perché dove
    è sono stato stata stati nel nella ha hanno
    het een zijn wat hoe waarom wanneer waar welke hoeveel werd werden niet er voor naar zijn
    o os um uma foi foram quem onde quantas quantos porque não na nas em
    och är vad vem hur varför när var det jag som på av til og er hvad hvem hvorfor hvor""".split()
)
# Words that only an English sentence has.
_ENGLISH = frozenset(
    """the of is are was were did does do has have had who whom whose what which when where why how
    will would can could should and for with from this that it about there to in on by""".split()
)
_MIN_FOREIGN = 2


def is_courtesy(question: str) -> bool:
    """Tell whether all of a text is greeting, thanks, assent, or a call for help."""
    plain = " ".join(question.replace("’", "'").split())
    return _COURTESY.fullmatch(plain) is not None


def is_foreign(question: str) -> bool:
    """Tell whether a text is written in another language than English.

    It is when most of its letters are of another script, or when it has words of grammar of another
    language, and at most one that is English, too.
    """
    words = [word.lower() for word in _LETTERS.findall(question)]
    if not words:
        return False
    letters = "".join(words)
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    if latin < len(letters) / 2:
        return True
    foreign = sum(word in _FOREIGN for word in words)
    english = sum(word in _ENGLISH for word in words)
    return foreign >= _MIN_FOREIGN and english == 0
