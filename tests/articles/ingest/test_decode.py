"""Bytes become text in one certain encoding, or an error in one line."""

from __future__ import annotations

import pytest

from articles.ingest.decode import decode
from articles.ingest.types import UnreadableSource


@pytest.mark.parametrize(
    ("data", "declared", "text", "encoding"),
    [
        pytest.param(b"Plain", "", "Plain", "utf-8", id="ascii"),
        pytest.param("Katič — “yes”".encode(), "", "Katič — “yes”", "utf-8", id="utf-8"),
        pytest.param(b"\xef\xbb\xbfMark", "", "Mark", "utf-8", id="utf-8 with its mark"),
        pytest.param("Raqqa é".encode("utf-16"), "", "Raqqa é", "utf-16-le", id="utf-16 little end first"),
        pytest.param(b"\xfe\xff" + "Raqqa".encode("utf-16-be"), "", "Raqqa", "utf-16-be", id="utf-16 big end first"),
        pytest.param("Raqqa".encode("utf-32"), "", "Raqqa", "utf-32-le", id="utf-32"),
        pytest.param(b"one\r\ntwo\rthree", "", "one\ntwo\nthree", "utf-8", id="line ends"),
        pytest.param("Мосул".encode("koi8-r"), "koi8-r", "Мосул", "koi8-r", id="declared"),
        pytest.param(b"caf\xe9", "iso-8859-1", "café", "windows-1252", id="browsers' Latin-1"),
        pytest.param("café".encode(), "no-such-charset", "café", "utf-8", id="unknown label"),
        pytest.param(
            "The minister’s café in the town was closed on Wednesday.".encode("windows-1252"),
            "",
            "The minister’s café in the town was closed on Wednesday.",
            "windows-1252",
            id="windows-1252 beyond doubt",
        ),
        pytest.param(b"\x0cpage two", "", "\x0cpage two", "utf-8", id="form feed is text"),
    ],
)
def test_text_is_decoded(data: bytes, declared: str, text: str, encoding: str) -> None:
    assert decode(data, "a.txt", declared=declared) == (text, encoding)


@pytest.mark.parametrize(
    ("data", "declared", "line"),
    [
        pytest.param(b"", "", "a.txt: is empty", id="empty"),
        pytest.param(b" \n\t\r\n", "", "a.txt: is empty", id="blank"),
        pytest.param("\ufeff \n".encode("utf-16-le"), "", "a.txt: is empty", id="blank utf-16"),
        pytest.param(
            b"PK\x03\x04zip",
            "",
            "a.txt: is a Word document or another archive (save it as plain text in UTF-8, HTML or PDF)",
            id="docx",
        ),
        pytest.param(
            b"abc\x00def",
            "",
            "a.txt: is binary, not text (character U+0000 at 3) (save it as plain text in UTF-8, HTML or PDF)",
            id="zero byte",
        ),
        pytest.param(
            b"\x80\x00\x81\x00",
            "",
            "a.txt: is binary, or UTF-16 without its mark (save it as plain text in UTF-8, HTML or PDF)",
            id="utf-16 without mark",
        ),
        pytest.param(
            "Мосул".encode("windows-1251"),
            "",
            "a.txt: is not valid UTF-8 (byte 0, line 1) (save it as UTF-8)",
            id="cyrillic",
        ),
        pytest.param(
            "one\ntwo “three” four".encode() + b"\x80",
            "",
            "a.txt: is not valid UTF-8 (byte 24, line 2) (save it as UTF-8)",
            id="damaged utf-8 is not windows-1252",
        ),
        pytest.param(
            b"caf\xe9", "utf-8", "a.txt: is not valid UTF-8 (byte 3, line 1) (save it as UTF-8)", id="declared utf-8"
        ),
        pytest.param(
            b"abc\xff",
            "shift_jis",
            "a.txt: says it is shift_jis but is not (byte 3) (save it as UTF-8)",
            id="declared wrongly",
        ),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, declared: str, line: str) -> None:
    with pytest.raises(UnreadableSource) as refused:
        decode(data, "a.txt", declared=declared)
    assert str(refused.value) == line
