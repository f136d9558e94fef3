"""Amounts, order and tracking numbers, dates: what a number is by what stands around it."""

from __future__ import annotations

import pytest

from chalicelib.ticket_number import number_from
from chalicelib.understanding.facts import find_facts
from chalicelib.understanding.facts.carriers import is_parcel
from chalicelib.understanding.findings import FactType
from tests.made_addresses import hex_hash


def told(type_: FactType, text: str) -> list[str]:
    """Return the values of one type in a text."""
    return [fact.value for fact in find_facts(text) if fact.type is type_]


@pytest.mark.parametrize(
    ("text", "amount", "coin"),
    [
        ("1.234,56 €", "1234.56", "EUR"),
        ("1 234,50 ₽", "1234.50", "RUB"),
        ("1\u202f234,50 €", "1234.50", "EUR"),
        ("CHF 1'234.50", "1234.50", "CHF"),
        ("R$ 50", "50", "BRL"),
        ("R$1.500,00", "1500.00", "BRL"),
        ("50 000 vnd", "50000", "VND"),
        ("Rp 1.500.000", "1500000", "IDR"),
        ("Rp50.000", "50000", "IDR"),
        ("€1.500", "1500", "EUR"),
        ("1.500 BTC", "1.500", "BTC"),
        ("1.000 USDT", "1000", "USDT"),
        ("0,123 BTC", "0.123", "BTC"),
        ("₹2,000", "2000", "INR"),
        ("₹1,00,000", "100000", "INR"),
        ("300k won", "300000", "KRW"),
        ("50,000 won", "50000", "KRW"),
        ("30만원", "300000", "KRW"),
        ("5万円", "50000", "JPY"),
        ("2,5 mil reais", "2500", "BRL"),
        ("5 тыс. рублей", "5000", "RUB"),
        ("5 млн. рублей", "5000000", "RUB"),
        ("2 triệu đồng", "2000000", "VND"),
        ("1500tl", "1500", "TRY"),
        ("两个以太", "2", "ETH"),
        ("一千五百U", "1500", "USDT"),
        ("十U", "10", "USDT"),
        ("3.5万U", "35000", "USDT"),
        ("三块五", "3.5", "CNY"),
        ("５００Ｕ", "500", "USDT"),
        ("5000 $PEPE", "5000", "PEPE"),
        ("200 ABC tokens", "200", "ABC"),
        ("300 XYZ币", "300", "XYZ"),
        ("金额:100 USDT", "100", "USDT"),
        ("received,100 USDT", "100", "USDT"),
        ("usdt500", "500", "USDT"),
        ("25.5 USDT到交易所", "25.5", "USDT"),
        ("wallet 0.5 ETH", "0.5", "ETH"),
        ("$3 million", "3000000", "USD"),
    ],
)
def test_find_facts_reads_an_amount_as_its_country_writes_it(
    text: str, amount: str, coin: str
) -> None:
    """Separators, scales, currencies and tokens of many languages."""
    found = [f for f in find_facts(text) if f.type is FactType.AMOUNT]

    assert [(f.amount, f.coin) for f in found] == [(amount, coin)]


@pytest.mark.parametrize(
    "text",
    [
        "TRC 20 USDT",
        "两个以太坊地址",
        "3个比特币钱包",
        "一个以太坊账户",
        "3 won games",
        "5 NEW phones",
        "12:30 USDT pair",
        "100%",
        "+86 138-0013-8000",
        "2024年",
        "v2.1 eth app",
        "5 million times",
        "192.168.10.20 U-turn",
        "5 百百百百元",
    ],
)
def test_find_facts_finds_no_amount_without_a_coin_that_is_counted(text: str) -> None:
    """Standards, addresses, times, versions and telephone numbers are no amounts."""
    assert told(FactType.AMOUNT, text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Order: LY-123", "LY-123"),
        ("订单 20231122xxx", "20231122xxx"),
        ("订单号是：20231122999", "20231122999"),
        ("my order number is 48211", "48211"),
        ("number of my order: 48211", "48211"),
        ("order (48211)", "48211"),
        ("#1234 please", "1234"),
        ("número de pedido 123456", "123456"),
        ("pedido nº 123456", "123456"),
        ("commande n° 12345", "12345"),
        ("Bestellnr. 12345", "12345"),
        ("Rechnungsnummer: RE-2024-118", "RE-2024-118"),
        ("номер заказа 88123", "88123"),
        ("заказ № 12345", "12345"),
        ("sipariş no: 12345", "12345"),
        ("sipariş numarası 12345", "12345"),
        ("mã đơn hàng: DH12345", "DH12345"),
        ("nomor pesanan 123456", "123456"),
        ("注文番号は123-4567890", "123-4567890"),
        ("주문번호는 20240501123", "20240501123"),
        ("111-1234567-1234567 never came", "111-1234567-1234567"),
    ],
)
def test_find_facts_finds_an_order_number_in_many_languages(text: str, value: str) -> None:
    """The word before makes the number."""
    assert told(FactType.ORDER_NO, text) == [value]
    assert told(FactType.TRACKING_NO, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "khách hàng 120k email",
        f"ticket {number_from(bytes(32))}",
        "order 0x1234abcd",
        "订单在2024-05-03",
        "ordered 3 of them",
        "电话 13800138000",
        "order 1.2.3456",
        "is 123456",
        f"order {hex_hash(3)}",
    ],
)
def test_find_facts_finds_no_order_number_in_something_else(text: str) -> None:
    """Customers, dates, hashes and telephones are no orders."""
    assert told(FactType.ORDER_NO, text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1Z999AA10123456784", "1Z999AA10123456784"),
        ("包裹RR123456785CN还没到", "RR123456785CN"),
        ("SF1234567890123", "SF1234567890123"),
        ("快递YT1234567890123", "YT1234567890123"),
        ("京东JDVB01234567890", "JDVB01234567890"),
        ("tracking no. 00340434292135100186", "00340434292135100186"),
        ("número de seguimiento 123456789", "123456789"),
        ("Sendungsnummer 123456789012", "123456789012"),
        ("运单号：778899001122", "778899001122"),
        ("трек-номер 12345678901234", "12345678901234"),
        ("kargo takip no 123456789", "123456789"),
        ("mã vận đơn: 12345678", "12345678"),
        ("no. resi 123456789", "123456789"),
        ("追跡番号 1234-5678-9012", "1234-5678-9012"),
        ("운송장번호 123456789012", "123456789012"),
    ],
)
def test_find_facts_finds_a_tracking_number_by_word_or_check_digit(text: str, value: str) -> None:
    """A carrier's own digits need no word."""
    assert told(FactType.TRACKING_NO, text) == [value]
    assert told(FactType.ORDER_NO, text) == []


def _s10(serial: int) -> str:
    digits = f"{serial:08d}"
    total = sum(int(d) * w for d, w in zip(digits, (8, 6, 4, 2, 3, 5, 9, 7), strict=True))
    check = {10: 0, 11: 5}.get(11 - total % 11, 11 - total % 11)
    return f"LB{digits}{check}DE"


@pytest.mark.parametrize("serial", range(0, 90_000_000, 7_654_321))
def test_is_parcel_takes_one_check_digit_of_ten(serial: int) -> None:
    """Universal Postal Union S10: one digit is right."""
    right = _s10(serial)
    others = [f"{right[:10]}{digit}DE" for digit in range(10) if str(digit) != right[10]]

    assert is_parcel(right)
    assert not any(map(is_parcel, others))


@pytest.mark.parametrize(
    "value",
    [
        "2024-05-03",
        "2024/5/3",
        "2024-05-03 10:30:15",
        "2024-05-03T10:30:15Z",
        "2024-05-03 10:30 UTC+8",
        "2024年5月3日",
        "2024年5月3日 20:15",
        "5月3号晚上8点",
        "5月3日下午3点20分",
        "晚上8点半",
        "11月2日凌晨2点",
        "3 May 2024",
        "3rd of May",
        "May 3rd",
        "May 3, 2024 at 5:30 pm",
        "Nov 12th, 2025",
        "03/05/2024",
        "3.5.2024",
        "10:30 PM",
        "10:30",
        "5pm",
        "3 de mayo de 2024",
        "3 mai 2024",
        "3. Mai 2024",
        "3 мая 2024",
        "3 Mayıs",
        "10 Mei",
        "3 tháng 5 năm 2024",
        "2024년 5월 3일 오후 8시",
        "11月5日14時30分",
    ],
)
@pytest.mark.parametrize("form", ["{}", "It broke on {}, since then", "我{}买的"])
def test_find_facts_keeps_a_date_as_written(form: str, value: str) -> None:
    """Nobody can tell which of 03/05 is the month, so nobody converts it."""
    assert told(FactType.DATE, form.format(value)) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "I may 3 times",
        "3 may be enough",
        "march 5 miles",
        "3 times",
        "5 days ago",
        "yesterday",
        "昨天",
        "16:9 screen",
        "25:61",
        "5个月",
        "24/7",
        "3/4 of it",
        "1.2.3",
        "order 2024-9913-1",
        "fields for 12/18/24 words",
        "12 words",
    ],
)
def test_find_facts_finds_no_date_when_there_is_none(text: str) -> None:
    """Relative dates stay words; fractions, ratios and lengths of time are none."""
    assert told(FactType.DATE, text) == []


def test_find_facts_finds_what_begins_a_line_behind_a_word() -> None:
    """A line break parts as well as a space does."""
    assert told(FactType.AMOUNT, "What is missing\n350 USDT") == ["350 USDT"]
    assert told(FactType.DATE, "Sent on:\n2024-05-03\nabout\n10:30 pm") == [
        "2024-05-03",
        "10:30 pm",
    ]


def test_find_facts_reads_each_number_once() -> None:
    """A date is no amount, an amount no order number, and neither is a version."""
    text = "order 5000 USDT on 2024-05-03 at 10:30, version 1.2.3, order no. 48211"

    found = find_facts(text)

    assert [f.type for f in found] == [
        FactType.AMOUNT,
        FactType.DATE,
        FactType.APP_VERSION,
        FactType.ORDER_NO,
    ]


def test_find_facts_reads_a_repeated_line_once() -> None:
    """A thread quotes itself; what stands twice is one fact, and a later line is still read."""
    text = "paid 5 USDT for order 48211\n" * 60 + "paid 7 USDT for order 48212"

    assert told(FactType.AMOUNT, text) == ["5 USDT", "7 USDT"]
    assert told(FactType.ORDER_NO, text) == ["48211", "48212"]
