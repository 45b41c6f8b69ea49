"""qa.articles.files: which files are read, and which are passed over with a reason."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from qa.articles import MAX_BYTES, SUPPORTED, find_files, read_file
from qa.errors import UnreadableError
from qa.types.report import Skipped


def test_a_folder_gives_its_files_sorted_and_passes_over_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.MD", "a/x.pdf", ".hidden.txt", ".git/c.txt", "a/.d/e.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    files, skipped = find_files([tmp_path])
    assert files == [tmp_path / "a/x.pdf", tmp_path / "a/z.MD", tmp_path / "b.txt"]
    assert skipped == []


def test_files_of_other_kinds_are_reported_with_the_kinds_that_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.exe").write_text("x")
    (tmp_path / "README").write_text("x")
    kinds = " ".join(sorted(SUPPORTED))
    assert kinds.startswith(".atom .csv .docx ")
    exe = Skipped(
        str(tmp_path / "a.exe"), f"files of kind .exe are not read; article-qa reads {kinds}"
    )
    bare = Skipped(
        str(tmp_path / "README"), f"files without a suffix are not read; article-qa reads {kinds}"
    )
    assert find_files([tmp_path]) == ([], [bare, exe])
    assert find_files([tmp_path / "a.exe"]) == ([], [exe])


def test_a_file_given_twice_is_listed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("x")
    monkeypatch.chdir(tmp_path)
    assert find_files([Path("a.txt"), tmp_path, Path()])[0] == [tmp_path / "a.txt"]


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no such file or folder"):
        find_files([tmp_path / "nothing.txt"])


def test_links_that_lead_out_or_in_a_loop_are_not_followed(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "secret.txt").write_text("x")
    (inside / "real.txt").write_text("x")
    (inside / "alias.txt").symlink_to(inside / "real.txt")
    (inside / "out.txt").symlink_to(outside / "secret.txt")
    (inside / "round").symlink_to(inside, target_is_directory=True)
    (inside / "loop.txt").symlink_to(inside / "loop.txt")
    (inside / "gone.txt").symlink_to(inside / "nothing.txt")
    files, skipped = find_files([inside])
    assert files == [inside / "real.txt"]
    reasons = {Path(item.path).name: item.reason for item in skipped}
    assert reasons["out.txt"] == "a link that leads out of the folder"
    assert reasons["round"] == "a link to a folder; links to folders are not followed"
    assert reasons["loop.txt"].startswith("a link that leads nowhere: ")
    assert reasons["gone.txt"] == "a link that leads nowhere: no such file or folder"
    with pytest.raises(UnreadableError):
        find_files([inside / "loop.txt"])
    assert find_files([inside / "out.txt"])[0] == [outside / "secret.txt"]  # given by name


def test_pipes_and_sockets_are_reported_and_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    os.mkfifo("pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("sock.txt")
        files, skipped = find_files([tmp_path])
    assert files == []
    assert [(Path(item.path).name, item.reason) for item in skipped] == [
        ("pipe.txt", "a pipe, not a regular file"),
        ("sock.txt", "a socket, not a regular file"),
    ]
    with pytest.raises(UnreadableError, match="a pipe, not a regular file"):
        read_file(Path("pipe.txt"))


def test_a_name_that_is_not_unicode_is_reported(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    files, (item,) = find_files([tmp_path])
    assert files == []
    assert item == Skipped(
        str(tmp_path / "caf\ufffd.txt"), "its name is not valid UTF-8; rename it"
    )


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a\r\nb")
    assert read_file(path) == b"a\r\nb"


def test_files_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    empty, large = tmp_path / "empty.txt", tmp_path / "large.txt"
    empty.touch()
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 5 * 1024 * 1024)
    reasons = {}
    for path in (empty, large, tmp_path, tmp_path / "none.txt"):
        with pytest.raises(UnreadableError) as caught:
            read_file(path)
        reasons[path.name] = caught.value.reason
    assert reasons == {
        "empty.txt": "empty",
        "large.txt": "69 MB; the limit is 64 MB: split it into smaller files",
        tmp_path.name: "is a directory",
        "none.txt": "no such file or folder",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(UnreadableError, match="permission denied"):
        read_file(path)
