"""Cite the place of an answer in the forms that people who write and publish work with.

citation   Citation: what is cited, made of an answer's evidence
authors    the names of authors, parted into given and family names
apa        APA style, seventh edition
bibtex     BibTeX, with LaTeX's special characters escaped
ris        RIS, for reference managers
csl_json   CSL-JSON, for citation processors
styles     every form by its name
"""

from qa.citations.citation import Citation
from qa.citations.styles import STYLES, Style

__all__ = ["STYLES", "Citation", "Style"]
