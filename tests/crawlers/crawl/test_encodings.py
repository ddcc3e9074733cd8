"""Bytes to text: the right text or a mark that it is doubtful; mojibake is never passed on silently."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.encoding import codec_of, decode

HANT = "今天我們來談談手工剪紙的經驗，這是我第一次使用這種工具，大家都說很好用。"
HANS = "今天我们来谈谈手工剪纸的经验，这是我第一次使用这种工具，大家都说很好用。"
JAPANESE = "今日は手作りのはさみについて書きます。とても使いやすいと思いました。"
KOREAN = "오늘은 수제 가위에 대해 이야기해 보겠습니다. 아주 사용하기 쉽습니다."
RUSSIAN = "Сегодня мы поговорим о ножницах ручной работы, они очень удобны."
FRENCH = "Un café très agréable où l’on découvre des créations à la main, déjà célèbre."
TEXTS = [
    (HANT, "big5", "big5"), (HANT, "big5hkscs", "big5-hkscs"), (HANT, "cp950", "big5"), (HANS, "gb2312", "gb2312"),
    (HANS + "镕", "gbk", "gb2312"), (HANS + "㐀", "gb18030", "gb18030"), (JAPANESE, "cp932", "shift_jis"),
    (JAPANESE, "euc_jp", "euc-jp"), (KOREAN, "cp949", "euc-kr"), (RUSSIAN, "cp1251", "windows-1251"),
    (RUSSIAN, "koi8_r", "koi8-r"), (FRENCH, "cp1252", "iso-8859-1"), (HANT, "utf-8", "utf-8"),
]


def html(text: str, charset: str = "") -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}<title>x</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(("text", "codec", "label"), TEXTS)
def test_the_header_is_believed(text, codec, label):
    assert text in decode(html(text).encode(codec), f"text/html; charset={label}").text


@pytest.mark.parametrize(("text", "codec", "label"), TEXTS)
def test_the_document_is_believed(text, codec, label):
    assert text in decode(html(text, label).encode(codec), "text/html").text


@pytest.mark.parametrize(("text", "codec", "label"), TEXTS)
@pytest.mark.parametrize("stated", ["", "utf-8", "iso-8859-1", "base64", "x-nonsense"])
def test_without_a_true_label_the_text_is_right_or_marked(text, codec, label, stated):
    read = decode(html(text).encode(codec), f"text/html; charset={stated}" if stated else "text/html")
    assert text in read.text or read.doubtful


@pytest.mark.parametrize(("stated", "text", "codec"), [
    ("big5", HANS, "gbk"), ("gb2312", HANT, "big5"), ("shift_jis", HANT, "utf-8"), ("us-ascii", FRENCH, "utf-8"),
    ("iso-8859-1", HANT, "big5"), ("utf-8", FRENCH, "cp1252"),
])
def test_a_label_that_lies_is_found_out(stated, text, codec):
    assert text in decode(html(text, stated).encode(codec), f"text/html; charset={stated}").text


def test_header_goes_before_meta():
    assert RUSSIAN in decode(html(RUSSIAN, "koi8-r").encode("cp1251"), "text/html; charset=windows-1251").text


@pytest.mark.parametrize(("mark", "codec"), [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
                                             (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_a_byte_order_mark_goes_before_everything(mark, codec):
    read = decode(mark + html(HANT).encode(codec), "text/html; charset=big5")
    assert read.text.startswith("<html>")
    assert HANT in read.text


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_seen(codec):
    assert HANT in decode(html(HANT).encode(codec), "text/html").text


def test_xml_declarations_count_and_may_lie():
    document = '<?xml version="1.0" encoding="big5"?><rss><title>' + HANT + "</title></rss>"
    assert HANT in decode(document.encode("big5"), "application/xml").text
    assert HANT in decode(document.encode("utf-8"), "application/xml").text


def test_a_late_meta_is_found():
    page = "<html><!--" + "x" * 3000 + '--><meta http-equiv="Content-Type" content="text/html; charset=big5">' + HANT
    assert HANT in decode(page.encode("big5"), "text/html").text


def test_a_character_cut_at_the_end_is_forgiven():
    read = decode(html(HANT).encode()[:-20] + "刀".encode()[:2], "text/html")
    assert read.codec == "utf-8"


def test_a_few_broken_bytes_do_not_change_the_encoding():
    read = decode((HANT * 30).encode() + b"\xff" + (HANT * 30).encode(), "text/html; charset=utf-8")
    assert read.codec == "utf-8"
    assert HANT in read.text


def test_numeric_references_of_windows_are_left_to_the_parser():
    assert "&#146;" in decode(b"it&#146;s", "text/html").text


@pytest.mark.parametrize("label", ["base64", "rot13", "utf-7", "hex", "idna", "unicode_escape", "zip", "", "\x00"])
def test_codecs_that_are_no_charsets_are_none(label):
    assert codec_of(label) is None


def test_overlong_and_surrogate_bytes_are_never_taken_as_they_are():
    for raw in (b"a\xc0\xafb", b"a\xed\xa0\x80b"):
        assert "/" not in decode(raw, "text/html").text
        decode(raw, "text/html").text.encode("utf-8")


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "big5", "gb2312", "base64", "utf-16", "\x00", "shift_jis"]))
def test_no_bytes_and_no_label_raise(body, label):
    text = decode(body, f"text/html; charset={label}").text
    assert "\x00" not in text
    text.encode("utf-8")
