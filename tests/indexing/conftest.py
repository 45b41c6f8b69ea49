from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles in a folder."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "rain.txt").write_text("Rain\n\nIt rained on Monday.")
    (folder / "sun.txt").write_text("Sun\n\nIt shone on Tuesday.")
    return folder
