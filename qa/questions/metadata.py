"""Recognise questions about an article, or about the collection, and not about their contents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.questions.wording import ARTICLE_NOUN


class ArticleField(StrEnum):
    """What may be asked about an article; the names are those of the fields of ArticleInfo."""

    AUTHORS = "authors"
    DATE = "date"
    SOURCE = "source"
    TITLE = "title"
    URL = "url"


@dataclass(frozen=True, slots=True)
class ArticleQuestion:
    """A question about one article.

    Attributes:
        field: what is asked.
        subject: words that tell which article is meant; empty for "this article".
        may_be_inside: whether the question may as well be about something that an article tells
            of, such as a report; then what the article tells goes first.
    """

    field: ArticleField
    subject: str
    may_be_inside: bool = False


class CollectionField(StrEnum):
    """What may be asked about a collection."""

    COUNT = "count"
    DAYS = "days"
    SOURCES = "sources"
    OLDEST = "oldest"
    NEWEST = "newest"
    ARTICLES = "articles"


@dataclass(frozen=True, slots=True)
class CollectionQuestion:
    """A question about a collection.

    Attributes:
        field: what is asked.
        origin: the author or source whose articles are meant; empty for all articles.
    """

    field: CollectionField
    origin: str = ""


# "The article about the flood", "the flood article", "this story".
_PIECE = rf"(?:{ARTICLE_NOUN}|stor(?:y|ies)|pieces?|write-?up|(?:news|press) reports?|coverage)"
_ABOUT = r"(?:about|on|regarding|concerning|covering|of|that (?:says|reports|covers|describes))"
_ARTICLE = (
    rf"(?:(?:the|this|that|your) )?(?:(?P<before>(?!an?\b)(?!of\b)\w[\w' -]*?) )?{_PIECE}"
    rf"(?: (?:titled |called |headlined |{_ABOUT} )(?P<after>.+?))?"
)
_MEDIUM = (
    r"(?:newspaper|paper|publication|outlet|agency|news agency|magazine|website|site|source|medium"
    r"|media|journal|news outlet)"
)
_WRITER = r"(?:journalist|reporter|author|writer|correspondent)s?"
_BE = r"(?:is|was|are|were|'s)"
_PUBLISHED = r"(?:published|written|posted|printed|released|filed|dated|issued)"
_PATTERNS = (
    (ArticleField.AUTHORS, rf"(?:who|which {_WRITER})(?: has)? (?:wrote|written|authored"
                           rf"|filed) {_ARTICLE}"),
    (ArticleField.AUTHORS, rf"(?:who|what|which) ?{_BE} the (?:{_WRITER}|byline) (?:of|on|for"
                           rf"|behind) {_ARTICLE}"),
    (ArticleField.AUTHORS, rf"(?:by whom|who) {_BE} {_ARTICLE} (?:written|by|written by|from)"),
    (ArticleField.AUTHORS, rf"which {_WRITER} (?:wrote|reported|covered|writes"
                           rf"|reports)(?: (?:about|on))? (?P<after>.+)"),
    (ArticleField.DATE, rf"(?:when|(?:on )?(?:what|which) (?:day"
                        rf"|date)) {_BE} {_ARTICLE} (?:{_PUBLISHED}|from)"),
    (ArticleField.DATE, rf"(?:when|on (?:what|which) (?:day|date)) did {_ARTICLE} (?:appear"
                        rf"|come out|run)"),
    (ArticleField.DATE, rf"what ?{_BE} the (?:publication )?(?:date"
                        rf"|day) of(?: publication of)? {_ARTICLE}"),
    (ArticleField.DATE, rf"how old {_BE} {_ARTICLE}"),
    (ArticleField.SOURCE, rf"where {_BE} {_ARTICLE} {_PUBLISHED}"),
    (ArticleField.SOURCE, rf"where did {_ARTICLE} (?:appear|come from|come out|run)"),
    (ArticleField.SOURCE, rf"(?:in|by|on) (?:which|what) {_MEDIUM} (?:did"
                          rf"|{_BE}) {_ARTICLE} (?:appear|run|{_PUBLISHED})"),
    (ArticleField.SOURCE, rf"(?:in|from) (?:which|what) {_MEDIUM} {_BE} {_ARTICLE}"),
    (ArticleField.SOURCE, rf"(?:which|what) {_MEDIUM} (?:published|printed|ran|carried|wrote"
                          rf"|posted) {_ARTICLE}"),
    (ArticleField.SOURCE, rf"(?:which|what) {_MEDIUM} (?:reported|covered|wrote|reports"
                          rf"|covers)(?: (?:about|on))? (?P<after>(?!that\b).+)"),
    (ArticleField.SOURCE, rf"who published {_ARTICLE}"),
    (ArticleField.SOURCE, rf"(?:what|who|which) ?{_BE} the (?:source|publisher|{_MEDIUM}) (?:of"
                          rf"|for|behind) {_ARTICLE}"),
    (ArticleField.SOURCE, rf"(?:which|what) {_MEDIUM} {_BE} {_ARTICLE} from"),
    (ArticleField.TITLE, rf"what ?{_BE} the (?:headline|title|heading) (?:of|on|for) {_ARTICLE}"),
    (ArticleField.TITLE, rf"(?:what|how) ?{_BE} {_ARTICLE} (?:called|titled|headlined|entitled)"),
    (ArticleField.URL, rf"(?:what|where) ?{_BE} the (?:web ?)?(?:address|url|link"
                       rf"|web page) (?:of|to|for) {_ARTICLE}"),
    (ArticleField.AUTHORS, rf"(?:the )?(?:{_WRITER}|byline) (?:of|on|for) {_ARTICLE}"),
    (ArticleField.DATE, rf"(?:the )?(?:publication )?(?:date|day) (?:of|on|for) {_ARTICLE}"),
    (ArticleField.SOURCE, rf"(?:the )?(?:source|publisher|{_MEDIUM}) (?:of|for) {_ARTICLE}"),
    (ArticleField.TITLE, rf"(?:the )?(?:headline|title) (?:of|for) {_ARTICLE}"),
    (ArticleField.URL, rf"(?:the )?(?:url|link|web address) (?:of|to|for) {_ARTICLE}"),
    (ArticleField.TITLE, rf"what ?{_BE} (?:the|its) (?:headline|byline)"),
)  # fmt: skip
# The same about what may be a report that an article tells of, and about "it".
_REPORT = rf"(?:the |this )?(?P<before>)(?:report|coverage|dispatch)s? {_ABOUT} (?P<after>.+?)"
_INSIDE_PATTERNS = (
    (ArticleField.AUTHORS, r"who (?:wrote|reported|writes|reports) (?:about|on) (?P<after>.+)"),
    (ArticleField.AUTHORS, rf"who (?:wrote|filed|authored) {_REPORT}"),
    (ArticleField.AUTHORS, rf"who ?{_BE} the (?:{_WRITER}|byline) (?:of|on) {_REPORT}"),
    (ArticleField.DATE, rf"(?:when|on (?:what|which) (?:day|date)) {_BE} {_REPORT} {_PUBLISHED}"),
    (ArticleField.SOURCE, rf"where {_BE} {_REPORT} {_PUBLISHED}"),
    (ArticleField.SOURCE, rf"(?:which|what) {_MEDIUM} (?:published|printed|ran|carried) {_REPORT}"),
    (ArticleField.TITLE, rf"what ?{_BE} the (?:headline|title) of {_REPORT}"),
    (ArticleField.AUTHORS, r"who wrote (?:it|this|that)"),
    (ArticleField.DATE, rf"(?:when|on (?:what|which) (?:day|date)) {_BE} (?:it|this"
                        rf"|that) (?:published|written|printed)"),
    (ArticleField.SOURCE, rf"where {_BE} (?:it|this|that) (?:published|printed)"),
    (ArticleField.SOURCE, rf"(?:which|what) {_MEDIUM} {_BE} (?:it|this|that) from"),
)  # fmt: skip
_COMPILED = tuple(
    (field, re.compile(pattern, re.IGNORECASE), may_be_inside)
    for may_be_inside, patterns in ((False, _PATTERNS), (True, _INSIDE_PATTERNS))
    for field, pattern in patterns
)
# What a story may be that people write besides news, so that "who wrote the story" stays open.
_NOT_NEWS = re.compile(r"\b(?:short|children|love|fairy|bedtime|life|cover|court|series)$", re.I)

_PLACE = (
    r"(?: (?:here|there|in all|altogether|in total|stored|loaded|indexed|available|in (?:the|this|"
    r"your) (?:collection|store|database|archive|index|library|set)|do you have|have you(?: got)?"
    r"|can you search|are there|did you read|do you know))*"
)
_TEXTS = rf"(?:{ARTICLE_NOUN}|documents|texts)"
_COLLECTION = (
    (CollectionField.COUNT, rf"how many {_TEXTS}(?: (?:are|do|have|did|can)\b(?: there"
                            rf"| you(?: have| got| read| hold| know| search)?| in"
                            rf"| we have)?)?{_PLACE}"),
    (CollectionField.COUNT, rf"(?:what is the )?number of {_TEXTS}{_PLACE}"),
    (CollectionField.DAYS, rf"(?:from when to when|what (?:period|time|time span|dates?|days"
                           rf"|years|months)|which (?:period|dates?|days|years|months)) (?:do"
                           rf"|does|are|is|did|have) (?:the |these |your |all )?(?:{_TEXTS}"
                           rf"|collection)(?: (?:cover|span|from|date from|come from|run"
                           rf"|go back to|appear|published))*"),
    (CollectionField.DAYS, rf"(?:how far back do|from when are|when are) (?:the |these "
                           rf"|your )?{_TEXTS}(?: go| from| dated)?"),
    (CollectionField.DAYS, rf"what(?: is|'s) the (?:date range|period|time span) of (?:the "
                           rf"|these |your )?(?:{_TEXTS}|collection)"),
    (CollectionField.SOURCES, rf"(?:which|what) (?:sources|newspapers|papers|publications"
                              rf"|outlets|magazines|media)(?: (?:are|do"
                              rf"|have)\b(?: the {_TEXTS} (?:from|come from)| there"
                              rf"| you(?: have)?)?)?{_PLACE}"),
    (CollectionField.SOURCES, rf"(?:where|from where|which (?:newspapers|sources)) (?:are"
                              rf"|do) (?:the |these |your )?{_TEXTS} (?:come )?from"),
    (CollectionField.OLDEST, rf"(?:what|which|when|from when) (?:is|was|'s) (?:the "
                             rf"|your )?(?:oldest|earliest|first) {ARTICLE_NOUN}(?: (?:published"
                             rf"|written|from))?{_PLACE}"),
    (CollectionField.NEWEST, rf"(?:what|which|when|from when) (?:is|was|'s) (?:the "
                             rf"|your )?(?:newest|latest|most recent"
                             rf"|last) {ARTICLE_NOUN}(?: (?:published|written|from))?{_PLACE}"),
    (CollectionField.COUNT, rf"how many {_TEXTS} (?:(?:are|come|were)(?: written"
                            rf"| published)? (?:from|by)|do you have (?:from|by)|by"
                            rf"|from) (?P<origin>.+)"),
    (CollectionField.COUNT, rf"how many {_TEXTS} (?:did|has|have|does) (?P<origin>.+?) (?:write"
                            rf"|written|publish|published|wrote|print)"),
    (CollectionField.ARTICLES, rf"(?:what|which|(?:list"
                               rf"|show)(?: me)?(?: all)?(?: the)?) {_TEXTS} (?:(?:are|come"
                               rf"|were)(?: written| published)? (?:from|by)|do you have (?:from"
                               rf"|by)|by|from) (?P<origin>.+)"),
    (CollectionField.ARTICLES, rf"(?:what|which) {_TEXTS} (?:did|has|have"
                               rf"|does) (?!you\b)(?P<origin>.+?) (?:write|written|publish"
                               rf"|published|wrote|print)"),
    (CollectionField.ARTICLES, rf"(?:what|which) {_TEXTS}(?: (?:are|do|have)\b(?: there"
                               rf"| you(?: have| got)?)?)?{_PLACE}"),
    (CollectionField.ARTICLES, rf"(?:list|show|show me|give me|name)(?: all)?(?: of)?(?: the"
                               rf"| your)? {_TEXTS}{_PLACE}"),
)  # fmt: skip
_COLLECTION_COMPILED = tuple(
    (field, re.compile(pattern, re.IGNORECASE)) for field, pattern in _COLLECTION
)


def find_article_question(text: str) -> ArticleQuestion | None:
    """Give what a bare question asks about an article, None where it asks nothing of the kind."""
    for field, pattern, may_be_inside in _COMPILED:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        groups = match.groupdict()
        before, after = groups.get("before") or "", groups.get("after") or ""
        if _NOT_NEWS.search(before):
            return None
        return ArticleQuestion(field, f"{before} {after}".strip(), may_be_inside)
    return None


def find_collection_question(text: str) -> CollectionQuestion | None:
    """Give what a bare question asks about the collection, None where it asks nothing."""
    for field, pattern in _COLLECTION_COMPILED:
        match = pattern.fullmatch(text)
        if match is not None:
            return CollectionQuestion(field, match.groupdict().get("origin") or "")
    return None
