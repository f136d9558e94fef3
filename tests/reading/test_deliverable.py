"""Which addresses SES can deliver to, and how it takes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.errors import SenderError
from chalicelib.reading.deliverable import deliverable
from chalicelib.reading.message import EmailAddress


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("customer.example", "customer.example"),
        ("例子.中国", "xn--fsqu00a.xn--fiqs8s"),
        ("例子。中国", "xn--fsqu00a.xn--fiqs8s"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("straße.de", "xn--strae-oqa.de"),  # not strasse.de, which is another's
        ("faß.example", "xn--fa-hia.example"),
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("XN--BCHER-KVA.example", "xn--bcher-kva.example"),
        ("ｅｘａｍｐｌｅ．ｏｒｇ", "example.org"),
        ("उदाहरण.परीक्षा", "xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g"),
        ("x" * 63 + ".example", "x" * 63 + ".example"),
        ("163.example", "163.example"),
    ],
)
def test_deliverable_writes_domains_as_they_stand_in_the_dns(domain: str, expected: str) -> None:
    """ASCII, lower case, A-labels (RFC 5891); no letter becomes another one."""
    assert deliverable(EmailAddress("li.wei", domain)) == EmailAddress("li.wei", expected)


@pytest.mark.parametrize(
    ("local", "domain"),
    [
        ("李伟", "customer.example"),
        ("", "customer.example"),
        ("a b", "customer.example"),
        ("a\r\nBcc: x@y.example,b", "customer.example"),
        ("a,b", "customer.example"),
        ("a>", "customer.example"),
        ('"a"b', "customer.example"),
        ("x" * 65, "customer.example"),
        ("a", "customer..example"),
        ("a", ".customer.example"),
        ("a", "-x.de"),
        ("a", "x-.de"),
        ("a", "-ü.de"),
        ("a", "ü-.de"),
        ("a", "\u0301x.de"),
        ("a", "cust omer.example"),
        ("a", "cust_omer.example"),
        ("a", "evil.example>\r\nBcc: x"),
        ("a", "☃.example"),
        ("a", "localhost"),
        ("a", "192.0.2.1"),
        ("a", "[192.0.2.1]"),
        ("a", "x" * 64 + ".example"),
        ("a", "ü" * 60 + ".example"),  # 60 letters, but 65 and more in ASCII
        ("a", "例" * 80 + ".example"),
        ("a", ".".join(["label"] * 60)),
        ("a", ".".join(["例子中国公司网络"] * 25)),
        ("x" * 64, ".".join(["x" * 47] * 4)),
        ("a", ""),
    ],
)
def test_deliverable_refuses_what_ses_cannot_deliver_to(local: str, domain: str) -> None:
    """SES has no SMTPUTF8; and no address reaches a header that is not one."""
    with pytest.raises(SenderError):
        deliverable(EmailAddress(local, domain))


@pytest.mark.parametrize("local", ["o'brien+x", "a..b", "First.Last", '"a@b"', "x" * 64])
def test_deliverable_keeps_local_parts_as_written(local: str) -> None:
    """Odd but deliverable addresses are written to."""
    assert deliverable(EmailAddress(local, "x.example")).local == local


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=40))
def test_deliverable_changes_nothing_that_it_gave_itself(local: str, domain: str) -> None:
    """What a form stored is what is sent to: the second question has the first one's answer."""
    try:
        once = deliverable(EmailAddress(local, domain))
    except SenderError:
        return

    assert str(once).isascii()
    assert deliverable(once) == once
