"""A conversation as a document to keep: Markdown or HTML, every answer with its citation."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from qa.types.answer import Answer, Evidence
from qa.types.rendering import cite, describe

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;"
    "color:#1d2430;background:#fff}h2{font-size:1.05rem;margin:2rem 0 .3rem}"
    "blockquote{margin:.5rem 0;padding-left:1rem;border-left:3px solid #9ab}"
    "mark{background:#ffe27a;color:#1d1a10}.meta{color:#55606e;font-size:.9rem}"
    "@media print{section{break-inside:avoid}}"
)


def citation(evidence: Evidence) -> str:
    """Words with all that is needed to look them up: title, source, day, address, offsets.

    The file goes by its name alone: where it lies on this machine is nobody else's business.
    """
    article = evidence.article
    place = f"characters {evidence.start}-{evidence.end} of {Path(article.path).name}"
    return f"“{evidence.text}” - " + "; ".join(
        part for part in (cite(article), article.url, place) if part
    )


def markdown(answers: Sequence[Answer]) -> str:
    """Questions as headings, the words in bold in their sentence, the citation below."""
    parts = ["# Questions and answers\n"]
    for answer in answers:
        parts.append(f"## {_plain(answer.question)}\n")
        if answer.text is None:
            parts.append(f"Not in these articles ({describe(answer.searched)} searched).\n")
            continue
        first = answer.evidence[0]
        before, words, after = (_plain(part) for part in first.split_at_answer)
        parts.append(f"> {before}**{words}**{after}\n")
        parts.append(f"{_plain(citation(first))}. {_likely(answer)}.\n")
        parts += [f"- {_plain(line)}\n" for line in _others(answer)]
    return "\n".join(parts)


def html(answers: Sequence[Answer]) -> str:
    """The same as one page that needs nothing else and prints well."""
    sections = []
    for answer in answers:
        lines = [f"<h2>{escape(answer.question)}</h2>"]
        if answer.text is None:
            said = f"Not in these articles ({describe(answer.searched)} searched)."
            lines.append(f"<p>{escape(said)}</p>")
        else:
            first = answer.evidence[0]
            before, words, after = (escape(part) for part in first.split_at_answer)
            lines.append(f"<blockquote>{before}<mark>{words}</mark>{after}</blockquote>")
            lines.append(
                f'<p class="meta">{escape(citation(first))}. {escape(_likely(answer))}.</p>'
            )
            others = "".join(f"<li>{escape(line)}</li>" for line in _others(answer))
            lines.append(f"<ul>{others}</ul>" if others else "")
        sections.append(f"<section>{''.join(lines)}</section>")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Questions and answers</title><style>{_STYLE}</style></head>"
        f"<body><h1>Questions and answers</h1>{''.join(sections)}</body></html>"
    )


def _others(answer: Answer) -> list[str]:
    first = answer.evidence[0]
    lines = [f"Copied in: {cite(article)}" for article in first.also_in]
    lines += [f"Another version: {cite(article)}" for article in first.versions]
    lines += [f"Also in: {cite(article)}" for article in answer.agreement.same]
    lines += [
        f"Another article says: {citation(one.evidence[0])}" for one in answer.agreement.different
    ]
    return lines


def _likely(answer: Answer) -> str:
    return f"{answer.confidence:.0%} likely to be right"


def _plain(text: str) -> str:
    """Text that Markdown shows as it stands."""
    text = " ".join(text.split()) if text.strip() else text
    return "".join(f"\\{one}" if one in "\\`*_[]<>#|!" else one for one in text)
