"""Several articles in one text: exports of press databases, and articles between ruled lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from qa.articles.boilerplate.detection import find_boilerplate
from qa.articles.dates import day_of_line
from qa.articles.leading_metadata import read_leading_metadata
from qa.articles.names import split_names
from qa.articles.parsed import ParsedArticle
from qa.articles.text import normalise

_RULE = re.compile(
    r"^[ \t]*(?:[-=_*~#\u2014\u2500]{6,}|(?:[-=_*] ){3,}[-=_*]?)[ \t]*$", re.MULTILINE
)
# LexisNexis: "3 of 20 DOCUMENTS", "Document 3 of 20", "End of Document". Factiva: the number of a
# document below it.
_MARKS = re.compile(
    r"^[ \t]*(?:\d{1,4} of \d{1,4} DOCUMENTS?|Document \d{1,4} of \d{1,4}|End of Document"
    r"|(?:AN[ \t]+)?Document [A-Z]{2,8}0{2,}\d{8}[a-z0-9]{6,12})[ \t]*$",
    re.MULTILINE,
)
_LABEL = re.compile(
    r"(?P<label>headline|title|byline|author|length|section|body|dateline|language|source|copyright"
    r"|load-date|publication date|publication title)\s*:\s*(?P<value>.*)",
    re.IGNORECASE,
)
# The fields of Factiva's other form, by the letters in front of them; their texts are LP and TD.
_TAGGED = re.compile(
    r"^(?P<tag>SE|HD|CR|BY|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|RF|CLM|ART|CO|IN|NS|RE|IPC|IPD|PUB)"
    r"(?:[ \t]{1,9}(?P<value>\S.*)|[ \t]*)$",
    re.MULTILINE,
)
_LENGTH = re.compile(r"(?:length:\s*)?[\d,.]+ words", re.IGNORECASE)
_ASIDE = re.compile(r"copyright\b.*|\(c\).*|©.*|all rights reserved.*|english|[A-Z]{2,8}", re.I)
_BY = re.compile(r"^by\s+", re.IGNORECASE)
_HEAD_LINES = 16
_LONGEST_HEAD = 200


def read_texts(text: str) -> list[ParsedArticle]:
    """Read a text as one article, or as several where it is plainly an export of several.

    It is one if the marks of a press database stand between its parts, or if ruled lines do and
    most parts begin with a title and a day of their own. Each article then has its own title, day,
    source and authors, never another's.
    """
    text = normalise(text)
    parts = [part.strip() for part in _MARKS.split(text)]
    parts = [part for part in parts if len(part.split()) > 10]
    if _MARKS.search(text) and parts:
        return list(map(_read_export, parts))
    parts = [part.strip() for part in _RULE.split(text)]
    parts = [part for part in parts if part]
    dated = sum(_begins_like_article(part) for part in parts)
    if dated > 1 and dated >= 0.6 * len(parts):
        return [ParsedArticle(text=part) for part in parts]
    return [ParsedArticle(text=text)]


def _begins_like_article(part: str) -> bool:
    head = read_leading_metadata(part, find_boilerplate(part))
    return bool(head.title and head.date)


@dataclass(slots=True)
class _Head:
    title: str | None = None
    source: str | None = None
    published: date | None = None
    authors: tuple[str, ...] = ()


def _read_export(part: str) -> ParsedArticle:
    """Read an article as a press database writes it: a head of short lines, then the body."""
    if tagged := _read_tagged(part):
        return tagged
    head = _Head()
    before: list[str] = []  # lines that stand before the day, and say nothing of what they are
    after: list[str] = []
    has_length = False
    for line in [line.strip() for line in part.split("\n") if line.strip()][:_HEAD_LINES]:
        if len(line) > _LONGEST_HEAD:
            break
        if match := _LABEL.fullmatch(line):
            if match["label"].lower() == "body":
                break
            _note(match["label"].lower(), match["value"], head)
        elif _LENGTH.fullmatch(line):
            has_length = has_length or head.published is None
        elif (day := day_of_line(line)) and head.published is None:
            head.published = day[0]
        elif not _ASIDE.fullmatch(line):
            (after if head.published else before).append(line)
    _name(head, before, after, is_factiva=has_length)
    return ParsedArticle(
        text=part,
        title=head.title,
        source=head.source,
        date=head.published,
        authors=head.authors,
    )


def _read_tagged(part: str) -> ParsedArticle | None:
    """Read an article whose fields stand behind letters ("HD", "PD"); None if it has none such."""
    matches = list(_TAGGED.finditer(part))
    ends = [*(match.start() for match in matches), len(part)][1:]
    fields: dict[str, str] = {}
    for match, end in zip(matches, ends, strict=False):
        value = f"{match['value'] or ''}{part[match.end() : end]}".strip()
        fields.setdefault(match["tag"], value)
    body = [fields[tag] for tag in ("LP", "TD") if fields.get(tag)]
    if not body or not fields.get("HD"):
        return None
    title = " ".join(fields["HD"].split())
    day = day_of_line(fields.get("PD", ""))
    return ParsedArticle(
        text="\n\n".join([title, *body]),
        title=title,
        source=fields.get("SN"),
        date=day[0] if day else None,
        authors=split_names(_BY.sub("", fields.get("BY", "")))[0],
    )


def _note(label: str, value: str, head: _Head) -> None:
    if label in ("headline", "title"):
        head.title = head.title or value
    elif label in ("byline", "author"):
        head.authors = split_names(_BY.sub("", value))[0]
    elif label in ("source", "publication title"):
        head.source = head.source or value
    elif label == "publication date" and (day := day_of_line(value)):
        head.published = head.published or day[0]


def _name(head: _Head, before: list[str], after: list[str], *, is_factiva: bool) -> None:
    """Tell the title from the source: each database has an order of its own."""
    if is_factiva:  # title, names, "512 words", day, source
        title, names, source = before[:1], before[1:2], after[:1]
    elif len(before) > 1:  # title, source, day
        title, names, source = before[:1], [], before[1:2]
    elif head.title:  # source, day, "HEADLINE: ..."
        title, names, source = [], [], before[:1]
    else:  # source, day, title
        title, names, source = after[:1], [], before[:1]
    head.title = head.title or next(iter(title), None)
    head.source = head.source or next(iter(source), None)
    head.authors = head.authors or (split_names(names[0])[0] if names else ())
