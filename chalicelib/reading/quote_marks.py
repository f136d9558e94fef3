"""How mail programs mark what they quote, as data: field labels, verbs, separators, phone lines.

Labels are compared in lower case with every blank and emphasis mark taken out, since clients
pad them ("主　题") and bold them ("*From:*").
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
        "from von de da od från fra van lähettäjä kimden od: от откого feladó expéditeur remitente "
        "mittente remetente avsender afsender afzender nadawca odesílatel gönderen отправитель từ "
        "người\xa0gửi 发件人 發件人 寄件者 寄件人 发送人 差出人 送信者 从 從 보낸사람 보낸이 "
        "pengirim dari expeditor expeditor replyto 发信人"
    ),
    Field.DATE: (
        "date sent datum gesendet gesendetam envoyé envoyéle enviado enviadoel enviadoem inviato "
        "inviatoil data dataora fecha skickat sendt verzonden dátum wysłano wysłane odesláno дата "
        "отправлено gönderildi gönderilmetarihi tarih ngày đãgửi lähetetty päivämäärä 日期 时间 "
        "時間 发送时间 發送時間 寄件日期 傳送時間 传送时间 发送日期 發送日期 寄送日期 日時 "
        "送信日時 日付 "
        "날짜 보낸날짜 보낸시간 tanggal dikirim data: expediere"
    ),
    Field.TO: (
        "to an a à para til till aan do komu кому kime pour empfänger destinataire destinatario "
        "destinatário mottagare modtager mottaker ontvanger odbiorca vastaanottaja címzett alıcı "
        "đến tới 收件人 收件者 发给 發給 宛先 至 받는사람 받는이 kepada catre către"
    ),
    Field.CC: "cc kopie copie copia kopia kopi dw копия 抄送 副本 副本抄送 抄送人 참조 bcc cci",
    Field.SUBJECT: (
        "subject betreff objet asunto oggetto assunto ämne emne onderwerp temat předmět тема konu "
        "chủđề aihe tárgy 主题 主題 主旨 标题 標題 件名 제목 subyek perihal subiect subj"
    ),
}
LABELS: dict[str, Field] = {
    word.replace("\xa0", ""): kind
    for kind, words in _LABEL_WORDS.items()
    for word in words.split(" ")
    if word
}

# The verb that ends (or, in some languages, stands near the end of) an attribution line.
VERBS = re.compile(
    r"(?:\b(?:wrote|writes|écrit|a écrit|schrieb|escribió|escribio|va escriure|escreveu|scrive|"
    r"ha scritto|scritto|napisał(?:\(a\))?|napisał/a|napisala|napisal|napsal(?:\(a\))?|skrev|"
    r"schreef|geschreven|sent|ha escrit|"
    r"kirjoitti|пишет|написал(?:а|\(а\))?|писал(?:а)?|yazdı|viết|đã viết|"
    r"έγραψε|írta|a scris|menulis|said|added)|写道|寫道|写到|寫到|的邮件中写道|来信|"
    r"のメール|書きました|書いた|님이 ?작성|님이 ?쓴|작성)",
    re.IGNORECASE,
)
# How an attribution begins, so that it may run on over several lines.
OPENERS = re.compile(
    r"(?:on|am|le|el|em|il|den|op|w dniu|dnia|på|pe|dne|vào|at|στις|lør|man|tir|ons|tor|fre"
    r"|søn|mån|lör|sön)\s+\S|在\s?|于|於|\d{1,4}[-/.年]|\d{4}|"
    r"(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim|mo|di|mi|do|fr|sa"
    r"|so)[a-zé]{0,8}\.?,",
    re.IGNORECASE,
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
DATE_SIGN = re.compile(r"\b(?:19|20)\d\d\b|\d{4}年|\d{1,2}:\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")

FORWARD_WORDS = (
    "forwarded message", "forwarded mail", "begin forwarded message", "weitergeleitete nachricht",
    "message transféré", "mensaje reenviado", "messaggio inoltrato", "mensagem encaminhada",
    "doorgestuurd bericht", "vidarebefordrat", "videresendt", "пересылаемое сообщение",
    "转发的邮件", "转发邮件", "轉寄的郵件", "轉寄郵件", "轉寄信件", "转发信息", "已转发邮件",
    "转发邮件信息",
    "轉寄者", "転送", "전달된 메일", "전달된 메시지", "转发",
)  # fmt: skip
ORIGINAL_WORDS = (
    "original message", "original appointment", "original", "original e-mail", "original email",
    "original mail", "reply message", "replied message", "urspr", "ursprüngliche nachricht",
    "originalnachricht", "message d'origine", "message original", "mensaje original",
    "messaggio originale", "mensagem original", "oorspronkelijk bericht", "originalmeddelande",
    "opprinnelig melding", "oprindelig meddelelse", "alkuperäinen viesti", "wiadomość oryginalna",
    "oryginalna wiadomość", "původní zpráva", "исходное сообщение", "orijinal ileti",
    "eredeti üzenet", "thư gốc", "originele bericht",
    "原始邮件", "原始郵件", "邮件原件", "原邮件", "回复的原邮件", "回复邮件", "回覆的原郵件",
    "原始信件",
    "原始訊息", "原始消息", "回复信息", "回复的邮件", "原信件", "原郵件", "元のメッセージ",
    "オリジナルメッセージ",
    "원본 메시지", "원본 메일", "원본메시지", "最初のメッセージ",
)  # fmt: skip

FORWARD_SUBJECT = re.compile(
    r"\s*(?:(?:re|aw|sv|回复|回覆|答复)\s*[:：]\s*)?(?:fwd?|wg|tr|rv|enc|i|vs|vb|doorst|пересл|転送"
    r"|转发|轉寄|轉發|전달)\s*[:：]",
    re.IGNORECASE,
)

PHONE_LINE = re.compile(
    r"\s*[\[(<*_-]*\s*(?:"
    r"(?:sent|envoyé|enviado|inviato|gesendet|von meinem|skickat|sendt|verzonden|verstuurd"
    r"|wysłan[eo]"
    r"|odesláno|lähetetty|отправлено|gönderildi|được gửi|trimis|enviat)\b.{0,12}"
    r"(?:\bfrom\b|\bvia\b|\bmy\b|\bmobile\b|\busing\b|\bwith\b|\bdepuis\b|\bde mon\b|\bmeu\b"
    r"|\bmi\b|\bdesde\b|"
    r"\bdal\b|\bda\b|\bvon\b|\bmit\b|\bfrån\b|\bfra\b|\bvan\b|\bmijn\b|\bz\b|\bс\b|\bиз\b"
    r"|\bmin\b|\bмоего\b|\bот\b)[^,]{0,50}"
    r"(?:, (?:please |so )?(?:excuse|sorry|pardon|forgive).{0,60})?"
    r"|von meinem .{1,40} gesendet.{0,20}|get outlook for (?:ios|android|mac).{0,80}"
    r"|(?:download|get) (?:the )?(?:yahoo|aol|proton).{0,60}"
    r"|(?:从|自|由)\s*(?:我的|我|手机|Windows|QQ|网易|華為|华为|小米).{0,25}(?:发送|发出|傳送"
    r"|传送|寄出|发自|邮箱).{0,20}"
    r"|(?:发自|發自|来自|傳送自|寄自|從我的|从我的|发送自|发至).{1,40}"
    r"|iphoneから送信|(?:私の|自分の)?.{0,20}から送信(?:されました)?"
    r"|나의 .{1,20}에서 (?:보냄|보낸).{0,10}|내 .{1,20}에서 보냄"
    r"|获取 ?outlook.{0,40}|取得 ?outlook.{0,40}|使用.{1,20}(?:邮箱|信箱)发送.{0,20}"
    r")[\])>*_.。]*\s*",
    re.IGNORECASE,
)
