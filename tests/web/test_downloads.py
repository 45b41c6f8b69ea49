"""Who gets which file of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
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
from qa.web.uploads import FOLDER, keep

PAGE = "<html><body><p>The ferry Aurora has a crew of nine men.</p><script>1</script></body></html>"


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """One article of a file of this machine, and one that was uploaded."""
    (tmp_path / "ferry é.html").write_text(PAGE)
    (tmp_path / "new.txt").write_text("The kiln burns 31 tonnes of lime a day.")
    with qa.open(tmp_path / "store") as collection:
        kept, _ = keep([tmp_path / "new.txt"], tmp_path / "store" / FOLDER)
        collection.index(tmp_path / "ferry é.html", *kept)
        yield collection


def link(downloads: Downloads, collection: Collection, name: str) -> str:
    (info,) = [one for one in collection.articles() if name in one.path]
    return downloads.link_html("", info)


def target(html: str) -> str:
    found = re.search(r'href="([^"]*)"', html)
    assert found is not None, html
    return unescape(found.group(1))


def client(downloads: Downloads) -> TestClient:
    return TestClient(Starlette(routes=downloads.routes()))


def test_the_file_is_sent_to_be_saved_and_never_to_be_shown(collection: Collection) -> None:
    downloads = Downloads(SingleCollection(collection), local=True)
    html = link(downloads, collection, "ferry")
    assert " download>Original file (HTML)</a>" in html
    sent = client(downloads).get(target(html))
    assert sent.text == PAGE
    assert sent.headers["content-type"] == "application/octet-stream"
    assert sent.headers["content-disposition"].startswith("attachment; filename*=utf-8''ferry%20")
    assert sent.headers["x-content-type-options"] == "nosniff"
    assert sent.headers["content-security-policy"] == "sandbox"


def test_a_page_open_to_others_gives_out_uploads_alone(collection: Collection) -> None:
    local, open_to_all = (
        Downloads(SingleCollection(collection), local=one) for one in (True, False)
    )
    assert link(open_to_all, collection, "ferry") == ""
    sent = client(open_to_all).get(target(link(open_to_all, collection, "new-")))
    assert sent.text == "The kiln burns 31 tonnes of lime a day."
    # A key of another process opens nothing, and a key of one's own nothing but uploads.
    there = target(link(local, collection, "ferry"))
    assert client(open_to_all).get(there).status_code == 403
    query = {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}
    own = open_to_all._key("", query["article"])
    answered = client(open_to_all).get(f"/original?{urlencode(query | {'key': own})}")
    assert answered.status_code == 404
    assert PAGE not in answered.text


def test_an_upload_that_was_made_a_link_elsewhere_is_not_given_out(
    collection: Collection, tmp_path: Path
) -> None:
    downloads = Downloads(SingleCollection(collection), local=False)
    there = target(link(downloads, collection, "new-"))
    (kept,) = (tmp_path / "store" / FOLDER).iterdir()
    kept.unlink()
    kept.symlink_to(tmp_path / "ferry é.html")
    assert client(downloads).get(there).status_code == 404


@pytest.mark.parametrize("path", ["/etc/passwd", "../../etc/passwd", "0" * 12, ""])
def test_no_path_and_no_other_article_can_be_asked_for(collection: Collection, path: str) -> None:
    downloads = Downloads(SingleCollection(collection), local=True)
    there = target(link(downloads, collection, "ferry"))
    forged = re.sub(r"article=\w+", lambda _: urlencode({"article": path}), there)
    assert client(downloads).get(forged).status_code == 403
    with_key = f"/original?{urlencode({'article': path, 'key': downloads._key('', path)})}"
    assert client(downloads).get(with_key).status_code == 404
    assert client(downloads).get("/original").status_code == 403


def test_a_file_that_is_gone_is_told_in_words(collection: Collection, tmp_path: Path) -> None:
    downloads = Downloads(SingleCollection(collection), local=True)
    there = target(link(downloads, collection, "ferry"))
    (tmp_path / "ferry é.html").unlink()
    gone = client(downloads).get(there)
    assert (gone.status_code, gone.text) == (
        404,
        "The original file is no longer there; the text was kept.",
    )
    assert link(downloads, collection, "ferry") == f"<span>{gone.text}</span>"


def test_a_link_is_of_one_collection(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text("The ferry Aurora has a crew of nine.")
    for name in ("one", "two"):
        with qa.open(tmp_path / "shelf" / name) as collection:
            collection.index(tmp_path / "ferry.txt")
    with CollectionFolder(tmp_path / "shelf", Settings()) as shelf:
        downloads = Downloads(shelf, local=True)
        (info,) = shelf.get("one").articles()
        there = target(downloads.link_html("one", info))
        assert client(downloads).get(there).status_code == 200
        other = there.replace("collection=one", "collection=two")
        assert client(downloads).get(other).status_code == 403
