from __future__ import annotations

import sys

import pytest

from qa.cli.extras import needs_extra
from qa.cli.serve import serve
from qa.errors import ArticleQAError


def test_serve_without_gradio_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("qa.web")]:
        monkeypatch.delitem(sys.modules, name)
    # None in sys.modules is what Python itself takes for a module that is not there.
    monkeypatch.setitem(sys.modules, "gradio", None)
    monkeypatch.setitem(sys.modules, "starlette", None)
    monkeypatch.setitem(sys.modules, "starlette.middleware", None)
    with pytest.raises(ArticleQAError, match=r"pip install 'article-qa\[web\]'"):
        serve()


def test_a_missing_module_that_no_extra_brings_is_not_put_down_to_it() -> None:
    with pytest.raises(ModuleNotFoundError), needs_extra("web", "gradio"):
        raise ModuleNotFoundError("No module named 'another'", name="another")
