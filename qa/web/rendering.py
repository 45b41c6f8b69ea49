"""Fill the HTML templates in `qa/web/templates/`; every value is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined


def render(name: str, values: Mapping[str, object]) -> str:
    """Fill the template of a file name; a name that it uses and `values` lacks is an error."""
    return _environment().get_template(name).render(values)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """Load the templates once a process.

    White space of the templates beside their tags is cut, that of the values never: the text of
    an article keeps every character.
    """
    return Environment(
        loader=PackageLoader("qa.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
