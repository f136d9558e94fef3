"""Whatever the charset and whatever the label, the text comes out as it was written (M14)."""

from __future__ import annotations

import base64
import quopri
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.reading import mime
from chalicelib.reading.charset import clean_text, codec_for, decode_text
from tests.reading.mails import a_mail, a_receipt

HANS = "转账失败了，请帮我查一下订单，谢谢"
HANT = "轉帳失敗了，請幫我查詢訂單，謝謝"
JAPANESE = "送金が失敗しました。確認をお願いします"
KOREAN = "송금이 실패했습니다. 확인 부탁드립니다"
RUSSIAN = "Перевод не пришёл, помогите пожалуйста"
CZECH = "Převod se nezdařil, prosím o pomoc"
FRENCH = "Le virement a échoué, merci de vérifier où il est"

MATRIX = [
    ("gb2312", "gb2312", HANS),
    ("gbk", "gbk", HANS),
    ("gb18030", "gb18030", HANS),
    ("gb2312", "gb18030", "喆镕转账失败，金额是€100"),  # beyond what the label promises
    ("big5", "big5", HANT),
    ("utf-8", "utf-8", HANS + " 😀"),
    ("iso-2022-jp", "iso2022_jp", JAPANESE),
    ("shift_jis", "cp932", JAPANESE),
    ("euc-jp", "euc_jp", JAPANESE),
    ("euc-kr", "euc_kr", KOREAN),
    ("ks_c_5601-1987", "cp949", KOREAN),
    ("windows-949", "cp949", KOREAN),
    ("koi8-r", "koi8_r", RUSSIAN),
    ("windows-1251", "cp1251", RUSSIAN),
    ("windows-1250", "cp1250", CZECH),
    ("iso-8859-2", "iso8859_2", CZECH),
    ("iso-8859-1", "latin-1", FRENCH),
    ("windows-1252", "cp1252", FRENCH + " – “€5”"),
    ("us-ascii", "utf-8", HANS),  # a wrong label
    ("iso-8859-1", "gbk", HANS),
    ("utf-8", "gbk", HANS),
    ("gb2312", "utf-8", HANS),
    ("gbk", "big5", HANT),
    ("x-unknown", "gbk", HANS),
    ("klingon", "utf-8", HANS),
]


def _word(label: str, data: bytes, encoding: str) -> bytes:
    """Return an RFC 2047 word, however long."""
    quoted = b"".join(bytes([c]) if chr(c).isalnum() and c < 128 else b"=%02X" % c for c in data)
    text = base64.b64encode(data) if encoding == "b" else quoted
    return b"=?%s?%s?%s?=" % (label.encode(), encoding.encode(), text)


@pytest.mark.parametrize(("label", "codec", "text"), MATRIX)
@pytest.mark.parametrize("encoding", ["8bit", "quoted-printable", "base64"])
def test_parse_reads_a_body_in_any_charset_and_encoding(
    label: str, codec: str, text: str, encoding: str
) -> None:
    """The body equals what was written, repaired when the label is wrong."""
    data = text.encode(codec)
    body = {"8bit": data, "quoted-printable": quopri.encodestring(data)}.get(
        encoding, base64.encodebytes(data)
    )
    headers = (
        f"Content-Type: text/plain; charset={label}\r\nContent-Transfer-Encoding: {encoding}\r\n"
    )

    found = mime.parse(a_mail(body, headers=headers.encode()), a_receipt())

    assert found.text == text


@pytest.mark.parametrize(("label", "codec", "text"), MATRIX)
@pytest.mark.parametrize("encoding", ["b", "q"])
def test_parse_reads_subject_name_and_file_name_in_any_charset(
    label: str, codec: str, text: str, encoding: str
) -> None:
    """Encoded words mean the same in subject, display name and, against RFC 2231, file names."""
    word = _word(label, text.replace(",", "").encode(codec), encoding)
    headers = b'Content-Type: application/pdf; name="' + word + b'"\r\n'

    found = mime.parse(
        a_mail(headers=headers, subject=word, sender=word + b" <a@customer.example>"), a_receipt()
    )

    text = text.replace(",", "")
    assert found.subject == text
    assert found.sender is not None
    assert found.sender.name == text
    assert found.attachments[0].filename == text


@pytest.mark.parametrize(("label", "codec", "text"), MATRIX[:18])
def test_parse_reads_file_names_by_rfc_2231(label: str, codec: str, text: str) -> None:
    """Percent-encoded names, also when split into numbered pieces."""
    encoded = quote(text.encode(codec), safe="")
    first, second = encoded[: len(encoded) // 2], encoded[len(encoded) // 2 :]
    headers = (
        "Content-Type: application/pdf\r\nContent-Disposition: attachment;\r\n"
        f" filename*0*={label}'zh'{first};\r\n filename*1*={second}\r\n"
    )

    found = mime.parse(a_mail(headers=headers.encode()), a_receipt())

    assert found.attachments[0].filename == text


@pytest.mark.parametrize("codec", ["utf-8", "gbk", "big5"])
def test_parse_reads_raw_eight_bit_headers(codec: str) -> None:
    """Headers without any encoding, as many Chinese web mailers once sent them."""
    text = HANT if codec == "big5" else HANS
    data = text.encode(codec)

    found = mime.parse(a_mail(subject=data, sender=data + b" <a@customer.example>"), a_receipt())

    assert found.subject == text
    assert found.sender is not None
    assert found.sender.name == text
    assert any("8-bit header" in warning for warning in found.warnings)


@pytest.mark.parametrize("encoding", ["b", "q"])
def test_parse_joins_words_that_split_a_character(encoding: str) -> None:
    """Some clients cut every so many bytes, also inside a character."""
    data = HANS.encode()
    words = b"\r\n ".join(_word("utf-8", data[n : n + 4], encoding) for n in range(0, len(data), 4))

    assert mime.parse(a_mail(subject=words), a_receipt()).subject == HANS


def test_parse_joins_words_that_split_a_base64_group() -> None:
    """Others cut the base64 text itself."""
    text = base64.b64encode(HANS.encode()).decode().rstrip("=")
    subject = f"=?utf-8?B?{text[:7]}?=\r\n =?utf-8?B?{text[7:]}?="

    assert mime.parse(a_mail(subject=subject.encode()), a_receipt()).subject == HANS


@pytest.mark.parametrize("name", ["喆镕", "王喆", "昳", "龑"])
@pytest.mark.parametrize("label", ["gb2312", "gbk", "gb18030"])
def test_parse_believes_a_label_that_fits_a_short_rare_name(name: str, label: str) -> None:
    """Two rare characters are no reason to doubt what the sender's program says."""
    sender = _word(label, name.encode("gb18030"), "b") + b" <a@customer.example>"

    found = mime.parse(a_mail(sender=sender), a_receipt())

    assert found.sender is not None
    assert found.sender.name == name


@pytest.mark.parametrize("name", ["王芳", "陈晓明", "José", "Łukasz", "田中"])
@pytest.mark.parametrize("label", ["gb2312", "iso-8859-1", "big5"])
def test_parse_finds_utf8_behind_a_wrong_label(name: str, label: str) -> None:
    """Valid UTF-8 is UTF-8, also when it is short."""
    sender = _word(label, name.encode(), "b") + b" <a@customer.example>"

    found = mime.parse(a_mail(sender=sender), a_receipt())

    assert found.sender is not None
    assert found.sender.name == name


def test_parse_tells_of_a_repair() -> None:
    """A wrong label is noted, a right one is not."""
    wrong = b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"

    repaired = mime.parse(a_mail(HANS.encode("gbk"), headers=wrong), a_receipt())
    right = mime.parse(a_mail(HANS.encode(), headers=wrong), a_receipt())

    assert repaired.warnings == ("charset utf-8 read as gb18030",)
    assert right.warnings == ()


@pytest.mark.parametrize("name", ["rot13", "base64", "hex", "", "x\x00y", "ü", "a" * 99])
def test_codec_for_knows_nothing_that_is_no_charset(name: str) -> None:
    """Python's transformations are not charsets."""
    assert codec_for(name) is None


@given(st.binary(max_size=300), st.one_of(st.none(), st.text(max_size=20)))
def test_decode_text_returns_for_any_bytes_and_label(data: bytes, label: str | None) -> None:
    """Decoding never fails, and its text can be stored."""
    assert clean_text(decode_text(data, label).text).encode() is not None


@given(st.text(max_size=200), st.sampled_from(["utf-8", "utf8", "UTF-8"]))
def test_decode_text_never_changes_good_utf8(text: str, label: str) -> None:
    """What says UTF-8 and is UTF-8 is not second-guessed."""
    assert decode_text(text.encode("utf-8", "replace"), label).text.lstrip("\ufeff") == text.encode(
        "utf-8", "replace"
    ).decode().lstrip("\ufeff")
