"""Charset × transfer encoding × place: what was written is what is read (M14).

Labels here are right; wrong ones are in test_charset.py and at the end of this file.
"""

from __future__ import annotations

import base64
import quopri
from collections.abc import Callable
from unicodedata import normalize
from urllib.parse import quote

import pytest

from chalicelib.reading import mime
from chalicelib.reading.message import InboundMessage
from tests.reading.mails import a_mail, a_receipt

# Label, Python's codec, words natural to the language the charset is for.
WRITTEN = {
    "gb2312": ("gb2312", "我昨天转出的款项还没有到账，请帮忙查询"),
    "gbk": ("gbk", "朱镕先生的账户被冻结了，验证码也收不到"),
    "gb18030": ("gb18030", "𠮷田女士的钱包㐂无法登录，请尽快处理"),
    "big5": ("big5", "我昨天匯出的款項還沒有入帳，麻煩幫忙查詢"),
    "utf-8": ("utf-8", "提现一直显示处理中 😀，请尽快回复我"),
    "iso-2022-jp": ("iso2022_jp", "出金の手続きが完了しないので、確認をお願いします"),
    "shift_jis": ("shift_jis", "出金の手続きが完了しません。ご確認ください"),
    "euc-kr": ("euc_kr", "어제 보낸 송금이 아직 도착하지 않았습니다"),
    "koi8-r": ("koi8_r", "Вчера отправил перевод, деньги не пришли"),
    "windows-1250": ("cp1250", "Včera odeslaný převod ještě nedorazil, žádám o pomoc"),
    "windows-1251": ("cp1251", "Не могу войти в кошелёк, код не приходит"),
    "windows-1252": ("cp1252", "Le virement d’hier n’est pas arrivé – où est-il passé"),
    "windows-1253": ("cp1253", "Η χθεσινή μεταφορά δεν έφτασε ακόμη, βοηθήστε με"),
    "windows-1254": ("cp1254", "Dün gönderdiğim para hâlâ ulaşmadı, lütfen yardım edin"),
    "windows-1255": ("cp1255", "ההעברה ששלחתי אתמול עדיין לא הגיעה"),
    "windows-1256": ("cp1256", "لم يصل التحويل الذي أرسلته أمس، أرجو المساعدة"),
    "windows-1257": ("cp1257", "Vakar išsiųstas pervedimas dar neatėjo, prašau padėti"),
    "windows-1258": ("cp1258", "Tôi chưa nhận được tiền đã chuyển hôm qua"),
}
TONES = "\u0300\u0301\u0303\u0309\u0323"
LABELS = list(WRITTEN)


def _encoded(label: str, text: str | None = None) -> bytes:
    """Return the words as their charset writes them; windows-1258 has its tones apart."""
    codec, written = WRITTEN[label]
    written = written if text is None else text
    if label != "windows-1258":
        return written.encode(codec)
    out = []
    for char in written:
        marks = normalize("NFD", char)
        letter = normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
        out.append(letter + "".join(mark for mark in marks if mark in TONES))
    return "".join(out).encode(codec)


def _word(label: str, data: bytes, encoding: str) -> bytes:
    """Return an RFC 2047 word, however long."""
    letters = b"".join(bytes([c]) if chr(c).isalnum() and c < 128 else b"=%02X" % c for c in data)
    text = base64.b64encode(data) if encoding == "b" else letters
    return b"=?%s?%s?%s?=" % (label.encode(), encoding.encode(), text)


def _name_of(parameters: bytes, label: str) -> str:
    """Return the name of a file beside a text that names the charset."""
    body = (
        b"--b\r\nContent-Type: text/plain; charset=" + label.encode() + b"\r\n\r\nhello\r\n"
        b"--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment;\r\n "
        + parameters + b"\r\n\r\nx\r\n--b--\r\n"
    )  # fmt: skip
    headers = b"Content-Type: multipart/mixed; boundary=b\r\n"
    return mime.parse(a_mail(body, headers=headers), a_receipt()).attachments[0].filename


def _has_seven_bits(label: str) -> str:
    return "7bit" if label == "iso-2022-jp" else "8bit"


TRANSFERS: dict[str, Callable[[bytes], bytes]] = {
    "as it stands": bytes,
    "quoted-printable": quopri.encodestring,
    "base64": base64.encodebytes,
}


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("transfer", TRANSFERS)
def test_parse_reads_a_body_in_its_charset(label: str, transfer: str) -> None:
    """In 7 or 8 bits, quoted-printable and base64, without anything to repair."""
    name = _has_seven_bits(label) if transfer == "as it stands" else transfer
    headers = f"Content-Type: text/plain; charset={label}\r\nContent-Transfer-Encoding: {name}\r\n"
    body = TRANSFERS[transfer](_encoded(label))

    found = mime.parse(a_mail(body, headers=headers.encode()), a_receipt())

    assert (found.text, found.warnings) == (WRITTEN[label][1], ())


@pytest.mark.parametrize("transfer", TRANSFERS)
def test_parse_reads_an_ascii_body_under_every_label(transfer: str) -> None:
    """ASCII is the same in all of them."""
    for label in LABELS:
        headers = f"Content-Type: text/plain; charset={label}\r\n"
        headers += (
            "" if transfer == "as it stands" else f"Content-Transfer-Encoding: {transfer}\r\n"
        )
        body = TRANSFERS[transfer](b"My transfer = 50 has not arrived.")

        found = mime.parse(a_mail(body, headers=headers.encode()), a_receipt())

        assert found.text == "My transfer = 50 has not arrived."


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("encoding", ["b", "q"])
def test_parse_reads_words_in_subject_and_name(label: str, encoding: str) -> None:
    """RFC 2047, both encodings."""
    word = _word(label, _encoded(label), encoding)

    found = mime.parse(a_mail(subject=word, sender=word + b" <a@c.example>"), a_receipt())

    assert found.sender is not None
    assert (found.subject, found.sender.name) == (WRITTEN[label][1], WRITTEN[label][1])
    assert found.warnings == ()


# Without the body's label, a line in a single-byte charset could be in any of them: cp1251 reads
# what cp1255 wrote, in Cyrillic letters. So each of these mails has a body that names its charset.
@pytest.mark.parametrize("label", LABELS)
def test_parse_reads_raw_headers_as_the_body_is_labelled(label: str) -> None:
    """Bytes without any encoding in subject and display name."""
    data = _encoded(label)
    headers = f"Content-Type: text/plain; charset={label}\r\n".encode()

    content = a_mail(subject=data, sender=b'"' + data + b'" <a@c.example>', headers=headers)
    found = mime.parse(content, a_receipt())

    assert found.sender is not None
    assert (found.subject, found.sender.name) == (WRITTEN[label][1], WRITTEN[label][1])


@pytest.mark.parametrize("label", [*LABELS[:9], "windows-1251"])
def test_parse_reads_raw_headers_without_any_label(label: str) -> None:
    """What looks like no other language when it is read wrong."""
    assert mime.parse(a_mail(subject=_encoded(label)), a_receipt()).subject == WRITTEN[label][1]


def _file_name_forms(label: str) -> dict[str, bytes]:
    """Return one file name as programs write it: by RFC 2231, and as no RFC allows."""
    data, text = _encoded(label), WRITTEN[label][1]
    escaped, named = quote(data, safe="").encode(), label.encode()
    half, cut = len(escaped) // 2 + 1, len(data) // 2
    b_word, q_word = _word(label, data, "b"), _word(label, data, "q")
    first, second = _encoded(label, text[:8]), _encoded(label, text[8:])
    return {
        "extended": b"filename*=" + named + b"'zh'" + escaped,
        "continued": b"filename*0*=" + named + b"''" + escaped[:half]
                     + b";\r\n filename*1*=" + escaped[half:],
        "pieces in any order": b"filename*1*=" + escaped[half:] + b"; filename*0*=" + named
                               + b"''" + escaped[:half],
        "plain beside extended": b'filename="a.pdf"; filename*=' + named + b"''" + escaped,
        "extended without charset": b"filename*=" + escaped,
        "extended with an empty charset": b"filename*=''" + escaped,
        "escapes without asterisk": b'filename="' + escaped + b'"',
        "b word": b'filename="' + b_word + b'"',
        "q word": b'filename="' + q_word + b'"',
        "bare word": b"filename=" + b_word,
        "two words": b'filename="' + _word(label, first, "b") + b"\r\n "
                     + _word(label, second, "q") + b'"',
        "word cut in pieces": b'filename*0="' + b_word[:20] + b'"; filename*1="'
                              + b_word[20:] + b'"',
        "raw": b'filename="' + data + b'"',
        # Cut in the middle of an escape sequence, ISO-2022-JP cannot be told from a quote.
        "raw in pieces": b'filename="' + data + b'"' if label == "iso-2022-jp" else
                         b'filename*0="' + data[:cut] + b'"; filename*1="' + data[cut:] + b'"',
    }  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_parse_reads_file_names_however_they_are_written(label: str) -> None:
    """RFC 2231 and its common misuse; what names no charset is in that of the text."""
    read = {form: _name_of(line, label) for form, line in _file_name_forms(label).items()}

    assert read == dict.fromkeys(read, WRITTEN[label][1])


def test_parse_keeps_percent_signs_that_are_no_escapes() -> None:
    """A name may well hold percent signs."""
    for name in ("100% of 50%.pdf", "50%25 off %41.pdf", "5%ef.pdf"):
        assert _name_of(f'filename="{name}"'.encode(), "utf-8") == name


@pytest.mark.parametrize(
    "label", ["gb18030", "gb2312", "utf-8", "iso-2022-jp", "shift_jis", "big5"]
)
@pytest.mark.parametrize("encoding", ["b", "q"])
def test_parse_joins_words_cut_anywhere(label: str, encoding: str) -> None:
    """RFC 2047 §5 forbids cutting a character; wherever it is cut, it is whole again."""
    data = _encoded(label)

    for cut in range(1, len(data)):
        words = _word(label, data[:cut], encoding) + b"\r\n " + _word(label, data[cut:], encoding)
        assert mime.parse(a_mail(subject=words), a_receipt()).subject == WRITTEN[label][1]


MISTAKEN = "订单里的“鎔”字显示不了，转账也失败了"


@pytest.mark.parametrize(
    ("data", "label", "text", "warnings"),
    [
        # gb2312 is read as its superset: there is nothing to repair.
        (MISTAKEN.encode("gb18030"), "gb2312", MISTAKEN, ()),
        (MISTAKEN.encode("gb18030"), "utf-8", MISTAKEN, ("charset utf-8 read as gb18030",)),
        (MISTAKEN.encode(), "gbk", MISTAKEN, ("charset gbk read as utf-8",)),
        (MISTAKEN.encode(), "iso-8859-1", MISTAKEN, ("charset iso-8859-1 read as utf-8",)),
        ("déjà payé".encode(), "iso-8859-1", "déjà payé", ("charset iso-8859-1 read as utf-8",)),
        (MISTAKEN.encode("gb18030"), "iso-8859-1", MISTAKEN,
         ("charset iso-8859-1 read as gb18030",)),
        (WRITTEN["euc-kr"][1].encode("cp949"), "us-ascii", WRITTEN["euc-kr"][1],
         ("charset us-ascii read as cp949",)),
        (b"x" * 1530 + WRITTEN["koi8-r"][1].encode("koi8_r"), "koi8-r",
         "x" * 1530 + WRITTEN["koi8-r"][1], ()),  # a long way into the text
    ],
)  # fmt: skip
def test_parse_repairs_wrong_labels_and_tells(
    data: bytes, label: str, text: str, warnings: tuple[str, ...]
) -> None:
    """In a body and in a subject the same way."""
    headers = f"Content-Type: text/plain; charset={label}\r\nContent-Transfer-Encoding: 8bit\r\n"

    body: InboundMessage = mime.parse(a_mail(data, headers=headers.encode()), a_receipt())
    subject = mime.parse(a_mail(subject=_word(label, data, "b")), a_receipt())

    assert (body.text, body.warnings) == (text, warnings)
    assert (subject.subject, subject.warnings) == (text, warnings)
