"""Who a message is from: a person, who is its author, or a paper, which is its source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message

from qa.articles.mail.headers import addresses, header
from qa.articles.names import is_agency, is_paper
from qa.text.names import is_personal_name

# "Jane Doe at The Courier", "Jane Doe | The Courier", "Jane Doe via Harbour Watch"
_OF_PAPER = re.compile(
    r"(?P<person>.+?)(?:\s+(?:at|from|via|of|@)\s+|\s*[|,·]\s*|\s+[-\u2013\u2014]\s+)(?P<paper>.+)"
)
_NO_PERSON = re.compile(
    r"\b(?:alerts?|news\w*|briefings?|bulletin|daily|weekly|digest|updates?|today|team|editors?|desk"
    r"|office|press|info|support|service|council|media|morning|evening|report|no-?reply)\b",
    re.IGNORECASE,
)
_LAST_NAME_FIRST = re.compile(r"(?P<last>[^\s,]+), (?P<first>[^\s,]+(?: [^\s,]+)?)")
_LIST_NAME = re.compile(r"\"?(?P<name>[^<>\"]+?)\"?\s*<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Sender:
    """The people and the paper that a message is from."""

    authors: tuple[str, ...] = ()
    source: str | None = None


def read_sender(message: Message) -> Sender:
    """Tell who a message is from.

    The name of a newsletter's sender is its source. A person who writes to a list is an author,
    and the list is the source. Nobody's name is made of an address.
    """
    names = addresses(message, "From")
    people: list[str] = []
    sources: list[str] = []
    is_newsletter = "List-Unsubscribe" in message and "List-Post" not in message
    for name, address in names:
        sender = sender_of_name(name, is_newsletter=is_newsletter)
        people += sender.authors
        sources += [sender.source] if sender.source else []
        if not name and address:
            sources.append(address)
    list_name = _LIST_NAME.fullmatch(header(message, "List-Id"))
    if list_name and not is_newsletter:
        sources.append(list_name["name"])
    return Sender(tuple(dict.fromkeys(people)), next(iter(sources), None))


def sender_of_name(name: str, *, is_newsletter: bool = False) -> Sender:
    """Tell whether a name is that of a person, of a paper, or names both."""
    if match := _LAST_NAME_FIRST.fullmatch(name):
        turned = f"{match['first']} {match['last']}"
        if is_person(turned) and not is_paper(match["first"]):
            return Sender((turned,))
    if (match := _OF_PAPER.fullmatch(name)) and is_person(match["person"]):
        return Sender((match["person"],), match["paper"])
    if not name:
        return Sender()
    return Sender((name,)) if is_person(name) and not is_newsletter else Sender((), name)


def is_person(name: str) -> bool:
    """Tell whether a sender's name has the form of a person's, and of no paper's."""
    is_other = is_paper(name) or is_agency(name) or _NO_PERSON.search(name)
    return is_personal_name(name) and not is_other
