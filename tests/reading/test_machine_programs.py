"""Programs as they really write, with as few signs as they give: none may get an answer."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from chalicelib.reading import mime
from chalicelib.reading.message import Kind
from tests.reading.mails import a_mail, a_receipt

OWN = frozenset({"support@desk.example"})
ANSWER = b"In-Reply-To: <0100-ab@email.amazonses.com>\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mail:
    """One program's mail. `mail_from` is "" for a null envelope sender."""

    kind: Kind
    subject: str = "Re: [7K3MQ-9XW2F] Transfer"
    body: str = "Text.\r\n"
    headers: bytes = b""
    sender: bytes = b"Wang Fang <wang.fang@customer.example>"
    mail_from: str = "wang.fang@customer.example"
    type: bytes = b"text/plain; charset=utf-8"

    def read(self) -> tuple[Kind, str]:
        """Return what the desk takes the writer for, and why."""
        content = a_mail(
            self.body.encode(),
            headers=b"Content-Type: " + self.type + b"\r\n" + self.headers,
            sender=self.sender,
            subject=self.subject.encode(),
        )
        found = mime.parse(content, a_receipt(mail_from=self.mail_from), own_addresses=OWN)
        return found.kind, found.kind_reason


def _away(subject: str, *, answer: bool = False) -> _Mail:
    """A vacation note that says so in its subject only."""
    return _Mail(kind=Kind.AUTO_REPLY, subject=subject, headers=ANSWER if answer else b"")


def _returned(subject: str, sender: str, body: str = "Text.\r\n", mail_from: str = "") -> _Mail:
    return _Mail(
        kind=Kind.BOUNCE, subject=subject, sender=sender.encode(), body=body, mail_from=mail_from
    )


def _report(kind: str, part: str) -> _Mail:
    """A multipart/report as its RFC has it."""
    return _Mail(
        kind={"delivery-status": Kind.BOUNCE, "feedback-report": Kind.COMPLAINT}.get(
            kind, Kind.AUTO_REPLY
        ),
        type=f"multipart/report; report-type={kind}; boundary=b".encode(),
        body=f"--b\r\n\r\nText.\r\n--b\r\nContent-Type: message/{part}\r\n\r\nX: y\r\n--b--\r\n",
    )


AWAY = [
    "Automatic reply: Transfer", "Out of Office: Transfer", "Out of the Office Re: Transfer",
    "Auto-Reply: Transfer", "Autoreply: Transfer", "[Auto-Reply] Re: Transfer",
    "AUTO: Wang Fang is out of the office (returning 09.11.2026)", "Vacation reply: Transfer",
    "OOO: back on Monday", "[EXTERNAL] Automatic reply: Transfer", "自动回复: Transfer",
    "自动回复:Re: Transfer", "自动答复: 工单", "【自动回复】工单", "[自动回复] 工单",
    "系统自动回复：工单", "离职通知：王芳", "外出自动回复：工单", "自動回覆: 工單",
    "自動回復：工單", "（自动回复）工单", "自動返信: お問い合わせ",
    "【自動返信】お問い合わせありがとうございます", "自動応答: 問い合わせ", "자동 회신: 문의",
    "[자동응답] 문의", "[부재중 자동응답] 문의", "부재중: 문의", "부재중 알림: 문의",
    "Automatische Antwort: Ticket", "Abwesenheitsnotiz: Ticket", "Abwesenheitsnotiz",
    "Réponse automatique : Ticket", "Message d’absence : Ticket", "Respuesta automática: Ticket",
    "Fuera de la oficina: Ticket", "Resposta automática: Ticket", "Risposta automatica: Ticket",
    "Automatisch antwoord: Ticket", "Automatiskt svar: Ticket", "Automaattinen vastaus: Ticket",
    "Odpowiedź automatyczna: Ticket", "Automatická odpověď: Ticket",
    "Автоматический ответ: Заявка", "Автоответ: Заявка", "Otomatik yanıt: Bilet",
    "Trả lời tự động: Vé", "Read Receipt: Transfer", "Lesebestätigung: Ticket", "已读回执: 工单",
    "Please confirm your message",
]  # fmt: skip
AWAY_ANSWERS = [
    "Auto: Transfer", "Read: Transfer", "已读: 工单", "Gelesen: Ticket", "Lu : Ticket",
    "Abwesend: Ticket", "休暇中: 問い合わせ", "Прочитано: Заявка", "Leído: Ticket",
    "Eingangsbestätigung: Ihre Anfrage", "不在通知: 担当者", "開封確認: 問い合わせ",
]  # fmt: skip

RETURNED = {
    "postfix": _returned("Undelivered Mail Returned to Sender", "MAILER-DAEMON@mx.example"),
    "exim": _returned(
        "Mail delivery failed: returning message to sender",
        "Mail Delivery System <Mailer-Daemon@mx.example>",
    ),
    "qmail": _returned("failure notice", "MAILER-DAEMON@mx.example"),
    "sendmail": _returned("Returned mail: see transcript for details", "MAILER-DAEMON@mx.example"),
    "sendmail_late": _returned(
        "Warning: could not send message for past 4 hours", "MAILER-DAEMON@mx.example"
    ),
    "exchange": _returned("Undeliverable: Transfer", "Microsoft Outlook <mx329e@firm.example>"),
    "exchange_de": _returned("Unzustellbar: Ticket", "Microsoft Outlook <mx329e@firm.example>"),
    "exchange_fr": _returned("Non remis : Ticket", "Microsoft Outlook <mx329e@firm.example>"),
    "exchange_es": _returned("No se puede entregar: x", "Microsoft Outlook <mx3@firm.example>"),
    "exchange_ru": _returned("Не доставлено: Заявка", "Microsoft Outlook <mx3@firm.example>"),
    "exchange_zh": _returned("未送达: 工单", "Microsoft Outlook <mx329e@firm.example>"),
    "exchange_hant": _returned("無法傳遞: 工單", "Microsoft Outlook <mx329e@firm.example>"),
    "exchange_ja": _returned("配信不能: 問い合わせ", "Microsoft Outlook <mx329e@firm.example>"),
    "exchange_ko": _returned("배달되지 않음: 문의", "Microsoft Outlook <mx329e@firm.example>"),
    "exchange_header": _Mail(
        kind=Kind.BOUNCE, headers=b"X-MS-Exchange-Message-Is-Ndr:\r\n yes\r\n"
    ),
    "domino": _returned(
        "DELIVERY FAILURE: User wang.fang not listed in public directory",
        "Postmaster@firm.example",
        mail_from="postmaster@firm.example",
    ),
    "groupwise": _returned(
        "Message status - undeliverable", "Mailer-Daemon@firm.example", mail_from="x@firm.example"
    ),
    "gmail": _returned(
        "Delivery Status Notification (Failure)",
        "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
    ),
    "gmail_late": _returned(
        "Delivery Status Notification (Delay)", "Mail Delivery Subsystem <m@googlemail.example>"
    ),
    "yahoo": _returned("Failure Notice", "mailer-daemon@yahoo.example"),
    "yahoo_ja": _returned(
        "Failure Notice", "MAILER-DAEMON@yahoo.example", "送信できませんでした。\r\n"
    ),
    "docomo": _returned("Undeliverable mail", "MAILER-DAEMON@docomo.example"),
    "au": _returned(
        "Re: x", "Postmaster@au.example", "次のあて先へのメールは配信できませんでした。\r\n"
    ),
    "qq": _returned("系统退信", "PostMaster@qq.example", mail_from="postmaster@qq.example"),
    "qq_from": _returned(
        "来自qq.example的退信", "postmaster@qq.example", mail_from="postmaster@qq.example"
    ),
    "netease": _returned("系统退信/Systems bounce", "Postmaster@163.example"),
    "sina": _returned("退信通知", "mail-daemon@sina.example", mail_from="x@sina.example"),
    "aliyun": _returned("退信", "MAILER-DAEMON@aliyun.example", "邮件无法投递。\r\n"),
    "exmail": _returned("邮件投递失败通知", "notice@exmail.example", mail_from="n@exmail.example"),
    "pchome": _returned("系統退信通知", "postmaster@hant.example"),
    "naver": _returned("메일 전송 실패 안내", "mailer@naver.example", mail_from="m@naver.example"),
    "daum": _returned("반송된 메일: 문의", "mailer@daum.example", mail_from="m@daum.example"),
    "zimbra": _returned("Undelivered Mail Returned to Sender", "mail@firm.example"),
    "provider_event": _returned(
        "Amazon SES Email Event Notification",
        "no-reply@sns.example",
        '{"notificationType":"Bounce","bounce":{"bounceType":"Permanent"}}\r\n',
        "x@sns.example",
    ),
    "failed_recipients": _Mail(kind=Kind.BOUNCE, headers=b"X-Failed-Recipients: a@b.example\r\n"),
    "null_envelope": _Mail(kind=Kind.BOUNCE, mail_from=""),
    "weak_words_and_diagnostics": _returned(
        "Delivery failure",
        "relay@firm.example",
        "Your message could not be delivered:\r\n550 5.1.1 <a@b.example> user unknown\r\n",
        "relay@firm.example",
    ),
    "report": _report("delivery-status", "delivery-status"),
    "report_utf8": _report("delivery-status", "global-delivery-status"),
}

OTHERS = {
    "receipt": _report("disposition-notification", "disposition-notification"),
    "receipt_exchange": _Mail(
        kind=Kind.AUTO_REPLY, headers=b"Content-Class: urn:content-classes:mdn\r\n"
    ),
    "qq_vacation": _Mail(
        kind=Kind.AUTO_REPLY,
        body="这是来自QQ邮箱的假期自动回复邮件。\r\n \r\n您好，我最近正在休假中。\r\n",
    ),
    "foxmail_rule": _Mail(
        kind=Kind.AUTO_REPLY, body="此邮件由系统自动发送，请勿直接回复。您的来信已收到。\r\n"
    ),
    "bracketed_text": _Mail(
        kind=Kind.AUTO_REPLY, body="【自动回复】您好，您的邮件我已经收到。\r\n"
    ),
    "declared_ja": _Mail(
        kind=Kind.AUTO_REPLY, body="このメールは自動送信されています。返信しないでください。\r\n"
    ),
    "declared_ko": _Mail(
        kind=Kind.AUTO_REPLY, body="본 메일은 자동으로 발송된 발신전용 메일입니다.\r\n"
    ),
    "declared_de": _Mail(
        kind=Kind.AUTO_REPLY,
        body="Diese E-Mail wurde automatisch erstellt. Wir haben Ihre Anfrage erhalten.\r\n",
    ),
    "other_desk_text": _Mail(
        kind=Kind.AUTO_REPLY, body="##- Please type your reply above this line -##\r\n\r\nHello\r\n"
    ),
    "gmail_vacation": _Mail(
        kind=Kind.AUTO_REPLY,
        headers=b"Auto-Submitted: auto-replied\r\nPrecedence: bulk\r\nX-Autoreply: yes\r\n",
    ),
    "exchange_away": _Mail(
        kind=Kind.AUTO_REPLY,
        headers=ANSWER + b"Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n",
    ),
    "sieve": _Mail(kind=Kind.AUTO_REPLY, headers=b"Auto-Submitted: auto-replied (vacation)\r\n"),
    "old_vacation": _Mail(kind=Kind.AUTO_REPLY, headers=b"Precedence: auto_reply\r\n"),
    "cpanel": _Mail(kind=Kind.AUTO_REPLY, headers=b"X-Autorespond: Re: Transfer\r\n"),
    "qmail_autorespond": _Mail(kind=Kind.AUTO_REPLY, headers=b"Delivered-To: Autoresponder\r\n"),
    "plesk": _Mail(kind=Kind.AUTO_REPLY, headers=b"X-Autogenerated: Reply\r\n"),
    "boxbe": _Mail(kind=Kind.AUTO_REPLY, sender=b"Boxbe <notification@boxbe.com>"),
    "spamarrest": _Mail(kind=Kind.AUTO_REPLY, headers=b"X-Spamarrest-Noauth: 1\r\n"),
    "tmda": _Mail(
        kind=Kind.AUTO_REPLY,
        subject="Please confirm your message",
        headers=b"X-Delivery-Agent: TMDA/1.1\r\n",
    ),
    "challenge_in_words": _Mail(
        kind=Kind.AUTO_REPLY,
        headers=ANSWER,
        body="I guard my mailbox. Please click the link below to verify that you are human.\r\n",
    ),
    "zendesk": _Mail(
        kind=Kind.BULK,
        subject="[Request received] Transfer",
        headers=b"Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n",
    ),
    "freshdesk": _Mail(kind=Kind.AUTO_REPLY, headers=b"X-Autoreply: true\r\n"),
    "osticket": _Mail(
        kind=Kind.AUTO_REPLY,
        headers=b"Auto-Submitted: auto-replied\r\nPrecedence: auto_reply\r\nX-Autoreply: yes\r\n",
    ),
    "jira": _Mail(
        kind=Kind.BULK,
        headers=b"Precedence: bulk\r\nX-JIRA-FingerPrint: 1\r\n",
        sender=b"Jira <jira@firm.example>",
    ),
    "rt": _Mail(kind=Kind.BULK, headers=b"Precedence: bulk\r\nRT-Ticket: firm.example #1\r\n"),
    "desk_with_suppression_alone": _Mail(
        kind=Kind.BULK, headers=b"X-Auto-Response-Suppress: OOF, AutoReply\r\n"
    ),
    "notified": _Mail(kind=Kind.BULK, headers=b"Auto-Submitted: auto-notified; x=y\r\n"),
    "unknown_keyword": _Mail(kind=Kind.BULK, headers=b"Auto-Submitted: by-magic\r\n"),
    "accepted": _Mail(
        kind=Kind.AUTO_REPLY,
        subject="Accepted: Call",
        body="BEGIN:VCALENDAR\r\n",
        type=b"text/calendar; method=REPLY",
    ),
    "mailman": _Mail(
        kind=Kind.MAILING_LIST,
        headers=b"List-Id: <users.lists.example>\r\nX-Mailman-Version: 2.1\r\nPrecedence: list\r\n",
    ),
    "google_group": _Mail(
        kind=Kind.MAILING_LIST,
        headers=b"Mailing-list: list users@groups.example; contact o@groups.example\r\n",
    ),
    "sympa": _Mail(
        kind=Kind.MAILING_LIST, headers=b"List-Id: <a.b.example>\r\nPrecedence: list\r\n"
    ),
    "ezmlm": _Mail(
        kind=Kind.MAILING_LIST,
        headers=b"Mailing-List: contact users-help@lists.example; run by ezmlm\r\n",
    ),
    "group_of_ours_passes_a_machine_on": _Mail(
        kind=Kind.AUTO_REPLY,
        headers=b"List-ID: <support.desk.example>\r\nAuto-Submitted: auto-replied\r\n",
    ),
    "newsletter": _Mail(kind=Kind.BULK, headers=b"List-Unsubscribe: <https://shop.example/u>\r\n"),
    "github": _Mail(
        kind=Kind.MAILING_LIST,
        sender=b"notifications@forge.example",
        headers=ANSWER
        + b"List-ID: a/b <b.a.forge.example>\r\nList-Post: <mailto:r@forge.example>\r\n"
        b"List-Unsubscribe: <mailto:u@forge.example>\r\nPrecedence: list\r\n",
    ),
    "cron": _Mail(kind=Kind.BULK, headers=b"X-Cron-Env: <HOME=/root>\r\n"),
    "no_reply": _Mail(kind=Kind.BULK, sender=b"Shop <no-reply@shop.example>"),
    "no_reply_named": _Mail(kind=Kind.BULK, sender=b"Shop <noreply2@shop.example>"),
    "no_reply_es": _Mail(kind=Kind.BULK, sender=b"Banco <no-responder@banco.example>"),
    "no_reply_itself": _Mail(
        kind=Kind.BULK,
        sender=b"Shop <noreply@shop.example>",
        headers=b"Reply-To: <noreply@shop.example>\r\n",
    ),
    "own": _Mail(
        kind=Kind.OWN,
        sender=b"Desk <support@desk.example>",
        headers=b"Reply-To: <support+7k3mq9xw2f.0123456789abcdefg@desk.example>\r\n",
    ),
    "own_without_reply_to": _Mail(kind=Kind.OWN, sender=b"support@desk.example"),
    "arf": _report("feedback-report", "feedback-report"),
    "hotmail_complaint": _Mail(
        kind=Kind.COMPLAINT,
        subject="complaint about message from 192.0.2.7",
        sender=b"staff@hotmail.example",
        mail_from="",
    ),
    "aol_complaint": _Mail(
        kind=Kind.COMPLAINT,
        subject="Email Feedback Report for IP 192.0.2.7",
        sender=b"scomp@aol.example",
    ),
    "loop_with_enclosed_mail": _Mail(
        kind=Kind.COMPLAINT,
        subject="Abuse report",
        sender=b"fbl@mail.example",
        type=b"multipart/mixed; boundary=b",
        body="--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ny\r\n--b--\r\n",
    ),
}


@pytest.mark.parametrize("subject", AWAY)
def test_parse_tells_a_program_by_its_subject_alone(subject: str) -> None:
    """Many programs set no header at all, the Chinese ones above all."""
    assert _away(subject).read() == (Kind.AUTO_REPLY, "subject: auto_reply")


@pytest.mark.parametrize("subject", AWAY_ANSWERS)
def test_parse_tells_a_program_by_a_subject_and_what_it_answers(subject: str) -> None:
    """A word people begin with too needs a second sign."""
    assert _away(subject, answer=True).read() == (Kind.AUTO_REPLY, "subject: auto_reply")
    assert _away(subject).read() == (Kind.HUMAN, "")


@pytest.mark.parametrize("name", RETURNED)
def test_parse_takes_a_mailer_s_report_for_a_bounce(name: str) -> None:
    """In the mailer's own language and dress."""
    kind, reason = RETURNED[name].read()

    assert kind is Kind.BOUNCE
    assert reason


@pytest.mark.parametrize("name", OTHERS)
def test_parse_tells_each_sort_of_machine(name: str) -> None:
    """Receipts, notes, challenges, desks, lists, newsletters, complaints and ourselves."""
    kind, reason = OTHERS[name].read()

    assert kind is OTHERS[name].kind
    assert reason
