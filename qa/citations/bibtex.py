"""Write a citation as a BibTeX entry."""

from __future__ import annotations

from qa.citations.citation import Citation

# What LaTeX gives a meaning of its own, and how it is written to be read as itself.
_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "%": r"\%", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_TO_LATEX = str.maketrans(_ESCAPES)
# In an address only what would end the field is changed, by its number in the address.
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def to_bibtex(citation: Citation) -> str:
    """Give an entry of several lines, `@article` where there is a source, else `@misc`.

    The title stands in double braces, so that styles keep its capital letters.
    """
    fields: dict[str, str | None] = {
        "author": " and ".join(_author(author.given, author.family) for author in citation.authors),
        "title": f"{{{_escaped(citation.title)}}}",
        "journal": _escaped(citation.source or ""),
        "year": str(citation.date.year) if citation.date else None,
        "month": str(citation.date.month) if citation.date else None,
        "day": str(citation.date.day) if citation.date else None,
        "pages": citation.pages and citation.pages.replace("-", "--"),
        "url": citation.url and citation.url.translate(_IN_ADDRESS),
        "urldate": citation.accessed.isoformat() if citation.url else None,
        "note": f"``{_escaped(citation.quotation)}''",
    }
    kind = "article" if citation.source else "misc"
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{citation.key},", *lines, "}"])


def _author(given: str, family: str) -> str:
    # Braces keep the name of an organisation, and an "and" in it, whole.
    return f"{_escaped(family)}, {_escaped(given)}" if given else f"{{{_escaped(family)}}}"


def _escaped(text: str) -> str:
    return text.translate(_TO_LATEX)
