"""Which part of a page is the article."""

from __future__ import annotations

import re

from qa.articles.html.metadata import day_of_time
from qa.articles.html.parsing import Element, drop
from qa.articles.text import one_line

# Names of classes and ids around an article: a word of the list between words that say no more.
# "share-buttons" is one, "share-price" and "social-care" are not.
_AROUND = re.compile(
    r"(?:(?:post|article|entry|site|page|story|content|main|global|c|js|o|m|wp|block)[-_]+)*"
    r"(?:comments?(?![-_](?:open|closed|on|off))|respond|disqus|shar(?:e|es|ing|edaddy)|socials?"
    r"|related|newsletters?|promo|advert\w*|ads?|sponsor\w*|cookies?|consent|gdpr|breadcrumbs?"
    r"|sidebar|nav|navbar|navigation|menu|popup|modal|recommend\w*|outbrain|taboola|trending"
    r"|most-?(?:read|popular)|subscribe|sign-?up|skip-?link|toolbar|tags)"
    r"(?:[-_]*(?:s|bar|lists?|box|links?|buttons?|sections?|area|wrap(?:per)?|container|contents?"
    r"|widgets?|blocks?|panel|module|inner|outer|items?|icons?|tools?|form|banner|notice|modal"
    r"|popup|overlay|sign-?up|cta|promo|ads?|slot|unit|label|posts?|articles?|stories|story|news"
    r"|topics?|media|networks?|counts?|header|footer|top|bottom|left|right|main|primary"
    r"|secondary|desktop|mobile|inline|sticky|fixed|menu|nav|toggle|trigger|thread|reply|respond"
    r"|title|headlines?|feed|grid|row|col(?:umn)?|this|via|on|it|now|us|the|for|you|\w{0,3}\d+))*",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"comment|reply|respond|disqus", re.IGNORECASE)
_APPEAL = re.compile(
    r"\b(?:sign up|signup|subscribe|newsletter|inbox|cookies?|consent|advert\w*|sponsor\w*|log in"
    r"|sign in|follow us|share this|your e-?mail|privacy|read more|related (?:stories|articles)"
    r"|most read|recommended for you|all rights reserved)\b",
    re.IGNORECASE,
)
_TALK = re.compile(r"\b(?:says:|(?:\d+|an?) \w+ ago\b|leave a (?:reply|comment)|\d+ comments?\b)")
_SENTENCE = re.compile(r"(?:\S+\s+){4,}\S*[.!?\u2026][\"'\u201d\u2019)]*$")
_OTHER_LINKS = re.compile(
    r"(?:related|more|read|see|also|recommended|popular|latest|trending|share|follow|tags?|topics?"
    r"|categor\w+|filed|posted|keywords|in this (?:article|section)|on this page|contents|links)\b",
    re.IGNORECASE,
)
_SHORT_NAME = 4
_ENOUGH = 400
_LARGEST_GUESS = 2_000_000


def drop_around(root: Element, title: str | None) -> Element | None:
    """Take out what stands around an article; give the main heading."""
    heading = _heading(root, title)
    keep = {root, *root.iter("body", "main")}
    keep |= set(heading.iterancestors()) | {heading} if heading is not None else set()
    half = _weight(root) / 2
    for element in list(root.iter("nav", "aside", "dialog", "menu", "header", "footer", "form")):
        inside = next(element.iterancestors("article", "main"), None) is not None
        if element in keep or (inside and element.tag in ("header", "footer")):
            continue
        if inside and element.tag == "aside" and _is_box(element):
            continue
        if element.tag != "form" or _weight(element) < half:
            drop(element)
    for element in list(root.iterfind(".//*[@class]")) + list(root.iterfind(".//*[@id]")):
        if element not in keep and _is_around(element, half):
            drop(element)
    return heading


def _is_box(aside: Element) -> bool:
    """Tell whether an aside within an article is a box of facts: sentences, and no links."""
    return next(aside.iter("a"), None) is None and _is_prose(aside, comments=False)


def _is_around(element: Element, half: float) -> bool:
    """Whether an element is named like a part of the page, and does not read like the article."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    if not any(map(_AROUND.fullmatch, names)):
        return False
    comments = any(_COMMENT.search(name) for name in names)
    if not comments and _weight(element) >= half:
        return False
    return not _is_prose(element, comments)


def _is_prose(element: Element, comments: bool) -> bool:
    """Whether an element holds sentences of its own: no links, appeals or readers' comments."""
    if next(element.iter("form"), None) is not None:
        return False
    text = " ".join(element.text_content().split())
    if not text or _APPEAL.search(text) or _TALK.search(text.lower()):
        return False
    if 3 * (len(_squeezed(element)) - _weight(element)) > len(_squeezed(element)):
        return False
    inside = (f"{item.get('class') or ''} {item.get('id') or ''}" for item in element.iter())
    if comments and any(map(_COMMENT.search, list(inside)[1:])):
        return False
    blocks = element.iter("p", "li", "td", "dd", "blockquote", "div")
    return any(_SENTENCE.search(" ".join(item.text_content().split())) for item in blocks)


def _heading(root: Element, title: str | None) -> Element | None:
    """The h1 that says what the metadata says, or the only one, or the one nearest to the text."""
    headings = [item for item in root.iter("h1") if one_line(item.text_content())]
    for item in headings:
        text = one_line(item.text_content()) or ""
        if title and (text.casefold() in title.casefold() or title.casefold() in text.casefold()):
            return item
    inside = [
        item for item in headings if next(item.iterancestors("article", "main"), None) is not None
    ]
    return next(iter(inside or headings), None)


def main_element(root: Element, heading: Element | None) -> Element:
    """The element that holds the article, with its heading where that is near."""
    body = next(root.iter("body"), root)
    main = _stated(body)
    if main is None:
        main = _guessed(body)
    if heading is not None:
        above = set(heading.iterancestors())
        both = next((item for item in (main, *main.iterancestors()) if item in above), main)
        if _weight(both) <= 1.6 * _weight(main) + 300:
            main = both
    for element in list(main.iter("ul", "ol", "div", "section")):
        if element is not main and _is_link_list(element) and not _belongs_to_text(element):
            drop(element)
    return main


def find_articles(root: Element) -> list[Element]:
    """Give the elements of a page that are articles of their own; none if it is one article.

    They are so if at least two have a heading and a day each, and not all the same day: the posts
    of a live page belong to one article.
    """
    parts = [
        item
        for item in root.iter("article")
        if next(item.iterancestors("article"), None) is None
        and next(item.iter("h1", "h2", "h3", "h4"), None) is not None
    ]
    days = {day for day in map(day_of_time, parts) if day}
    dated = sum(day_of_time(item) is not None for item in parts)
    return parts if len(days) > 1 and dated > len(parts) / 2 else []


def _stated(body: Element) -> Element | None:
    """The article or main element, unless it holds little or is one of many alike."""
    articles = [
        item for item in body.iter("article") if next(item.iterancestors("article"), None) is None
    ]
    weights = sorted(map(_weight, articles), reverse=True)
    total = _weight(body)
    if articles:
        alone = len(weights) == 1 or weights[0] >= 2 * weights[1]
        if (alone and weights[0] >= min(_ENOUGH, total / 2)) or weights[0] >= total / 2:
            return max(articles, key=_weight)
    mains = [*body.iter("main"), *body.iterfind(".//*[@role='main']")]
    mains += body.iterfind(".//*[@itemprop='articleBody']")
    best = max(mains, key=_weight, default=None)
    return best if best is not None and _weight(best) >= min(_ENOUGH, total / 2) else None


def _guessed(body: Element) -> Element:
    """The smallest element around the paragraphs that trafilatura takes for the article."""
    import trafilatura
    from lxml import etree

    try:
        markup = etree.tostring(body, encoding="unicode", method="html")
        if len(markup) > _LARGEST_GUESS:  # it would take minutes
            return body
        text = trafilatura.extract(markup, include_comments=False, favor_recall=True) or ""
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        return body
    article_text = " ".join(text.split())
    inside = [
        item for item in body.iter("p", "h2", "li", "td", "div") if _is_in(item, article_text)
    ]
    if not inside:
        return body
    shared = [inside[0], *inside[0].iterancestors()][::-1]
    for item in inside[1:]:
        path = {item, *item.iterancestors()}
        shared = [above for above in shared if above in path]
    return shared[-1] if len(inside) > 1 else inside[0].getparent()


def _is_in(element: Element, text: str) -> bool:
    own = " ".join(element.text_content().split())
    return len(own) > 40 and own in text


def _is_link_list(element: Element) -> bool:
    links = list(element.iter("a"))
    length = len(_squeezed(element))
    return len(links) >= 3 and sum(len(_squeezed(link)) for link in links) > 0.7 * length


def _belongs_to_text(element: Element) -> bool:
    """Whether a list of links is a part of the text: a sentence or a heading leads to its names."""
    before = element.getprevious()
    if element.tag not in ("ul", "ol") or before is None or (element.tail or "").strip():
        return False
    introduction = " ".join(before.text_content().split())
    if not introduction or _OTHER_LINKS.match(introduction):
        return False
    names = [item.text_content().split() for item in element.iter("li")]
    if not names or sum(map(len, names)) > _SHORT_NAME * len(names):
        return introduction.endswith(":") and len(introduction.split()) > _SHORT_NAME
    following = element.getnext()
    stands_in_text = following is not None and bool(
        _SENTENCE.search(" ".join(following.text_content().split()))
    )
    return introduction.endswith(":") or (
        stands_in_text and before.tag in ("p", "h2", "h3", "h4", "h5", "h6")
    )


def _weight(element: Element) -> int:
    """Characters of text that are not in links."""
    return len(_squeezed(element)) - sum(len(_squeezed(link)) for link in element.iter("a"))


def _squeezed(element: Element) -> str:
    return "".join(element.text_content().split())
