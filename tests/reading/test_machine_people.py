"""People who look like machines, and must not be taken for one: they would wait in vain."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from chalicelib.reading import mime
from chalicelib.reading.message import Kind
from tests.reading.mails import a_mail, a_receipt

OWN = frozenset({"support@desk.example", "help@desk.example"})
TOKEN = b"support+7k3mq9xw2f.0123456789abcdefg@desk.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mail:
    """One person's mail and what makes it look like a machine's."""

    subject: str = "Transfer"
    body: str = "My transfer has not arrived.\r\n"
    headers: bytes = b""
    sender: bytes = b"Wang Fang <wang.fang@customer.example>"
    mail_from: str = "wang.fang@customer.example"
    to: bytes = b""  # instead of the support mailbox

    def kind(self) -> tuple[Kind, str]:
        """Return what the desk takes the writer for, and why."""
        content = a_mail(
            self.body.encode(),
            headers=b"Content-Type: text/plain; charset=utf-8\r\n" + self.headers,
            sender=self.sender,
            subject=self.subject.encode(),
        )
        if self.to:
            content = content.replace(b"To: support@desk.example", b"To: " + self.to, 1)
        found = mime.parse(content, a_receipt(mail_from=self.mail_from), own_addresses=OWN)
        return found.kind, found.kind_reason


# Subjects customers write, in the words of mailers, banks and carriers.
SUBJECTS = [
    "Undelivered parcel, order 20261102", "Undelivered", "Delivery status?",
    "Delivery report for order 5512 please", "Delivery failed twice, where is my wallet",
    "Delivery failure of my parcel", "Delivery notification never came",
    "Automatic reply received but no answer", "Automatic reply is all I get",
    "Out of office replies only, is anybody there?", "Auto: insurance question",
    "Read: the attached statement", "Vacation: cannot log in from abroad",
    "Message failed to send in the app", "E-mail not delivered: verification code",
    "Mail delivery problem with your codes", "Address not found when I withdraw",
    "User unknown error at login", "Failed delivery", "Returned mail, wrong street",
    "Non delivery of order 77", "Complaint about my refund", "Complaint",
    "Spam report: your sellers", "Abuse report about user mia", "Feedback report", "包裹未送达",
    "未送达，订单20261102", "无法投递？快递说地址不对", "投递失败怎么办", "退信怎么办",
    "邮件发送失败怎么办", "自动回复怎么关闭", "自动答复不是我要的答案", "已读不回",
    "请假条：上传失败", "無法投遞，包裹被退回", "自動回覆看不懂", "収到确认邮件失败",
    "送信エラーになります", "配信エラーが出て困っています", "自動返信しか届きません",
    "不在通知が届きましたが荷物がない", "전송 실패했어요", "반송 요청합니다",
    "배달 실패, 주문 5512", "부재중 전화가 왔어요", "자동응답만 옵니다", "Unzustellbares Paket",
    "Nicht zustellbar laut DHL", "Auto wurde doppelt bezahlt", "Abwesend bei der Zustellung",
    "Automatische Antwort hilft mir nicht", "Lu et approuvé", "Absence de réponse depuis lundi",
    "Réponse automatique inutile", "Colis non remis", "No entregado: mi pedido 5512",
    "Auto rechazado en el pago", "Respuesta automática sin solución", "Не доставлено, заказ 5512",
    "Автоответ не помог", "Прочитано, но не отвечено", "Não entregue: encomenda 5512",
    "Ausência de resposta", "不在通知", "Eingangsbestätigung", "Accusé de réception",
    "수신 확인: 인증번호", "Re: Automatic reply: your ticket", "回复：自动回复：工单",
    "AW: Abwesenheitsnotiz: Ticket", "Fwd: Undelivered Mail Returned to Sender", "转发：系统退信",
]  # fmt: skip

MAILS = {
    "auto_submitted_no": _Mail(headers=b"Auto-Submitted: no\r\n"),
    "auto_submitted_no_comment": _Mail(headers=b"Auto-Submitted: NO (gateway)\r\n"),
    "auto_forwarded_by_own_rule": _Mail(headers=b"Auto-Submitted: auto-forwarded\r\n"),
    "autoreply_denied": _Mail(headers=b"X-Autoreply: no\r\nX-Auto-Generated: false\r\n"),
    "precedence_first_class": _Mail(headers=b"Precedence: first-class\r\n"),
    "suppress_none": _Mail(headers=b"X-Auto-Response-Suppress: None\r\n"),
    "suppress_receipts": _Mail(headers=b"X-Auto-Response-Suppress: DR, RN, NRN\r\n"),
    "exchange_group": _Mail(
        headers=b"Thread-Topic: Transfer\r\nThread-Index: AdbC\r\n"
        b"X-Auto-Response-Suppress: DR, OOF, AutoReply\r\n"
    ),
    "own_group": _Mail(
        headers=b"Precedence: list\r\nMailing-list: list support@desk.example; contact"
        b" support+owners@desk.example\r\nList-ID: <support.desk.example>\r\nList-Post:"
        b" <mailto:support@desk.example>\r\nList-Unsubscribe: <mailto:u@groups.example>\r\n",
    ),
    "own_group_in_its_name": _Mail(
        sender=b"'Wang Fang' via Support <support@desk.example>",
        headers=b"Reply-To: wang.fang@customer.example\r\nPrecedence: list\r\n"
        b"List-ID: <support.desk.example>\r\nList-Unsubscribe: <mailto:u@groups.example>\r\n",
    ),
    "own_web_form": _Mail(
        sender=b"Desk form <support@desk.example>",
        headers=b"Reply-To: Wang Fang <wang.fang@customer.example>\r\n",
    ),
    "company_group_to_a_ticket": _Mail(
        to=TOKEN,
        headers=b"Precedence: list\r\nList-ID: <sales.customer.example>\r\n"
        b"List-Unsubscribe: <mailto:u@customer.example>\r\nIn-Reply-To: <1@desk.example>\r\n",
    ),
    "group_id_on_an_answer": _Mail(
        headers=b"List-Id: Team <team.customer.example>\r\nIn-Reply-To: <1@desk.example>\r\n"
    ),
    "sales_program_s_unsubscribe": _Mail(
        headers=b"List-Unsubscribe: <https://crm.example/u>\r\nIn-Reply-To: <1@desk.example>\r\n"
    ),
    "form_of_a_shop": _Mail(
        sender=b"Shop <noreply@shop.example>",
        headers=b"Reply-To: Wang Fang <wang.fang@customer.example>\r\n",
        mail_from="bounces+12@mailer.example",
    ),
    "envelope_of_a_relay": _Mail(mail_from="bounce-77@relay.example"),
    "postmaster_in_person": _Mail(
        sender=b"Li Wei <postmaster@firm.example>", mail_from="postmaster@firm.example"
    ),
    "asks_for_a_receipt": _Mail(
        headers=b"Disposition-Notification-To: wang.fang@customer.example\r\n"
    ),
    "invitation": _Mail(
        headers=b"Content-Class: urn:content-classes:calendarmessage\r\n", subject="Call on Monday"
    ),
    "mailer_header": _Mail(headers=b"X-Mailer: Foxmail 7.2\r\nX-Priority: 1 (High)\r\n"),
    "tells_of_a_bounce": _Mail(
        subject="Undelivered verification mail",
        body="Your codes never come. My provider says they were returned to sender.\r\n",
    ),
    "asks_after_an_error": _Mail(
        subject="E-mail error", body="I get 550 5.7.1 when I write to help@desk.example.\r\n"
    ),
    "quotes_our_words": _Mail(
        subject="Re: [7K3MQ-9XW2F] Transfer",
        body="Nobody answers me!\r\n\r\nOn Mon, 2 Nov 2026, Desk wrote:\r\n"
        "> This is an automatic reply. Please do not reply to this mail.\r\n",
        headers=b"In-Reply-To: <1@desk.example>\r\n",
    ),
    "names_what_it_got": _Mail(
        subject="Re: Transfer",
        body="This is an automated reply, I want a human.\r\n",
        headers=b"In-Reply-To: <1@desk.example>\r\n",
    ),
    "names_what_it_got_zh": _Mail(
        subject="回复：工单",
        body="这是你们的自动回复吧？我要人工客服。\r\n",
        headers=b"In-Reply-To: <1@desk.example>\r\n",
    ),
    "reports_phishing": _Mail(
        subject="Is this from you?",
        body="I got this, is it real?\r\n\r\nThis is an automated message, do not reply."
        " Click here to verify your wallet.\r\n",
    ),
    "away_and_asking": _Mail(
        subject="Re: Transfer",
        body="I am out of office until Monday, call me instead.\r\n",
        headers=b"In-Reply-To: <1@desk.example>\r\n",
    ),
    "verifies_a_message": _Mail(
        subject="Re: Transfer",
        body="I click the link but the app says please verify. How do I confirm my identity?\r\n",
        headers=b"In-Reply-To: <1@desk.example>\r\n",
    ),
    "accepts_with_words": _Mail(
        subject="Accepted: Call",
        body="Fine, but where is my refund?\r\n",
        headers=b"In-Reply-To: <1@desk.example>\r\n",
    ),
    "noreply_in_the_name": _Mail(sender=b'"No Reply Wang" <wang.fang@customer.example>'),
    "reply_plus_local": _Mail(sender=b"Norma Reply <norma.reply@customer.example>"),
    "bouncer_s_address": _Mail(sender=b"Bo <the.bouncer@customer.example>"),
    "sent_by_a_campaigner": _Mail(sender=b"Ana <campaign@customer.example>"),
}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_parse_takes_a_customer_s_subject_for_a_customer_s(subject: str) -> None:
    """A machine's word counts only where something else points the same way."""
    assert _Mail(subject=subject).kind() == (Kind.HUMAN, "")


@pytest.mark.parametrize("name", MAILS)
def test_parse_takes_a_person_in_a_machine_s_dress_for_a_person(name: str) -> None:
    """Gateways, groups, forms and quotes put machine words on people's mail."""
    assert MAILS[name].kind() == (Kind.HUMAN, "")
