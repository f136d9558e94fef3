"""The words and header names machines are known by, as data for machine_mail.py.

Subjects are matched at their beginning only: "Re: Undelivered Mail …" is a person asking.
"""

from __future__ import annotations

import re

RECEIPT_REPORTS = frozenset({"disposition-notification"})
STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})
BOUNCE_HEADERS = (
    "x-failed-recipients",
    "x-ms-exchange-message-is-ndr",
    "x-mailer-daemon-error",
)
BOUNCE_CLASS = re.compile(r"urn:content-class(?:es)?:(?:dsn|ndr)", re.IGNORECASE)
REPLY_HEADERS = frozenset(
    {
        "autoresponder",
        "x-autoreply-from",
        "x-mail-autoreply",
        "x-fc-machinegenerated",
        "x-vacation",
        "x-boxbe",
        "x-tmda-confirm",
        "x-challenge-response",
        "x-spamarrest-noauth",
        "x-ask-auth",
    }
)
LIST_HEADERS = ("list-id", "list-post", "mailing-list", "x-mailing-list", "x-mailman-version",
                "x-mlserver", "x-ml-name")  # fmt: skip
BULK_HEADERS = ("list-unsubscribe", "x-cron-env", "x-campaign", "x-campaignid", "x-mc-user")
SYSTEM_SENDER = re.compile(
    r"(?<![a-z0-9])(?:mailer-?daemon|mail-?daemon|mdaemon|postmaster|post_master|mail-?deliver"
    r"|mail delivery (?:sub)?system|mail administrator|bounces?@|delivery-?(?:failure|status))"
    r"|邮件系统|郵件系統|系统退信",
    re.IGNORECASE,
)
MAILER = re.compile(r"(?<![a-z0-9])(?:mailer-?daemon|mdaemon|postmaster)@", re.IGNORECASE)
NO_REPLY = re.compile(r"(?:do[-_.]?)?not?[-_.]?reply(?:[-_.+].*)?|donotreply.*|noresponder")

_END = r"\s*(?:[:：;(（\[【\-–—]|$|re\b|aw\b|fw\b)"
AUTO_REPLY_SUBJECT = re.compile(
    r"\s*(?:\[?(?:"
    r"auto(?:matic|mated|matische|matisk|mática|matica)?[- ]?(?:reply|response|responder|answer"
    r"|antwort|antwoord|svar|reply message)|autoreply|autosvar|auto"
    r"|out[- ]of[- ](?:the[- ])?office(?: auto-?reply| reply| message)?|ooo|vacation(?: reply)?"
    r"|on vacation|away from (?:my |the )?(?:office|mail|desk)|i am out of (?:the )?office"
    r"|abwesenheits(?:notiz|nachricht|agent|meldung)|abwesend|automatische antwort"
    r"|automatisch antwoord|réponse automatique|absence du bureau|message d'absence"
    r"|respuesta autom[aá]tica|fuera de (?:la )?oficina|resposta autom[aá]tica|ausência"
    r"|risposta automatica|fuori sede|fuori ufficio|autosvar|automatiskt svar|automatisk svar"
    r"|frånvaro|automaattinen vastaus|poissa|odpowiedź automatyczna|automatyczna odpowiedź"
    r"|автоответ(?:чик)?|автоматический ответ|нет на месте|otomatik yanıt|trả lời tự động"
    r"|自动回复|自动答复|自动应答|自動回覆|自動回復|自動答覆|自动回复邮件|外出自动回复|不在办公室|休假通知"
    r"|离职通知|自動返信|自動応答|自動応答メール|不在通知|不在連絡|不在のお知らせ|休暇中|"
    r"자동 ?(?:회신|응답|답장)|부재[ -]?중(?: ?자동 ?(?:회신|응답))?|부재 ?알림"
    r"|(?:已读|讀取|已讀|阅读回执|讀取回條|開封確認|read receipt|return receipt|read|gelesen|lu)"
    r"|please confirm your (?:message|e-?mail)|sender (?:verification|confirmation)"
    r"|challenge from|your message (?:has been|is being) held)\]?"
    r")" + _END,
    re.IGNORECASE,
)
BOUNCE_SUBJECT = re.compile(
    r"\s*(?:\*+ ?(?:spam|warning)\*+ ?|\[[^\]]{1,20}\] ?)?(?:"
    r"undeliver(?:ed|able)(?: mail)?(?: returned to sender)?\b"
    r"|(?:mail|message|e-?mail) (?:delivery )?(?:fail|could not be delivered|not delivered)"
    r"|mail delivery (?:fail|error|problem|system|status|delayed)"
    r"|mail system error|mail (?:transaction|routing) (?:failed|error)"
    r"|delivery (?:status )?notification\b|delivery (?:report|status)\b|delivery failure\s*$"
    r"|delivery failure[: ] ?(?:notif|report|message|\()|delivery has failed|delivery failed"
    r"|delivery error|non[- ]?deliver(?:y|able)\b|nondeliver|failed delivery"
    r"|returned (?:e-?)?mail\b|failure (?:notice|delivery)|failed mail|unzustellbar|unzustellbare"
    r"|nicht zustellbar|mail konnte nicht zugestellt|non remis|échec de (?:la )?remise"
    r"|courrier non distribué|non recapitabile|mancato recapito|no se puede entregar|no entregado"
    r"|devolución de correo|não entregue|falha na entrega|onbestelbaar|недоставлено"
    r"|не доставлено|warning: (?:could not send|message delayed|message still undelivered)"
    r"|warning: message [^\s]{1,60} delayed|warning - delayed mail|delayed mail"
    r"|postmaster notify|user unknown|address (?:not found|unknown)"
    r"|系统退信|退信|邮件退回|退回的邮件|无法投递|投递失败|邮件投递失败|邮件发送失败|未送达|无法送达|未传递的邮件"
    r"|未能投递|系統退信|退信通知|郵件退回|無法投遞|無法傳遞|未傳遞|投遞失敗|傳遞失敗|無法遞送"
    r"|配信不能|配信エラー|配信できません|メール配信(?:不能|エラー)|送信エラー|未配信|エラーメール|配信失敗|メールエラー"
    r"|배달 ?(?:실패|되지 않)|반송|전송 ?실패|수신 ?거부된"
    r")",
    re.IGNORECASE,
)
BOUNCE_TEXT = re.compile(
    r"could not be delivered|couldn't be delivered|was not delivered|delivery (?:to the following )"
    r"|permanent(?:ly)? (?:fatal )?(?:error|failed)|undeliverable|user unknown|mailbox (?:is )?full"
    r"|returned to sender|unable to deliver|无法投递|退信|無法投遞|配信できません|배달",
    re.IGNORECASE,
)
# A provider's own event, passed on by mail: what Amazon SNS writes for SES.
SES_EVENT = re.compile(r'"(?:notification|event)Type\\?"\s*:\s*\\?"(Bounce|Complaint)\\?"')
COMPLAINT_SUBJECT = re.compile(
    r"\s*(?:complaint (?:about|from|email)|e-?mail feedback report\b|abuse report\b"
    r"|feedback report\b|spam report\b|aol feedback|\[spam complaint\])",
    re.IGNORECASE,
)
