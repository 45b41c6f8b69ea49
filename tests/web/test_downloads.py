"""Who gets which file of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import qa
from qa.collection import Collection
from qa.settings import Settings
from qa.web.collections import CollectionFolder, SingleCollection
from qa.web.downloads import Downloads
from qa.web.evidence import Link
from qa.web.uploads import FOLDER, save_uploads

pytestmark = pytest.mark.slow

PAGE = "<html><body><p>The ferry Aurora has a crew of nine men.</p><script>1</script></body></html>"


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """One article of a file of this machine, and one that was uploaded."""
    (tmp_path / "ferry é.html").write_text(PAGE)
    (tmp_path / "new.txt").write_text("The kiln burns 31 tonnes of lime a day.")
    with qa.open(tmp_path / "store") as collection:
        uploads = save_uploads([tmp_path / "new.txt"], tmp_path / "store" / FOLDER)
        collection.index(tmp_path / "ferry é.html", *uploads.names)
        yield collection


def link(downloads: Downloads, collection: Collection, name: str) -> Link | None:
    """The link to the file of the article whose path holds a name."""
    (info,) = [info for info in collection.articles() if name in info.path]
    return downloads.link("", info)


def address(downloads: Downloads, collection: Collection, name: str) -> str:
    """Where that link leads."""
    file = link(downloads, collection, name)
    assert file is not None
    assert file.href is not None
    return file.href


def client(downloads: Downloads) -> TestClient:
    return TestClient(Starlette(routes=downloads.routes()))


def test_the_file_is_sent_to_be_saved_and_never_to_be_shown(collection: Collection) -> None:
    downloads = Downloads(SingleCollection(collection), local=True)
    file = link(downloads, collection, "ferry")
    assert file == Link("Original file (HTML)", address(downloads, collection, "ferry"), True)
    sent = client(downloads).get(address(downloads, collection, "ferry"))
    assert sent.text == PAGE
    assert sent.headers["content-type"] == "application/octet-stream"
    assert sent.headers["content-disposition"].startswith("attachment; filename*=utf-8''ferry%20")
    assert sent.headers["x-content-type-options"] == "nosniff"
    assert sent.headers["content-security-policy"] == "sandbox"


def test_a_page_open_to_others_gives_out_uploads_alone(collection: Collection) -> None:
    collections = SingleCollection(collection)
    local, open_to_all = Downloads(collections, local=True), Downloads(collections, local=False)
    assert link(open_to_all, collection, "ferry") is None
    sent = client(open_to_all).get(address(open_to_all, collection, "new.txt"))
    assert sent.text == "The kiln burns 31 tonnes of lime a day."
    # A key of another process opens nothing, and a key of one's own nothing but uploads.
    href = address(local, collection, "ferry")
    assert client(open_to_all).get(href).status_code == 403
    query = {name: values[0] for name, values in parse_qs(urlsplit(href).query).items()}
    key = open_to_all._key("", query["article"])
    response = client(open_to_all).get(f"/original?{urlencode(query | {'key': key})}")
    assert response.status_code == 404
    assert PAGE not in response.text


def test_an_upload_that_was_made_a_link_elsewhere_is_not_given_out(
    collection: Collection, tmp_path: Path
) -> None:
    downloads = Downloads(SingleCollection(collection), local=False)
    href = address(downloads, collection, "new.txt")
    (upload,) = (tmp_path / "store" / FOLDER).rglob("new.txt")
    upload.unlink()
    upload.symlink_to(tmp_path / "ferry é.html")
    assert client(downloads).get(href).status_code == 404


@pytest.mark.parametrize("path", ["/etc/passwd", "../../etc/passwd", "0" * 12, ""])
def test_no_path_and_no_other_article_can_be_asked_for(collection: Collection, path: str) -> None:
    downloads = Downloads(SingleCollection(collection), local=True)
    href = address(downloads, collection, "ferry")
    forged = re.sub(r"article=\w+", lambda _: urlencode({"article": path}), href)
    assert client(downloads).get(forged).status_code == 403
    with_key = f"/original?{urlencode({'article': path, 'key': downloads._key('', path)})}"
    assert client(downloads).get(with_key).status_code == 404
    assert client(downloads).get("/original").status_code == 403


def test_a_file_that_is_gone_is_told_in_words(collection: Collection, tmp_path: Path) -> None:
    downloads = Downloads(SingleCollection(collection), local=True)
    href = address(downloads, collection, "ferry")
    (tmp_path / "ferry é.html").unlink()
    gone = client(downloads).get(href)
    assert (gone.status_code, gone.text) == (
        404,
        "The original file is no longer there; the text was kept.",
    )
    assert link(downloads, collection, "ferry") == Link(gone.text)


def test_a_link_is_of_one_collection(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text("The ferry Aurora has a crew of nine.")
    for name in ("north", "south"):
        with qa.open(tmp_path / "folder" / name) as collection:
            collection.index(tmp_path / "ferry.txt")
    with CollectionFolder(tmp_path / "folder", Settings()) as collections:
        downloads = Downloads(collections, local=True)
        (info,) = collections.get("north").articles()
        file = downloads.link("north", info)
        assert file is not None
        assert file.href is not None
        assert client(downloads).get(file.href).status_code == 200
        other = file.href.replace("collection=north", "collection=south")
        assert client(downloads).get(other).status_code == 403
