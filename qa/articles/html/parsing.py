"""HTML markup to a tree of elements."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from qa.articles.text import clean

Element: TypeAlias = Any  # lxml has no types

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>", re.IGNORECASE)
_GROUPING = re.compile(
    r"</?(?:div|section|article|main|center|blockquote|table|tbody|tr|td|ul|ol|li)\b[^<>]*>", re.I
)
_INLINE_GROUPING = re.compile(r"</?(?:span|font|b|i|u|em|strong|small|big|a)\b[^<>]*>", re.I)
_TEMPLATE = re.compile(r"<template\b[^>]*\bshadowroot", re.IGNORECASE)


def parse_markup(markup: str) -> Element | None:
    """Parse HTML, however broken and however large; None if there is nothing in it.

    A page that is nested deeper than the parser goes is read without the elements that only group
    others, so that nothing of its text is lost.
    """
    markup = _DECLARATION.sub("", clean(markup), count=1)
    root, is_cut = _parse(markup)
    if is_cut:
        flat = _GROUPING.sub("<p>", _INLINE_GROUPING.sub("", markup))
        root, _ = _parse(flat)
    if root is None:
        return None
    if _TEMPLATE.search(markup):
        _show_shadow_roots(root)
    return root


def _parse(markup: str) -> tuple[Element | None, bool]:
    """Parse once; also tell whether the parser gave up at a depth."""
    from lxml import etree, html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(markup, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    return root, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def drop(element: Element) -> None:
    """Take an element out of its tree, and leave the text that follows it."""
    if element.getparent() is not None:
        element.drop_tree()


def replace_by_text(element: Element, text: str) -> None:
    """Put a text in the place of an element and of all that is in it."""
    element.tail = text + (element.tail or "")
    element.drop_tree()


def _show_shadow_roots(root: Element) -> None:
    """Put what a declarative shadow root holds in the place of its host's own content.

    The host's children are shown where the root has a slot for them, and nowhere else.
    """
    for template in list(root.iter("template")):
        host = template.getparent()
        if host is None or not (template.get("shadowrootmode") or template.get("shadowroot")):
            continue
        template.tag = "div"
        host.remove(template)  # with the text behind it, which belongs to the host
        tail, template.tail = template.tail, None
        own_text = (host.text or "") + (tail or "")
        children = list(host)
        for slot in list(template.iter("slot")):
            name = slot.get("name")
            inside = [child for child in children if child.get("slot") == name]
            text = own_text if name is None else ""
            if inside or text.strip():
                slot.text = text
                slot[:] = inside
        for child in host:
            host.remove(child)
        host.text = None
        host.append(template)
