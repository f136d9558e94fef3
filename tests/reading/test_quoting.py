"""Views of a text: quotes, signatures and closings go; nothing a writer newly wrote does."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.reading.quoting import is_forward, views_of

REPLIES = {
    "gmail": (
        "Done.\n\nOn Mon, Nov 2, 2026 at 10:05 AM Desk <support@desk.example> wrote:\n\n> Hi\n"
    ),
    "gmail wrapped": (
        "Done.\n\nOn Mon, Nov 2, 2026 at 10:05 AM A Very Long Desk Name\n"
        "<support@desk.example> wrote:\n\n> Hi\n"
    ),
    "apple": "Done.\n\n> On Nov 2, 2026, at 10:05, Desk <support@desk.example> wrote:\n> \n> Hi\n",
    "outlook": (
        "Done.\n\nFrom: Desk <support@desk.example>\nSent: Monday, November 2, 2026 10:05\n"
        "To: Li Wei\nSubject: Your ticket\n\nHi\n"
    ),
    "outlook rule": "Done.\n\n________________________________\nFrom: Desk\nSubject: x\n\nHi\n",
    "original message": "Done.\n\n-----Original Message-----\nFrom: Desk\n\nHi\n",
    "thunderbird": "On 2026-11-02 10:05, Desk wrote:\n> Hi\n\nDone.\n",
    "zoho": "Done.\n\n---- On Mon, 02 Nov 2026 10:05:00 +0800 Desk wrote ----\n\nHi\n",
    "german": "Done.\n\nAm 02.11.2026 um 10:05 schrieb Desk <support@desk.example>:\n\nHi\n",
    "german outlook": "Done.\n\nVon: Desk\nGesendet: Montag\nAn: Li\nBetreff: x\n\nHi\n",
    "french": (
        "Done.\n\nLe lun. 2 nov. 2026 à 10:05, Desk <support@desk.example> a écrit :\n\n> Hi\n"
    ),
    "spanish": (
        "Done.\n\nEl lun, 2 nov 2026 a las 10:05, Desk (<support@desk.example>) escribió:\n\n> Hi\n"
    ),
    "portuguese": (
        "Done.\n\nEm seg., 2 de nov. de 2026 às 10:05, Desk <s@desk.example> escreveu:\n\n> Hi\n"
    ),
    "italian": (
        "Done.\n\n"
        "Il giorno lun 2 nov 2026 alle ore 10:05 Desk <s@desk.example> ha scritto:\n\n> Hi\n"
    ),
    "dutch": "Done.\n\nOp ma 2 nov 2026 om 10:05 schreef Desk <support@desk.example>:\n\n> Hi\n",
    "polish": (
        "Done.\n\npon., 2 lis 2026 o 10:05 Desk <support@desk.example> napisał(a):\n\n> Hi\n"
    ),
    "russian": "Done.\n\nпн, 2 нояб. 2026 г. в 10:05, Desk <support@desk.example>:\n\n> Hi\n",
    "swedish": (
        "Done.\n\nDen mån 2 nov. 2026 kl 10:05 skrev Desk <support@desk.example>:\n\n> Hi\n"
    ),
    "signature": "Done.\n\n-- \nLi Wei\nAcme Ltd\n+1 555 0100\n",
    "phone": "Done.\n\nSent from my iPhone\n",
    "phone in German": "Done.\n\nVon meinem iPhone gesendet\n",
    "shared line": "Done. On Mon, Nov 2, 2026 at 10:05 AM, Desk wrote:\n> Hi\n",
}


@pytest.mark.parametrize("client", REPLIES)
def test_views_of_shows_the_new_text_when_a_client_quotes(client: str) -> None:
    """Each client's marks are known."""
    assert views_of(REPLIES[client]).reply.strip() in ("Done.",)


@pytest.mark.parametrize(
    "text",
    [
        "On Monday I sent 5 USDT.\nIt has not arrived: what now?",
        "From: my main account\nI sent it to a friend.",
        "Amount: 5 USDT\nDate: 2026-11-02\nAddress: TX…",
        "My friend wrote:\nit never came\n",
        "Sent from my desk, this took ages to write, and it is long.",
        "a > b\nb > c",
        "Thanks",
    ],
)
def test_views_of_keeps_what_only_looks_like_a_quote(text: str) -> None:
    """A person's own sentences are no attribution and no mail head."""
    views = views_of(text)

    assert views.unquoted == text.strip()
    assert views.reply == text.strip()


def test_views_of_keeps_answers_written_between_quoted_lines() -> None:
    """Inline answers are the new text."""
    text = "On 2026-11-02 10:05, Desk wrote:\n> Which chain?\nTRON.\n> How much?\n100 USDT.\n"

    assert views_of(text).reply == "TRON.\n100 USDT."


def test_views_of_tells_signature_and_closing_apart() -> None:
    """`unquoted` keeps both, `reply` drops what is delimited, `unsigned` the closing too."""
    text = (
        "Please check.\n\nKind regards,\nLi Wei\n\n-- \nAcme Ltd\n\n"
        "On 1/2/26 10:05, X wrote:\n> Hi\n"
    )

    views = views_of(text)

    assert views.unquoted == "Please check.\n\nKind regards,\nLi Wei\n\n--\nAcme Ltd"
    assert views.reply == "Please check.\n\nKind regards,\nLi Wei"
    assert views.unsigned == "Please check."


def test_views_of_keeps_a_forwarded_mail() -> None:
    """What somebody passes on is what they want us to read (M17)."""
    text = (
        "Is this you?\n\n---------- Forwarded message ---------\n"
        "From: Fake <f@evil.example>\n\nPay!\n"
    )

    assert views_of(text).reply == text.strip()


def test_views_of_keeps_a_repeated_head_in_a_forward_by_subject() -> None:
    """Outlook forwards with the same head it replies with; the subject tells them apart."""
    text = "See below.\n\nFrom: Fake\nSent: Monday\nTo: me\nSubject: Pay\n\nPay!\n"

    assert is_forward("FW: Pay")
    assert views_of(text, forwarded=True).reply == text.strip()
    assert views_of(text, forwarded=False).reply == "See below."


@pytest.mark.parametrize("subject", ["Fwd: x", "转发: x", "轉寄：x", "WG: x", "[External] Fw: x"])
def test_is_forward_knows_the_marks_of_forwarding(subject: str) -> None:
    """In English, Chinese, German, and behind a list's tag."""
    assert is_forward(subject)


@pytest.mark.parametrize(
    "subject", ["Re: x", "forwarding fee?", "回复: x", "x fwd: y", "Re: Fw: x", ""]
)
def test_is_forward_knows_what_is_none(subject: str) -> None:
    """A word alone does not forward, nor does the answer to a forward."""
    assert not is_forward(subject)


def test_views_of_drops_lines_that_markup_calls_quoted() -> None:
    """HTML tells quotes that carry no mark in the text."""
    assert views_of("New.\nOld.\nOlder.", quoted=frozenset({1, 2})).reply == "New."


@given(
    st.lists(
        st.one_of(
            st.text(max_size=30),
            st.sampled_from(
                [
                    "> q",
                    "On 1/2/26 10:05, X wrote:",
                    "-- ",
                    "From: a",
                    "Subject: b",
                    "To: c",
                    "",
                    "发件人: a",
                    "主题: b",
                    "在 2026年1月2日 写道：",
                    "Sent from my iPhone",
                    "Regards,",
                    "-----Original Message-----",
                    "________________________________",
                    "---------- Forwarded message ---------",
                    "> Begin forwarded message:",
                    "——",
                    "谢谢",
                ]
            ),
        ),
        max_size=14,
    ).map("\n".join),
    st.frozensets(st.integers(0, 14)),
    st.sampled_from(["Re: x", "Fwd: x"]),
)
def test_views_of_gives_lines_of_the_text_and_never_nothing(
    text: str, quoted: frozenset[int], subject: str
) -> None:
    """Each view is made of the text's own lines, in order, and is blank only when the text is."""
    text = text.replace("\r", "")
    views = views_of(text, quoted=quoted, forwarded=is_forward(subject))

    for view in (views.unquoted, views.reply, views.unsigned):
        lines = iter(line.rstrip() for line in text.split("\n"))
        assert all(line in lines for line in view.split("\n")) or not view
        assert bool(view.strip()) == bool(text.strip())


@pytest.mark.parametrize(
    "line",
    [
        "On ",
        "On Mon, ",
        "> ",
        ">>>>>>>>",
        "From: x",
        "在 2026年",
        "a <b@c.d> ",
        "-- ",
        "-----",
        "Sent from my ",
        "Regards,",
        "On 1 wrote:",
        "2026-11-02 10:05 ",
        "在 2026年11月2日 10:05，",
        "> 发件人: a",
        "发件人: a 主题: b ",
        "> ------ ",
        "发自我的",
        "谢谢",
        "<",
        "x:",
    ],
)
def test_views_of_takes_linear_time_for_hostile_lines(line: str) -> None:
    """Forty kilobytes take well under a second; quadratic passes took ten."""
    text = "\n".join([line] * (40_000 // (len(line) + 1)))
    started = time.process_time()

    views_of(text)
    views_of(line * (40_000 // len(line)))

    assert time.process_time() - started < 8
