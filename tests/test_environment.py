"""Test how the two commands of the README set up their environment."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

import pytest

from tests.conftest import ROOT


@pytest.fixture
def environment() -> ModuleType:
    spec = importlib.util.spec_from_file_location("environment", ROOT / "scripts/environment.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_another_python_is_refused_with_what_to_do(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 13, "final", 0))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 to 3\.14; this is Python 3\.10"):
        environment.prepare()


def test_uv_installs_where_it_is_present(environment: ModuleType) -> None:
    assert environment.installer("/opt/uv")[0] == "/opt/uv"
    assert environment.installer(None)[:3] == (environment.PYTHON, "-m", "pip")
