"""Payment card numbers: an issuer's range, its length, the Luhn digit (ISO/IEC 7812), and a form.

One number in ten passes Luhn by chance, so what is called an order, a parcel or a phone number is
none, and groups must be a card's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from chalicelib.understanding.secrets.searched import Searched
from chalicelib.understanding.secrets.span import CERTAIN, LIKELY, SecretSpan

_KIND = "card_number"
_FEWEST = 13
_MOST = 2000
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_+.])\d{4,19}+(?:(?: ?[ \u00a0.\-–] ?)\d{2,13}+){0,4}(?![A-Za-z0-9_%]|[.,]\d)"
)
_MASK = bytes(
    0x78 if chr(b).isdigit() else 0x20 if chr(b) in " \t-.?" else 0x7C for b in range(256)
)
_ROW = re.compile(rb"xxxx(?: {0,3}+x){9,}+")
"""Thirteen digits, nothing but a space, a dot or a dash between them, or what is not ASCII."""
_GROUPS = {
    (4, 4, 4, 4),
    (4, 4, 4, 4, 2),
    (4, 4, 4, 4, 3),
    (4, 6, 5),
    (4, 6, 4),
    (4, 4, 4, 2),
    (6, 13),
}
_RANGES = (  # first digits from, to (of as many digits), lengths
    ("4", "4", (16,)),
    ("51", "55", (16,)),
    ("2221", "2720", (16,)),
    ("34", "34", (15,)),
    ("37", "37", (15,)),
    ("6011", "6011", (16,)),
    ("644", "659", (16,)),
    ("3528", "3589", (16,)),
    ("62", "62", (16, 17, 18, 19)),
    ("300", "305", (14,)),
    ("36", "36", (14,)),
    ("38", "39", (14,)),
    ("2200", "2204", (16,)),
)
_RANGES_WHEN_CALLED = (("50", "50"), ("56", "69"), ("9792", "9792"))
"""Issuers of so many lengths that only the word for a card tells them: Maestro, Elo, Troy."""
_CALLED_CARD = re.compile(
    r"\bcards?\b|\bcard ?n|visa|master ?card|amex|american express|unionpay|maestro|discover|debit|"
    r"credit|\bcc\b|tarjeta|cartao|carte|carta|karte|kart|the tin dung|карт|卡[号號]|信用卡|"
    r"银行卡|銀行卡|借记卡|储蓄卡|银联|カード|카드"
)
_PAID = re.compile(r"\bpa(?:id|y|ying) (?:\w+ )?(?:with|by|using)\b|付款|支付|刷卡")
_VALID = re.compile(
    r"[\s,;:|/-]{0,3}(?:\(?(?:exp|valid|het han|vence|vto|gultig|skt|срок|有效期|cv[vc])|"
    r"\d\d\s?/\s?(?:20)?\d\d\b)"
)
_CALLED_OTHER = re.compile(
    r"order|\bs/n|tracking|track|parcel|shipment|invoice|\bref|ticket|\bcase\b|imei|serial|\bsn\b|\biban|"
    r"phone|\btel|mobile|whatsapp|fax|\bid\b|\bno\b|number|uid|user|account|transaction|txn|"
    r"[订訂][单單]|[单單][号號]|运单|物流|快递|快遞|流水|[电電][话話]|手机|序列|编号|編號|"
    r"заказ|трек|номер|телефон|pedido|rastre|commande|suivi|bestell|sendung|siparis|"
    r"don hang|pesanan|resi|주문|송장|운송장|注文|追跡|電話|#|№"
)
_CUE_WITHIN = 40
_MOST_DIGITS = 19
_BETWEEN = b" \t-.?"
_FIRST_DIGITS = b"234569"
_DOUBLED = str.maketrans("0123456789", "0246813579")
"""Twice a digit, and of two digits the sum."""
_IBAN_BEFORE = re.compile(r"\b[a-z]{2}\d{2}[ \-]?(?:[0-9a-z]{4}[ \-]?){0,6}$")


def find_cards(searched: Searched) -> Iterator[SecretSpan]:
    """Yield card numbers."""
    if searched.digits < _FEWEST or not searched.has_gap(_FEWEST):
        return
    for number in islice(_numbers(searched), _MOST):
        digits = re.sub(r"\D", "", number[0])
        if not _FEWEST <= len(digits) <= 19:
            continue
        is_known = _is_card(digits)
        if not (is_known or _may_be_called(digits)) or not _is_luhn(digits):
            continue
        groups = tuple(map(len, re.split(r"\D+", number[0])))
        if len(groups) > 1 and groups not in _GROUPS:
            continue
        before = searched.folded[max(0, number.start() - _CUE_WITHIN) : number.start()]
        level = _level(before, is_grouped=len(groups) > 1)
        if level is not None and (is_known or _is_paid_with(searched, number)):
            yield SecretSpan(_KIND, level, number.start(), number.end())


def _is_paid_with(searched: Searched, number: re.Match[str]) -> bool:
    """Return whether the words around call a number a card's, or say what is done with one."""
    start, end = number.span()
    before = searched.folded[max(0, start - _CUE_WITHIN) : start]
    after = searched.folded[end : end + _CUE_WITHIN]
    return bool(_CALLED_CARD.search(before) or _PAID.search(before) or _VALID.match(after))


def _numbers(searched: Searched) -> Iterator[re.Match[str]]:
    """Yield what is written as a card's number is: digits, the first four of them in a row."""
    mask = searched.ascii_folded.translate(_MASK)
    for row in _ROW.finditer(mask):
        done = row.start()
        if not _may_be_card(searched.ascii_folded[done : row.end()].translate(None, _BETWEEN)):
            continue
        while done < row.end():
            number = _NUMBER.search(searched.text, done, row.end() + 4)
            if number is None:
                break
            yield number
            done = number.end()


def _may_be_card(digits: bytes) -> bool:
    """Return whether a row of digits is a card's number, or so long that it may hold one."""
    if len(digits) > _MOST_DIGITS:
        return True
    return digits[:1] in _FIRST_DIGITS and _is_luhn(digits.decode("ascii"))


def _level(before: str, *, is_grouped: bool) -> str | None:
    """Return how sure it is that a number of a card's form is one, by the words before it."""
    if _IBAN_BEFORE.search(before) or before.endswith(("/", "=", "_")):
        return None
    cards = [cue.start() for cue in _CALLED_CARD.finditer(before)]
    others = [cue.start() for cue in _CALLED_OTHER.finditer(before)]
    if cards and (not others or cards[-1] > others[-1] or not _is_order_like(before, cards[-1])):
        return CERTAIN
    if others:
        return None
    return CERTAIN if is_grouped else LIKELY


def _is_order_like(before: str, card: int) -> bool:
    """Return whether what follows the word for a card calls the number something else.

    "Card number", "card no." and "card id" still mean the card.
    """
    rest = before[card:]
    return (
        re.search(r"order|track|ship|ref|phone|[订訂单單]|заказ|pedido|commande", rest) is not None
    )


def _is_card(digits: str) -> bool:
    return any(
        first <= digits[: len(first)] <= last and len(digits) in lengths
        for first, last, lengths in _RANGES
    )


def _may_be_called(digits: str) -> bool:
    return any(one <= digits[: len(one)] <= two for one, two in _RANGES_WHEN_CALLED)


def _is_luhn(digits: str) -> bool:
    doubled = digits[-2::-2].translate(_DOUBLED) + digits[-1::-2]
    return sum(map(int, doubled)) % 10 == 0 and len(set(digits)) > 1
