"""Name the forms that a citation can be written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from qa.citations.apa import to_apa
from qa.citations.bibtex import to_bibtex
from qa.citations.citation import Citation
from qa.citations.csl_json import to_csl_json
from qa.citations.ris import to_ris


class Style(StrEnum):
    """A form of citation, by the name that users give."""

    APA = "apa"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"


STYLES: Mapping[Style, Callable[[Citation], str]] = {
    Style.APA: to_apa,
    Style.BIBTEX: to_bibtex,
    Style.RIS: to_ris,
    Style.CSL_JSON: to_csl_json,
}
