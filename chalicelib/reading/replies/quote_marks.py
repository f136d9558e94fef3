"""How mail programs mark what they quote, as data: field labels, verbs, separators.

Labels are compared in lower case with every blank and emphasis mark taken out, since clients
pad them ("主　题") and bold them ("*From:*"). A label of two words is written here as one.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Field(StrEnum):
    """The head fields a client repeats above a quoted mail."""

    FROM = "from"
    DATE = "date"
    TO = "to"
    CC = "cc"
    SUBJECT = "subject"


_LABEL_WORDS: dict[Field, str] = {
    Field.FROM: (
        "from replyto von de da dal od från fra van lähettäjä kimden gönderen expéditeur remitente "
        "mittente remetente avsender avsändare afsender afzender nadawca odesílatel feladó от "
        "откого отправитель від відправник từ ngườigửi dari pengirim expeditor dela από "
        "发件人 發件人 寄件者 寄件人 发送人 發送人 发送者 發送者 发信人 發信人 从 從 自 来自 "
        "差出人 送信者 送信元 보낸사람 보낸이 발신 발신자 보낸사람이메일"
    ),
    Field.DATE: (
        "date sent datetime datum gesendet gesendetam envoyé envoyéle dateheure enviado enviadoel "
        "enviadoem enviada enviadaem fecha fechahora data dataora inviato inviatoil skickat dato "
        "sendt verzonden verzondenop dátum elküldve wysłano wysłane odesláno дата отправлено "
        "датаивремя надіслано gönderildi gönderilmetarihi gönderimtarihi tarih ngày đãgửi gửi "
        "ngàygửi lähetetty päivämäärä päiväys tanggal dikirim terkirim expediere trimis "
        "ημερομηνία dataenvio datasent "
        "日期 时间 時間 发送时间 發送時間 发件时间 發件時間 寄件日期 寄件時間 寄送日期 寄送時間 "
        "寄信時間 寄信日期 傳送時間 传送时间 傳送日期 传送日期 发送日期 發送日期 发件日期 發件日期 "
        "发信时间 发送于 傳送於 已发送 已傳送 日時 送信日時 送信日 送信時刻 日付 "
        "날짜 보낸날짜 보낸시간 보낸일시 일시 발송일"
    ),
    Field.TO: (
        "to an a à al para til till aan do dla komu кому kime alıcı pour empfänger destinataire "
        "destinatario destinatário mottagare modtager mottaker ontvanger odbiorca příjemce "
        "vastaanottaja címzett đến tới ngườinhận gửiđến kepada ke untuk penerima catre către προς "
        "收件人 收件者 收信人 发给 發給 发送给 发送至 傳送至 至 宛先 送信先 "
        "받는사람 받는이 수신 수신자"
    ),
    Field.CC: (
        "cc kopie copie copia cópia kopia kopio kopi másolat dw kopię копия копія bilgi đồnggửi "
        "tembusan salinan cópiapara "
        "抄送 抄送人 抄送者 副本 副本抄送 密送 ｃｃ 참조 bcc cci bcci"
    ),
    Field.SUBJECT: (
        "subject subj betreff objet sujet asunto oggetto assunto ämne emne onderwerp temat předmět "
        "тема konu chủđề tiêuđề aihe tárgy subjek perihal judul subiect θέμα "
        "主题 主題 主旨 标题 標題 件名 題名 제목"
    ),
}
LABELS: dict[str, Field] = {
    word: kind for kind, words in _LABEL_WORDS.items() for word in words.split()
}

# The verb that ends (or, in some languages, stands near the end of) an attribution line.
VERBS = re.compile(
    r"(?:\b(?:wrote|writes|écrit|a écrit|schrieb|folgendes geschrieben|escribió|escribio"
    r"|va escriure|ha escrit|escreveu|scrive|ha scritto|scritto|napisał(?:\(a\))?|napisał/a"
    r"|napisala|napisal|napisana|pisze|napsal(?:\(a\))?|napsala|píše|skrev|skriver|schreef"
    r"|geschreven|sent|kirjoitti|kirjoittaa|пишет|пише|написал(?:а|\(а\))?|писал(?:а)?|yazdı"
    r"|yazmış|viết|đã viết|έγραψε|írta|a scris|menulis|said|added)"
    r"|写道|寫道|写到|寫到|写信说|撰写|撰寫|的邮件中写道|来信|來信"
    r"|のメール|書きました|書いた|님이 ?작성|님이 ?쓴|작성|쓴 글|님의 말)",
    re.IGNORECASE,
)
# How an attribution begins, so that it may run on over several lines.
OPENERS = re.compile(
    r"(?:on|am|le|el|em|no dia|il|den|op|w dniu|dnia|på|pe|dne|vào|vào lúc|pada|pada tanggal|în"
    r"|at|στις|lør|man|tir|ons|tor|fre|søn|mån|lör|sön|wiadomość napisana)\s+\S"
    r"|在\s?|于|於|\d{1,4}[-/.年]|\d{4}|\d{1,2}\. \w|"
    r"(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim|mo|di|mi|do|fr|sa|so|seg|ter|qua"
    r"|qui|sex|dom|sáb|mié|jue|vie|ma|ti|ke|to|pe|la|su|po|út|st|čt|pá|ne|пн|вт|ср|чт|пт|сб|вс"
    r"|pon|wt|śr|czw|pt|sob|niedz)[a-zé]{0,8}\.?,",
    re.IGNORECASE,
)
# Openers that need no verb at the end: the verb stands in front.
ATTRIBUTION_STARTS = re.compile(r"wiadomość napisana przez ", re.IGNORECASE)
# Names a writer without a date; needs an address and a quote below.
CITATION_STARTS = re.compile(r"(?:quoting|zitat von|citando|引用|引述)\s?\S", re.IGNORECASE)
# An attribution and, in the same line, the mail it speaks of: Yahoo's programs flatten both.
FLATTENED = re.compile(
    r"\s*(?:在|于|於)\s?[^<>]{5,120}<[^\s<>@]{1,80}@[^\s<>@]{1,80}>\s?[写寫]道\s?[:：]\s"
)
# A line that is nothing but a date and a name, without a verb: Gmail in some languages.
DATED_NAME = re.compile(
    r"(?:(?:19|20)\d\d[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?)\D{0,14}(?:\d{1,2}:\d\d\S{0,5})?"
    r"(?:\s*(?:GMT|UTC)[+-]\d{1,2}(?::?\d\d)?)?[\s,，]+\S[^<>\n]{0,80}(?:<[^<>\s]{3,120}>)?[:：]?"
)
ZONE = re.compile(r"\b(?:GMT|UTC)[+-]\d{1,2}(?::?\d\d)?\b")
# An attribution that shares its line with the last words of the reply.
SHARED_LINE = re.compile(
    r"(?<=\S)[-\s]{0,8}\bOn (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|\d)[^<>\n]{5,160}"
    r"(?:<[^<>\s]{3,120}>)? wrote:\s*$"
)
# A date of some kind: a year, a time of day, or a numeric date.
DATE_SIGN = re.compile(
    r"\b(?:19|20)\d\d\b|\d{4}[年년]|\d{1,2}[:：]\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
)
TIME_SIGN = re.compile(
    r"\d{1,2}[:：]\d{2}|\d{1,2}\s?[点點時时]\s?\d{0,2}|\b\d{1,2}h\d\d\b|\b\d{1,2}\.\d\d\b(?!\.)"
)

# What stands between dashes where a mail is passed on.
FORWARD_WORDS = (
    "forwarded message", "forwarded mail", "forwarded by", "begin forwarded message",
    "weitergeleitete nachricht", "message transféré", "mensaje reenviado", "messaggio inoltrato",
    "mensagem encaminhada", "mensagem reencaminhada", "doorgestuurd bericht", "vidarebefordrat",
    "vidarebefordrade", "videresendt", "välitetty viesti", "edelleenlähetetty",
    "wiadomość przekazana", "przekazana wiadomość", "treść przekazanej", "přeposlaná zpráva",
    "iletilen ileti", "yönlendirilen", "thư được chuyển", "thư đã chuyển", "pesan terusan",
    "pesan yang diteruskan", "пересылаемое сообщение", "переадресованное сообщение",
    "перенаправленное сообщение", "továbbított",
    "转发的邮件", "转发邮件", "转发的消息", "转发消息", "转发的信息", "转发信息", "转发的原邮件",
    "已转发邮件", "已转发的邮件", "被转发邮件", "被转发的邮件", "转发", "轉寄的郵件", "轉寄郵件",
    "轉寄信件", "轉寄的信件", "轉寄訊息", "轉寄的訊息", "轉寄者", "轉寄", "轉發的郵件", "轉發郵件",
    "轉發的訊息", "已轉寄的郵件", "已轉寄郵件", "轉發", "転送", "전달된 메일", "전달된 메시지",
    "전달",
)  # fmt: skip
# The same where it stands alone on a line, without dashes.
BARE_FORWARDS = frozenset({
    "begin forwarded message", "anfang der weitergeleiteten nachricht",
    "début du message transféré",
    "début du message réexpédié", "inicio del mensaje reenviado", "início da mensagem encaminhada",
    "início da mensagem reencaminhada", "inizio messaggio inoltrato", "begin doorgestuurd bericht",
    "vidarebefordrat brev", "vidarebefordrat mejl", "start på videresendt besked",
    "videresendt melding", "välitetty viesti alkaa", "początek przekazywanej wiadomości",
    "začátek přeposílané zprávy", "iletilen ileti başlangıcı", "начало переадресованного сообщения",
    "bắt đầu thư được chuyển tiếp", "awal pesan terusan",
    "开始转发的邮件", "下面是被转发的邮件", "以下是转发的邮件", "转发的邮件", "開始轉寄郵件",
    "以下是轉寄的郵件", "下面是被轉寄的郵件", "開始轉寄的郵件", "以下為轉寄的郵件", "轉寄的郵件",
    "転送されたメッセージ", "전달된 메시지 시작", "전달된 메시지",
})  # fmt: skip
# What stands between dashes above a mail that is answered.
ORIGINAL_WORDS = (
    "original message", "original appointment", "original", "original e-mail", "original email",
    "original mail", "reply message", "replied message", "urspr", "ursprüngliche nachricht",
    "originalnachricht", "message d'origine", "message d’origine", "message initial",
    "message original", "mensaje original", "messaggio originale", "mensagem original",
    "oorspronkelijk bericht", "originele bericht", "originalmeddelande", "ursprungligt meddelande",
    "opprinnelig melding", "oprindelig meddelelse", "oprindelig besked", "alkuperäinen viesti",
    "wiadomość oryginalna", "oryginalna wiadomość", "původní zpráva", "исходное сообщение",
    "оригинальное сообщение", "orijinal ileti", "orijinal mesaj", "özgün ileti",
    "eredeti üzenet", "thư gốc", "tin nhắn gốc", "pesan asli", "pesan asal", "mesajul original",
    "原始邮件", "原始郵件", "原始信件", "原始訊息", "原始讯息", "原始消息", "原始信息", "原始資訊",
    "原始内容", "邮件原件", "郵件原件", "邮件原文", "郵件原文", "原邮件", "原郵件", "原信件",
    "原来邮件",
    "回复的原邮件", "回复的原始邮件", "回覆的原郵件", "回覆的原始郵件", "回复邮件", "回复的邮件",
    "回复信息", "回覆郵件", "答复邮件", "答复的邮件", "历史邮件", "歷史郵件",
    "元のメッセージ", "元のメール", "オリジナルメッセージ", "最初のメッセージ",
    "원본 메시지", "원본 메일", "원본메시지", "원본메일", "원래 메시지",
)  # fmt: skip

# "Re: Fw:" is none: it answers what was passed on.
FORWARD_SUBJECT = re.compile(
    r"\s*(?:\[[^\]]{1,40}\]\s*)?(?:fwd?|wg|tr|rv|enc|i|vs|vb|vl|doorst|пересл|転送|转发|轉寄|轉發|전달|pd|ilt"
    r")\s*[:：]",
    re.IGNORECASE,
)
