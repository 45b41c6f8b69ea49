from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from qa.types.report import Skipped
from qa.web import uploads
from qa.web.uploads import SavedUploads, save_uploads


def zipped(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def test_files_of_an_archive_are_kept_by_themselves(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", {"one.txt": "One.", "deep/two.md": "Two.", "x.exe": "MZ"})
    saved = save_uploads([archive], tmp_path / "kept")
    assert [path.read_text() for path in saved.names] == ["One.", "Two."]
    assert [path.name for path in saved.names] == ["one.txt", "two.md"]
    assert {path.parent.parent for path in saved.names} == {tmp_path / "kept"}
    assert [(file.path, file.reason) for file in saved.skipped] == [
        ("a.zip: x.exe", "files of the kind .exe are not read")
    ]


def test_a_name_that_climbs_out_stays_inside(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", {"../../out.txt": "Out.", "/etc/passwd.txt": "Root."})
    saved = save_uploads([archive], tmp_path / "kept")
    assert {path.parent.parent for path in saved.names} == {tmp_path / "kept"}
    assert not (tmp_path.parent / "out.txt").exists()


def test_the_same_file_twice_is_one(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", {"one.txt": "One.", "again/one.txt": "One."})
    first = save_uploads([archive], tmp_path / "kept")
    assert list(first.names.values()) == ["a.zip: one.txt"]
    assert first.skipped == [Skipped("a.zip: again/one.txt", "it is already here")]
    assert save_uploads([archive], tmp_path / "kept") == first


def test_a_file_that_the_collection_has_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("One.")
    known = {hashlib.sha256(b"One.").hexdigest()}
    saved = save_uploads([tmp_path / "one.txt"], tmp_path / "kept", known)
    assert saved == SavedUploads({}, [Skipped("one.txt", "it is already here")])


def test_files_of_one_name_keep_it(tmp_path: Path) -> None:
    ferries = [f"{folder}/Ferry: 1 & 2 (final).txt" for folder in "ab"]
    names = [*ferries, f"{'é' * 300}.txt"]
    archive = zipped(tmp_path / "a.zip", {name: name for name in names})
    saved = save_uploads([archive], tmp_path / "kept")
    ferry = "Ferry- 1 & 2 (final).txt"
    assert [path.name for path in saved.names] == [ferry, ferry, f"{'é' * 60}.txt"]
    assert len(set(saved.names)) == 3


def test_hidden_parts_of_an_archive_are_passed_over(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", {"__MACOSX/._one.txt": "x", ".DS_Store": "x"})
    assert save_uploads([archive], tmp_path / "kept") == SavedUploads({}, [])


def test_what_is_no_archive_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_text("This is no archive.")
    saved = save_uploads([tmp_path / "a.zip"], tmp_path / "kept")
    (skipped,) = saved.skipped
    assert saved.names == {}
    assert "no zip archive" in skipped.reason


def test_a_damaged_part_does_not_stop_the_others(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", {"bad.txt": "Bad words here.", "good.txt": "Good."})
    content = bytearray(archive.read_bytes())
    start = content.index(b"bad.txt") + len("bad.txt")
    content[start : start + 4] = b"\xff\xff\xff\xff"
    archive.write_bytes(content)
    saved = save_uploads([archive], tmp_path / "kept")
    (skipped,) = saved.skipped
    assert [path.read_text() for path in saved.names] == ["Good."]
    assert "damaged" in skipped.reason


def test_an_archive_that_swells_is_cut_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MAX_UNPACKED", 1 << 20)
    archive = zipped(tmp_path / "a.zip", {"one.txt": "One.", "bomb.txt": "0" * (3 << 20)})
    saved = save_uploads([archive], tmp_path / "kept")
    (skipped,) = saved.skipped
    assert [path.read_text() for path in saved.names] == ["One."]
    assert "more than 1 MB" in skipped.reason


def test_a_file_whose_ending_has_two_parts_keeps_both(tmp_path: Path) -> None:
    (tmp_path / "my crawl.WARC.gz").write_text("x")
    (path,) = save_uploads([tmp_path / "my crawl.WARC.gz"], tmp_path / "kept").names
    assert path.name == "my crawl.warc.gz"
