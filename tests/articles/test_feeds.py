"""qa.articles.feeds: RSS, Atom, NITF and NewsML-G2."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.articles import ReadResult, read_articles
from qa.errors import UnreadableError
from tests.articles.mutations import assert_normalised_or_refused, mutate

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
  <title>Lennick Herald</title>
  <link>https://herald.example/</link>
  <atom:link href="https://herald.example/feed" rel="self" type="application/rss+xml"/>
  <description>News of Lennick</description>
  <item>
    <title>Rain &amp;amp; wind come back</title>
    <link>https://herald.example/rain</link>
    <guid isPermaLink="false">771</guid>
    <pubDate>Wed, 08 Nov 2023 22:30:00 -0500</pubDate>
    <dc:creator><![CDATA[Jane Doe and Bo Chan]]></dc:creator>
    <description>A short summary.</description>
    <content:encoded><![CDATA[<p>It rained 40&nbsp;mm.<sup>3</sup></p>
      <table><tr><th>Ward</th><th>mm</th></tr><tr><td>Harbour</td><td>41</td></tr>
      <tr><td>Mill</td><td>38</td></tr></table><p>More &amp; more.</p>]]></content:encoded>
    <media:content url="https://herald.example/rain.jpg"><media:title>A cloud</media:title>
      <media:description>Clouds over Lennick</media:description></media:content>
    <enclosure url="https://herald.example/rain.mp3" length="1" type="audio/mpeg"/>
  </item>
  <item>
    <title>Bridge &lt;b&gt;shut&lt;/b&gt;</title>
    <guid>https://herald.example/bridge</guid>
    <pubDate>Tue, 07 Nov 23 09:00 GMT</pubDate>
    <author>desk@herald.example (Ada Bell)</author>
    <source url="https://wire.example/feed">Lennick Wire</source>
    <description>The bridge at A&B Street is shut: 5 &lt; 6 lanes.</description>
  </item>
  <item><title>Council meets on Monday</title><link>news/council</link></item>
</channel></rss>"""

ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://notes.example/">
  <title type="html">Harbour &amp;amp; Notes</title>
  <author><name>Mina Osei</name></author>
  <entry>
    <title type="text">x &lt;b&gt; y</title>
    <link rel="enclosure" type="audio/ogg" href="/a.ogg"/>
    <link href="/2026/recall"/>
    <id>tag:notes.example,2026:1</id>
    <published>2026-11-18T23:00:00+02:00</published>
    <updated>2026-12-01T00:00:00Z</updated>
    <summary>Short.</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Corvane recalls
      <em>62,000</em> e-bike batteries.</p><script/><p>Fires were <del>9</del><ins>14</ins>.</p>
      </div></content>
  </entry>
  <entry>
    <title>Only changed</title>
    <author><name>Ada Bell</name></author>
    <source><title>Other Notes</title></source>
    <updated>2026-11-20T00:00:00Z</updated>
    <content type="html">&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content>
  </entry>
  <entry><title>Elsewhere</title><content type="video/mp4" src="https://notes.example/v"/></entry>
</feed>"""

RDF = """<?xml version="1.0" encoding="iso-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://caf\u00e9.example/"><title>Caf\u00e9 News</title>
  <items><rdf:Seq><rdf:li resource="https://caf\u00e9.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://caf\u00e9.example/1"><title>Prix</title>
  <link>https://caf\u00e9.example/1</link>
  <dc:date>2026-11-18</dc:date><dc:creator>Zo\u00e9 Blanc</dc:creator>
  <description>Un caf\u00e9 co\u00fbte 2 \u20ac\u00a0?</description></item>
</rdf:RDF>"""

NITF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf><head><title>rain slug</title>
  <docdata management-status="usable"><doc-id regsrc="LW" id-string="1"/>
    <date.issue norm="20231108T090000Z"/></docdata>
  <pubdata name="Lennick Wire" date.publication="20231109" ex-ref="https://wire.example/1"/>
 </head>
 <body><body.head>
   <hedline><hl1>Rain comes back</hl1><hl2>Wards flooded</hl2></hedline>
   <byline>By <person>Jane Doe</person><byttl>Staff Writer</byttl></byline>
   <dateline><location>LENNICK</location><story.date norm="20231107"/></dateline>
  </body.head>
  <body.content><block><p>It rained <num>40</num> mm in <org>Harbour<alt-code value="x"/></org>.</p>
   <media media-type="image"><media-reference source="a.jpg" alternate-text="alt">x
   </media-reference><media-caption>A street.</media-caption></media>
   <hl2>What next</hl2><p>Pumps ran for <frac><frac-num>1</frac-num><frac-sep>/</frac-sep>
   <frac-den>2</frac-den></frac> an hour.</p></block></body.content>
  <body.end><tagline>Editing by Al Fox</tagline></body.end></body></nitf>"""

NEWSML = """<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2023-11-10</sent></header>
<itemSet>
 <newsItem guid="urn:newsml:wire:1" version="3">
  <rightsInfo><copyrightHolder><name>Holder Ltd</name></copyrightHolder></rightsInfo>
  <itemMeta><provider literal="LENNICK WIRE"/><versionCreated>2023-11-10T00:00:00Z</versionCreated>
   <firstCreated>2023-11-08T09:00:00Z</firstCreated><pubStatus qcode="stat:usable"/></itemMeta>
  <contentMeta><headline>Rain comes back</headline><by>By Jane Doe and Bo Chan</by></contentMeta>
  <contentSet><inlineXML contenttype="application/xhtml+xml">
   <html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><p>It rained 40 mm.</p>
   </body></html></inlineXML>
   <inlineData contenttype="text/plain">It rained 40 mm.</inlineData>
   <remoteContent contenttype="image/jpeg" href="a.jpg"/></contentSet>
 </newsItem>
 <newsItem guid="https://wire.example/2"><itemMeta><pubStatus qcode="stat:canceled"/></itemMeta>
  <contentSet><inlineData>Withdrawn.</inlineData></contentSet></newsItem>
 <packageItem/>
 <newsItem guid="https://wire.example/4"><itemMeta><provider qcode="nprov:LW">
  <name>Lennick Wire</name></provider></itemMeta><contentMeta><contentCreated>2023-11-07
  </contentCreated><creator literal="x"><name>Ada Bell</name></creator></contentMeta>
  <contentSet><inlineXML>%s</inlineXML></contentSet></newsItem>
 <newsItem><contentSet><remoteContent contenttype="video/mp4"/></contentSet></newsItem>
</itemSet></newsMessage>""" % NITF.partition('dtd">')[2]  # noqa: UP031


def read(text: str, name: str = "a.xml") -> ReadResult:
    return read_articles(Path(name), text.encode())


def reason(text: str) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(text)
    return caught.value.reason


def test_each_entry_of_a_feed_is_an_article_with_what_it_states() -> None:
    rain, bridge, council = read(RSS, "a.rss").articles
    assert rain.title == "Rain & wind come back"
    assert rain.date == date(2023, 11, 8)
    assert rain.authors == ("Jane Doe", "Bo Chan")
    assert rain.source == "Lennick Herald"
    assert rain.url == "https://herald.example/rain"
    assert rain.text == (
        "It rained 40 mm.\n\nWard: Harbour | mm: 41.\nWard: Mill | mm: 38.\n\nMore & more."
    )
    assert bridge.title == "Bridge shut"
    assert bridge.date == date(2023, 11, 7)
    assert bridge.authors == ("Ada Bell",)
    assert bridge.source == "Lennick Wire"
    assert bridge.url == "https://herald.example/bridge"
    assert bridge.text == "The bridge at A&B Street is shut: 5 < 6 lanes."
    assert council.text == council.title == "Council meets on Monday"
    assert council.date is None
    assert council.url == "https://herald.example/news/council"
    assert [article.number for article in (rain, bridge, council)] == [0, 1, 2]


def test_what_a_feed_holds_besides_text_is_reported() -> None:
    assert [(note.path, note.text) for note in read(RSS, "a.rss").notes] == [
        ("a.rss, record 1", "1 enclosed file (audio/mpeg)"),
        ("a.rss, record 3", "the feed gives its title only"),
    ]


def test_an_atom_feed_says_what_is_html_and_what_is_not() -> None:
    result = read(ATOM, "a.atom")
    recall, changed, elsewhere = result.articles
    assert recall.title == "x <b> y"
    assert recall.text == "Corvane recalls 62,000 e-bike batteries.\n\nFires were 14."
    assert recall.date == date(2026, 11, 18)
    assert recall.authors == ("Mina Osei",)
    assert recall.source == "Harbour & Notes"
    assert recall.url == "https://notes.example/2026/recall"
    assert changed.text == "One.\n\nTwo."
    assert changed.date == date(2026, 11, 20)
    assert changed.authors == ("Ada Bell",)
    assert changed.source == "Other Notes"
    assert elsewhere.text == "Elsewhere"
    assert [note.text for note in result.notes] == [
        "1 enclosed file (audio/ogg)",
        "its text stands elsewhere: https://notes.example/v",
        "the feed gives its title only",
    ]


def test_a_feed_in_rdf_and_another_encoding_is_read() -> None:
    (article,) = read_articles(Path("a.rdf"), RDF.encode("cp1252")).articles
    assert article.title == "Prix"
    assert article.source == "Caf\u00e9 News"
    assert article.authors == ("Zo\u00e9 Blanc",)
    assert article.date == date(2026, 11, 18)
    assert article.url == "https://caf\u00e9.example/1"
    assert article.text == "Un caf\u00e9 co\u00fbte 2 \u20ac ?"


def test_an_article_in_nitf_has_its_headline_names_and_day() -> None:
    result = read(NITF, "a.nitf")
    (article,) = result.articles
    assert article.title == "Rain comes back"
    assert article.date == date(2023, 11, 9)
    assert article.source == "Lennick Wire"
    assert article.authors == ("Jane Doe",)
    assert article.url == "https://wire.example/1"
    assert article.text == (
        "Wards flooded\n\nLENNICK\n\nIt rained 40 mm in Harbour.\n\nA street.\n\nWhat next\n\n"
        "Pumps ran for 1/ 2 an hour.\n\nEditing by Al Fox"
    )
    assert [note.text for note in result.notes] == ["1 file of pictures, sound or film"]


def test_a_message_in_newsml_holds_several_items() -> None:
    result = read(NEWSML, "a.newsml")
    first, second = result.articles
    assert (first.number, second.number) == (0, 3)
    assert first.title == "Rain comes back"
    assert first.date == date(2023, 11, 8)
    assert first.source == "LENNICK WIRE"
    assert first.authors == ("Jane Doe", "Bo Chan")
    assert first.url is None
    assert first.text == "It rained 40 mm."
    assert second.title == "Rain comes back"
    assert second.date == date(2023, 11, 7)
    assert second.source == "Lennick Wire"
    assert second.authors == ("Ada Bell",)
    assert second.url == "https://wire.example/4"
    assert [(note.path, note.text) for note in result.notes] == [
        ("a.newsml, record 1", "content that stands elsewhere (1 image/jpeg)"),
        ("a.newsml, record 4", "1 file of pictures, sound or film"),
    ]
    assert [(item.path, item.reason) for item in result.skipped] == [
        ("a.newsml, item 2", "its agency withdrew it (stat:canceled)"),
        ("a.newsml, item 3", "a package item, which holds no article"),
        (
            "a.newsml, item 5",
            "no text in this item: content that stands elsewhere (1 video/mp4)",
        ),
    ]


def test_a_withdrawn_article_in_nitf_is_not_read() -> None:
    assert reason(NITF.replace("usable", "killed")) == "its agency withdrew it (killed)"


def test_a_page_in_xhtml_is_read_as_a_page() -> None:
    page = (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Rain</title>'
        "</head><body><h1>Rain comes back</h1><p>It rained 40 mm.</p></body></html>"
    )
    (article,) = read(page, "a.xhtml").articles
    assert article.text == "Rain comes back\n\nIt rained 40 mm."


def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes_and_told() -> None:
    result = read(RSS[: RSS.index("Bridge")], "a.rss")
    assert [article.title for article in result.articles] == ["Rain & wind come back"]
    assert any("it is damaged at line 2" in note.text for note in result.notes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<rss><channel><title>x</title></channel></rss>", "no entry in this feed"),
        ("<svg/>", "XML of another kind: its outermost element is <svg>; article-qa reads RSS,"),
        ("just text", "not an XML file: there is no element in it"),
        ("<rss><item/></rss>", "neither text nor title"),
    ],
)
def test_files_without_articles_say_why(text: str, expected: str) -> None:
    assert reason(text).startswith(expected)


def test_entities_are_not_expanded_and_nothing_outside_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    feed = (
        f'<!DOCTYPE rss [<!ENTITY own "lol"><!ENTITY file SYSTEM "{secret.as_uri()}">]>'
        "<rss><item><title>Rain</title><description>It &own; rained &file; here."
        "</description></item></rss>"
    )
    result = read(feed)
    assert result.articles[0].text == "It  rained  here."
    assert [note.text for note in result.notes] == [
        "2 entities that stand for other text are left out"
    ]


def test_entities_that_would_fill_the_memory_are_reported() -> None:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    feed = (
        f'<!DOCTYPE rss [<!ENTITY a0 "lol">{lines}]><rss><item><title>Rain</title>'
        "<description>It &a9; rained.</description></item></rss>"
    )
    result = read(feed)
    assert result.articles[0].text == "It"
    assert "Maximum entity amplification factor exceeded" in result.notes[0].text


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from([RSS, ATOM, RDF, NITF, NEWSML]),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), max_size=6),
    st.floats(0.3, 1),
)
def test_mutated_files_give_normalised_text_or_a_reason(
    text: str, edits: list[tuple[float, bytes]], length: float
) -> None:
    mutated = mutate(text.encode(), edits, length)
    assert_normalised_or_refused(lambda content: read_articles(Path("a.xml"), content), mutated)
