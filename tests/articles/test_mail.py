"""qa.articles.mail: newsletters, alerts, replies, forwarded messages and mailboxes."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.articles import ReadResult, read_articles
from qa.errors import UnreadableError
from qa.types.report import Note
from tests.articles.mutations import assert_normalised_or_refused, mutate

NEWSLETTER = """<html><head><style>p {color: red}</style></head><body>
<div style="display:none">Preheader that nobody sees</div>
<table role="presentation" width="100%"><tr><td>
<p>View this email in your browser</p>
<h1>Rain comes back</h1><p>It rained 40 mm in <b>Lennick</b>.<sup>2</sup></p>
<table><tr><th>Ward</th><th>mm</th></tr><tr><td>Harbour</td><td>41</td></tr>
<tr><td>Mill</td><td>38</td></tr></table>
<p>You are receiving this email because you signed up at herald.example.</p>
<p><a href="#">Unsubscribe</a></p></td></tr></table></body></html>"""


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    stated = {"From": "Jane Doe <jane@x.example>", "Date": "Wed, 08 Nov 2023 23:30:00 -0500"}
    for name, value in (stated | headers).items():
        made[name.replace("_", "-")] = value
    return made


def newsletter() -> EmailMessage:
    made = message(
        From="Lennick Herald <news@herald.example>",
        Subject="Rain comes back \u2013 caf\u00e9s shut",
        List_Unsubscribe="<https://herald.example/off>",
        Archived_At="<https://herald.example/archive/1>",
    )
    made.set_content("It rained.")
    made.add_alternative(NEWSLETTER, subtype="html")
    made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="caf\u00e9.pdf")
    made.add_attachment("BEGIN:VCALENDAR", subtype="calendar")
    return made


def read(made: EmailMessage | bytes, name: str = "a.eml") -> ReadResult:
    return read_articles(Path(name), made if isinstance(made, bytes) else made.as_bytes())


def text_of(body: str, **headers: str) -> str:
    made = message(**headers)
    made.set_content(body)
    return read(made).articles[0].text


def reason(content: bytes, name: str = "a.eml") -> str:
    with pytest.raises(UnreadableError) as caught:
        read(content, name)
    return caught.value.reason


def test_a_newsletter_is_read_from_its_html_with_sender_and_day() -> None:
    result = read(newsletter())
    (article,) = result.articles
    assert article.title == "Rain comes back \u2013 caf\u00e9s shut"
    assert article.source == "Lennick Herald"
    assert article.authors == ()
    assert article.date == date(2023, 11, 8)
    assert article.url == "https://herald.example/archive/1"
    assert article.text == (
        "View this email in your browser\n\nRain comes back\n\nIt rained 40 mm in Lennick.\n\n"
        "Ward: Harbour | mm: 41.\nWard: Mill | mm: 38.\n\n"
        "You are receiving this email because you signed up at herald.example.\n\nUnsubscribe"
    )
    assert [article.text[start:end] for start, end in article.boilerplate] == [
        "View this email in your browser",
        "You are receiving this email because you signed up at herald.example.\n\nUnsubscribe",
    ]
    assert [note.text for note in result.notes] == ["2 attachments: caf\u00e9.pdf, text/calendar"]


def test_a_message_from_a_person_has_an_author() -> None:
    made = message(Subject="Minutes")
    made.set_content("The council met.")
    (article,) = read(made).articles
    assert (article.authors, article.source) == (("Jane Doe",), None)


@pytest.mark.parametrize(
    ("sender", "authors", "source"),
    [
        ("Jane Doe at The Courier <j@x.example>", ("Jane Doe",), "The Courier"),
        ("Jane Doe | Harbour Watch <j@x.example>", ("Jane Doe",), "Harbour Watch"),
        ('"Doe, Jane" <j@x.example>', ("Jane Doe",), None),
        ("Lennick Herald <j@x.example>", (), "Lennick Herald"),
        ("=?utf-8?q?Caf=C3=A9_Alerts?= <j@x.example>", (), "Caf\u00e9 Alerts"),
        ("alerts@x.example", (), "alerts@x.example"),
    ],
)
def test_a_sender_is_a_person_or_a_paper(
    sender: str, authors: tuple[str, ...], source: str | None
) -> None:
    content = f"From: {sender}\nSubject: x\n\nThe council met.".encode()
    (article,) = read(content).articles
    assert (article.authors, article.source) == (authors, source)


def test_a_list_is_the_source_of_what_people_write_to_it() -> None:
    made = message(List_Id="Harbour Watch <harbour.x.example>", List_Post="<mailto:h@x.example>")
    made.set_content("The council met.")
    (article,) = read(made).articles
    assert (article.authors, article.source) == (("Jane Doe",), "Harbour Watch")


def test_a_quoted_reply_and_a_signature_are_left_out_and_told() -> None:
    made = message(Subject="Re: Bridge")
    made.set_content(
        "It opens on Friday.\n\nOn Tue, 7 Nov 2023 at 09:00, Bo Chan <bo@x.example>\nwrote:\n\n"
        "> When does it open?\n> On Monday?\n\nNot before.\n\n-- \nJane Doe\nHarbour office\n"
    )
    result = read(made)
    assert result.articles[0].text == "It opens on Friday.\n\nNot before."
    assert [note.text for note in result.notes] == [
        "a quoted reply to an earlier message",
        "a signature",
    ]


@pytest.mark.parametrize(
    "earlier",
    [
        "-----Original Message-----\nFrom: Bo\nIt opens on Monday.",
        "From: Bo Chan\nSent: Tuesday, 7 November 2023 09:00\nTo: Jane Doe\nSubject: Bridge\n\nNo.",
        "On 7 Nov 2023, at 09:00, Bo Chan <bo@x.example> wrote:\n\nIt opens on Monday.",
        "Am 07.11.2023 um 09:00 schrieb Bo Chan:\n> Am Montag?",
    ],
)
def test_earlier_messages_are_found_by_their_heads(earlier: str) -> None:
    assert text_of(f"It opens on Friday.\n\n{earlier}\n") == "It opens on Friday."


@pytest.mark.parametrize(
    "text",
    [
        "On 8 November 2023 the council wrote:\n\nThe bridge is closed.",
        "He said:\n-- and that was all --\nThe bridge is closed.",
        "From: the harbour\n\nThe bridge is closed.",
    ],
)
def test_prose_that_looks_like_the_head_of_a_reply_stays(text: str) -> None:
    assert text_of(text) == text


def test_a_quotation_that_nothing_introduces_is_text() -> None:
    assert text_of("The mayor:\n> It is closed.\n\nSo be it.") == (
        "The mayor:\nIt is closed.\n\nSo be it."
    )


def test_quotations_and_signatures_in_html_are_left_out_and_told() -> None:
    made = message()
    made.set_content(
        "<p>It opens on Friday.</p><div class='gmail_signature'>Jane</div><div class='gmail_quote'>"
        "<div>On Tue, Bo wrote:</div><blockquote>On Monday?</blockquote></div>",
        subtype="html",
    )
    result = read(made)
    assert result.articles[0].text == "It opens on Friday."
    assert len(result.notes) == 2


def test_a_forwarded_alert_is_the_article_of_its_own_sender_and_day() -> None:
    made = message(Subject="Fwd: Bridge alert")
    made.set_content(
        "See below.\n\n---------- Forwarded message ---------\n"
        "From: Harbour Times <news@harbour.example>\nDate: Mon, Oct 30, 2023 at 9:15 AM\n"
        "Subject: Bridge closed\nTo: <jane@x.example>\n\n\nThe bridge is closed.\n"
    )
    (article,) = read(made).articles
    assert article.title == "Bridge closed"
    assert article.source == "Harbour Times"
    assert article.authors == ()
    assert article.date == date(2023, 10, 30)
    assert article.text == "See below.\n\nThe bridge is closed."


def test_a_message_in_a_message_is_an_article_of_its_own() -> None:
    outer = message(Subject="Digest")
    outer.set_content("Two messages.")
    outer.add_attachment(newsletter())
    result = read(outer)
    assert [article.title for article in result.articles] == [
        "Digest",
        "Rain comes back \u2013 caf\u00e9s shut",
    ]
    assert [article.source for article in result.articles] == [None, "Lennick Herald"]


def test_text_is_decoded_by_what_its_part_states() -> None:
    content = (
        b"From: a@x.example\nContent-Type: text/plain; charset=iso-8859-2\n"
        b"Content-Transfer-Encoding: quoted-printable\n\nZa=BF=F3=B3=E6 g=EA=B6l=B1 =\nja=BC=F1.\n"
    )
    assert (
        read(content).articles[0].text
        == "Za\u017c\u00f3\u0142\u0107 g\u0119\u015bl\u0105 ja\u017a\u0144."
    )


def test_flowed_lines_are_joined() -> None:
    content = (
        b"From: a@x.example\nContent-Type: text/plain; format=flowed\n\n"
        b"The bridge \nis closed.\n\nIt opens \non Friday.\n"
    )
    assert read(content).articles[0].text == "The bridge is closed.\n\nIt opens on Friday."


def test_html_that_shows_pictures_only_gives_way_to_plain_text() -> None:
    made = message()
    made.set_content("The bridge is closed.")
    made.add_alternative("<img src='cid:x'>", subtype="html")
    assert read(made).articles[0].text == "The bridge is closed."


def test_each_message_of_a_mailbox_is_an_article() -> None:
    second = message(Subject="Second", Date="Thu, 09 Nov 23 09:00 GMT")
    second.set_content("Rain.\n\n>From the harbour came more.\n\nFrom there it went on.")
    empty = message(Subject="Empty")
    empty.set_content("")
    empty.add_attachment(b"x", maintype="image", subtype="png", filename="x.png")
    line = b"From jane@x.example Wed Nov  8 09:00:00 2023\n"
    result = read(
        b"\n".join(line + item.as_bytes() for item in (newsletter(), second, empty)) + b"\n",
        "a.mbox",
    )
    assert [(article.number, article.date) for article in result.articles] == [
        (0, date(2023, 11, 8)),
        (1, date(2023, 11, 9)),
    ]
    assert result.articles[1].text == (
        "Rain.\n\nFrom the harbour came more.\n\nFrom there it went on."
    )
    assert result.notes == (
        Note("a.mbox, record 1", "2 attachments: caf\u00e9.pdf, text/calendar"),
    )
    assert [(item.path, item.reason) for item in result.skipped] == [
        ("a.mbox, message 3", "no text in this message: 1 attachment: x.png"),
    ]


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"Just some text.", "a.eml", "not a message: it has no lines such as 'From: ...' at"),
        (b"Just some text.", "a.mbox", "not a mailbox: it does not begin with a line 'From ...'"),
        (b"From: a@x.example\n\n", "a.eml", "no text in this message"),
        (
            b"From: a@x.example\nContent-Type: application/pkcs7-mime\n\nx",
            "a.eml",
            "no text in this message: an encrypted part",
        ),
        (
            b"From: a@x.example\nContent-Type: text/plain\n\n\x00\x01\x02\x03",
            "a.eml",
            "no text in this message: a part of its text, which looks binary, not text",
        ),
    ],
)
def test_what_holds_no_text_says_why(content: bytes, name: str, expected: str) -> None:
    assert reason(content, name).startswith(expected)


def test_parts_that_are_nested_without_end_are_reported() -> None:
    content = b"From: a@x.example\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(300)
    )
    assert "nested too deeply" in reason(content) or "damaged" in reason(content)


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from([".eml", ".mbox"]),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), max_size=8),
    st.floats(0.2, 1),
)
def test_mutated_messages_give_normalised_text_or_a_reason(
    ending: str, edits: list[tuple[float, bytes]], length: float
) -> None:
    start = b"From a@x.example Wed Nov  8 09:00:00 2023\n" if ending == ".mbox" else b""
    mutated = mutate(start + newsletter().as_bytes(), edits, length)
    assert_normalised_or_refused(lambda content: read(content, f"a{ending}"), mutated)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["From", "Subject", "Date", "Content-Type", "List-Id", "Archived-At"]),
            st.text(st.sampled_from('=?utf-8bqQ<>@",;: ax/\u00e9\udcff()'), max_size=30),
        ),
        max_size=6,
    )
)
def test_any_lines_at_the_top_give_an_article_or_a_reason(headers: list[tuple[str, str]]) -> None:
    lines = "".join(f"{name}: {value}\n" for name, value in headers)
    content = f"{lines}\nThe bridge.".encode("utf-8", errors="surrogateescape")
    assert_normalised_or_refused(read, content)
