"""Write a citation as a RIS record, which reference managers import."""

from __future__ import annotations

from qa.citations.citation import Citation


def to_ris(citation: Citation) -> str:
    """Give a record of the type NEWS, one field a line, ended by `ER`."""
    first, _, last = (citation.pages or "").partition("-")
    fields = [
        ("TY", "NEWS"),
        *(("AU", author.sorting_name) for author in citation.authors),
        ("TI", citation.title),
        ("T2", citation.source),
        ("PY", str(citation.date.year) if citation.date else None),
        ("DA", citation.date.strftime("%Y/%m/%d") if citation.date else None),
        ("SP", first),
        ("EP", last),
        ("UR", citation.url),
        ("Y2", citation.accessed.strftime("%Y/%m/%d") if citation.url else None),
        ("N1", citation.quotation),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
    return "\n".join([*lines, "ER  - "])
