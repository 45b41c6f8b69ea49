from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qa.errors import EncoderMismatchError
from qa.store.store import Store


def test_a_store_has_an_identity_that_its_copies_share(tmp_path: Path) -> None:
    with Store(tmp_path / "first") as store, Store(tmp_path / "second") as other:
        identity = store.metadata.identity
        assert len(identity) == 16
        assert other.metadata.identity != identity
    shutil.copytree(tmp_path / "first", tmp_path / "copy")
    with Store(tmp_path / "copy") as copy:
        assert copy.metadata.identity == identity


def test_another_encoder_is_refused_with_both_names(place: str) -> None:
    with Store(place) as store:
        store.metadata.require_encoder("first", "1")
        with store.transaction():
            store.metadata.update("first", "1", "whole")
        assert (store.metadata.encoder, store.metadata.chunking) == ("first", "whole")
        store.metadata.require_encoder("renamed", "1")
        with pytest.raises(EncoderMismatchError, match=r"'first'.*'second'.*doctor --rebuild"):
            store.metadata.require_encoder("second", "2")
