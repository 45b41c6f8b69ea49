"""qa.articles.text: bytes to characters, and characters to stored text."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.articles.decoding import decode
from qa.articles.text import normalise, normalise_at, one_line
from qa.errors import UnreadableError

PATH = Path("a.txt")
ANY_TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from(
            "\r\n\x0b\x0c\x85\u2028\u2029\ufeff\0 \t\u0301e\ud800\u00ad\u200d\u200f\U0001f600"
        ),
    ),
    max_size=200,
)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("a\r\nb\rc\u2028d\u2029e\x85f\x0bg\x0ch", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("cafe\u0301", "caf\u00e9"),
        ("\ufeffa\0b\x07c\tde", "abc\tde"),
        ("a\ud800b", "a\ufffdb"),
        ("exam\u00adple", "example"),
        ("a  \t\n\n\n \n\nb \n", "a\n\nb"),
        ("\n\n  a\n b\n\n", "a\n b"),
        ("\U0001f469\u200d\U0001f467 \u202bx", "\U0001f469\u200d\U0001f467 \u202bx"),
        (" \n\t ", ""),
    ],
)
def test_text_is_put_into_one_form(raw: str, stored: str) -> None:
    assert normalise(raw) == stored


@given(ANY_TEXT)
def test_normalising_twice_changes_nothing(raw: str) -> None:
    once = normalise(raw)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()
    assert "\n\n\n" not in once
    once.encode("utf-8")


def test_a_metadata_value_is_one_line_or_none() -> None:
    assert one_line("  The\n Courier\t") == "The Courier"
    assert one_line(" \n") is None
    assert one_line(None) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings_are_told_apart(encoding: str) -> None:
    text = "Zo\u00eb paid \u20ac5 \u2013 \u201cfine\u201d"
    assert normalise(decode(PATH, text.encode(encoding))) == text


def test_big_endian_text_with_a_mark_is_read() -> None:
    assert decode(PATH, b"\xfe\xff" + "Zo\u00eb".encode("utf-16-be")) == "Zo\u00eb"


def test_one_damaged_byte_does_not_turn_utf8_into_windows_1252() -> None:
    text = "\u041c\u044d\u0440 \u0443\u0448\u0451\u043b. " * 3
    assert decode(PATH, text.encode() + b"\xd0") == text + "\ufffd"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("koi8_r", "Паром Аврора снова ходит: 412 человек, сообщил совет."),
        ("cp1251", "Паром «Аврора» снова ходит: 412 человек, сообщил совет."),
        ("iso8859_2", "Statek Żółw przewozi 412 osób, powiedziała Łucja Ęska ze Śląska."),
        ("cp1253", "Το πλοίο Αυγή μεταφέρει 412 άτομα κάθε μέρα, είπε το συμβούλιο."),
        ("cp932", "オーロラ号は四百十二人を運ぶと市が発表した。"),
        ("gb18030", "渡轮每天载412人往返于两岸之间，市政府说。"),
        ("mac_roman", "The café of Zürich charged 412 francs — “too much”, she said. Señor Muñoz."),
        ("cp1252", "The café of Zürich charged 412 € — “too much”, she said."),
        ("cp1252", "AÇÃO E REAÇÃO: SÃO PAULO. ¿Qué pasó en Ávila? ÅKE SÄGER NEJ."),
    ],
)
def test_an_encoding_that_nothing_states_is_told_by_what_the_bytes_read_like(
    encoding: str, text: str
) -> None:
    assert decode(PATH, text.encode(encoding)) == text


def test_punctuation_of_windows_within_utf8_is_read() -> None:
    content = "The café of Zürich is shut, ".encode() + b"\x93she said\x94."
    assert decode(PATH, content) == "The café of Zürich is shut, “she said”."


def test_utf8_that_was_encoded_twice_is_put_right() -> None:
    text = "The café of Zürich isn’t cheap: “412 €”."
    twice = text.encode().decode("cp1252", errors="surrogateescape")
    twice = "".join(chr(ord(char) - 0xDC00) if ord(char) > 0xDC00 else char for char in twice)
    assert decode(PATH, twice.encode()) == text
    assert decode(PATH, text.encode()) == text


def test_zeros_that_fill_the_end_of_a_file_are_no_text() -> None:
    assert decode(PATH, b"The ferry runs.\0\0\0") == "The ferry runs."


def test_a_declared_encoding_is_used_when_the_bytes_are_not_utf8() -> None:
    text = "\u041c\u044d\u0440"
    assert decode(PATH, text.encode("cp1251"), "windows-1251") == text
    assert decode(PATH, text.encode("utf-8"), "windows-1251") == text
    assert decode(PATH, "\u65e5\u672c".encode("iso2022_jp"), "iso-2022-jp") == "\u65e5\u672c"
    assert decode(PATH, "caf\u00e9".encode("cp1252"), "no-such-encoding") == "caf\u00e9"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"abc\0def", "looks binary, not text"),
        (bytes(range(1, 9)) * 5 + b"abc", "looks binary, not text"),
        (b"abc \x81\x8d", "in no encoding that can be told; save it as UTF-8"),
        (b"\xff\xfea", "starts like UTF-16 text but is damaged"),
    ],
)
def test_what_is_not_text_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        decode(PATH, content)
    assert caught.value.reason == reason


def test_positions_are_carried_through_normalisation() -> None:
    raw = "cafe\u0301 \n\n\n\nnext\u00ad page\r\n\ufdd0 e\u0301nd "
    normalised = normalise_at(raw, [raw.index("next"), raw.index("page"), raw.index("e\u0301nd")])
    assert normalised.text == normalise(raw.replace("\ufdd0", "\ufffd"))
    assert [normalised.text[start : start + 3] for start in normalised.positions] == [
        "nex",
        "pag",
        "\u00e9nd",
    ]
