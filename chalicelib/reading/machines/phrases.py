"""How machines begin their subjects and texts, in the languages their makers gave them.

Subjects are matched at their beginning only: "Re: Undelivered Mail …" is a person asking. What a
machine alone writes is told from what a customer writes too ("Undelivered parcel", "전송 실패",
"Delivery status?"): the latter counts only where something else points the same way.
All patterns are tried at one place or have no nested repetition, so time is linear.
"""

from __future__ import annotations

import re

_TAG = (
    r"\s*(?:(?:\*+ ?(?:spam|warning|ext|external)\*+"
    r"|\[(?:spam|suspected spam|ext|external|extern|caution|外部|外部邮件|垃圾邮件)\])\s*){0,3}"
)
_END = r"\s*(?:[:：;；(（\[【<\-–—]|$|re\b|aw\b|fw\b)"


def _opening(words: str) -> re.Pattern[str]:
    """Match a subject that begins with one of the words, bare or in brackets of any kind."""
    return re.compile(
        rf"{_TAG}(?:(?:{words}){_END}|[\[【(（<《「](?:{words})[^\]】)）>》」]{{0,20}}[\]】)）>》」])",
        re.IGNORECASE,
    )


AUTO_REPLY_SUBJECT = _opening(
    r"auto: [^:]{1,80} (?:is|ist|est) (?:out of (?:the )?office|abwesend|absent)[^:]{0,80}"
    r"|auto(?:matic|mated|mática|matica|matische|matisk|matiskt|matisches)?[- ]?"
    r"(?:reply|response|responder|answer|reply message|e-?mail reply|antwort|antwoord|svar)"
    r"|autoreply|autosvar|auto(?:mated)? acknowledge?ment"
    r"|out[- ]of[- ](?:the[- ])?office(?: auto-?reply| reply| message| notification)?|ooo|ooto"
    r"|vacation (?:auto-?)?(?:reply|response|message|notice)"
    r"|(?:on vacation|away from (?:my |the )?(?:office|mail|desk)|i am out of (?:the )?office)"
    r"|abwesenheits(?:notiz|nachricht|agent|meldung|assistent)|automatische (?:antwort|antwoord)"
    r"|automatische (?:rück|eingangs)\w{1,20}|automatisch antwoord"
    r"|afwezigheids(?:bericht|assistent)|niet aanwezig"
    r"|réponse automatique|absence du bureau|(?:message|notification) d['’]absence"
    r"|respuesta autom[aá]tica|fuera de (?:la )?oficina|mensaje de ausencia"
    r"|resposta autom[aá]tica|mensagem de ausência|ausência temporária|fora do escritório"
    r"|risposta automatica|fuori sede|fuori ufficio|automatiskt svar|automatisk svar"
    r"|frånvaromeddelande|frånvaro|fraværsmelding|fraværsbesked|ikke på kontoret"
    r"|automaattinen vastaus|poissaoloilmoitus|automatická odpověď|mimo kancelář"
    r"|odpowiedź automatyczna|automatyczna odpowiedź|poza biurem|automatikus válasz"
    r"|răspuns automat|автоответ(?:чик)?|автоматический ответ|автоматична відповідь"
    r"|нет на (?:месте|работе)|вне офиса|otomatik yanıt|αυτόματη απάντηση|תשובה אוטומטית"
    r"|رد تلقائي|trả lời tự động|ตอบกลับอัตโนมัติ|balasan otomatis|jawapan automatik"
    r"|(?:系统|系統|外出|假期|休假|邮件|郵件)?(?:自动|自動)(?:回复|回覆|回復|答复|答覆|应答"
    r"|應答)(?:邮件|郵件|信息|訊息)?"
    r"|不在办公室|不在辦公室|外出通知|(?:休假|离职|離職|放假)通知"
    r"|自動(?:返信|応答|配信)(?:メール|メッセージ)?|不在(?:のお知らせ|応答)"
    r"|(?:夏季|年末年始|冬季)?休業のお知らせ"
    r"|자동 ?(?:회신|응답|답장|답변)(?: ?(?:메일|메시지))?"
    r"|부재[ -]?중(?: ?(?:자동 ?(?:회신|응답)|알림|메일))?"
    r"|부재 ?(?:알림|메시지)"
    r"|阅读回执|閱讀回條|讀取回條|已读回执|開封済み"
    r"|(?:read|return|disposition) (?:receipt|notification)(?: \(displayed\))?|lesebestätigung"
    r"|accusé de lecture|confirmación de lectura|confirmação de leitura"
    r"|conferma di lettura|подтверждение прочтения"
    r"|please confirm your (?:message|e-?mail)|sender (?:verification|confirmation)(?: required)?"
    r"|challenge from|your message (?:has been|is being) held|message confirmation required"
)
# Also the first word of a person's subject ("Read: my question", "Auto: …" for a car).
WEAK_AUTO_REPLY_SUBJECT = _opening(
    r"eingangsbestätigung|accusé de réception|不在(?:通知|連絡)|外出中|開封確認|수신 ?확인"
    r"|읽음 ?확인"
    r"|auto|read|lu|lida|leído|letto|gelesen|gelezen|läst|прочитано|已读|已讀|읽음|vacation|absence"
    r"|abwesend|afwezig|poissa|ausência|ausente|absent|休暇中|休假中|请假|出差中|휴가 ?중|not read"
    r"|deleted|gelöscht|не прочитано|未读|supprimé|holidays?"
)
_MAIL = r"(?:e-?mail|mail|message)"
BOUNCE_SUBJECT = re.compile(
    _TAG + r"(?:"
    r"undelivered mail returned to sender"
    r"|undeliverable(?:\s*(?:$|[:：])| (?:e-?)?(?:mail|message)\b)"
    r"|mail delivery (?:failed|failure|error|problem|system|subsystem|delayed)\s*(?:$|[:(\-])"
    r"|mail delivery (?:failed|failure|status) (?:notification|report|-)|mail system error"
    r"|mail (?:transaction|routing) (?:failed|error)"
    r"|delivery status notification|delivery (?:failure|report) (?:notification|notice|report)"
    r"|failure (?:notice|delivery)\s*$|returned (?:e-?)?mail\s*(?:$|:)"
    r"|non[- ]?delivery (?:report|notification|receipt|notice)|nondeliverable mail"
    rf"|{_MAIL} (?:could not be delivered|not delivered)\s*$"
    rf"|your {_MAIL} (?:could not be|couldn['’]t be|was not) delivered\s*$"
    r"|warning: (?:could not send message|message delayed|message still undelivered)"
    r"|warning: message \S{1,60} delayed|postmaster notify"
    r"|unzustellbare? (?:e-?)?(?:mail|nachricht)|mail konnte nicht zugestellt"
    r"|échec de (?:la )?remise|courrier non distribué|message non (?:remis|distribué)"
    r"|notificación de estado de (?:la )?entrega|devolución de correo|mancato recapito"
    r"|notificação de (?:status|falha) (?:da|na) entrega|недоставленное сообщение"
    r"|系统退信|系統退信|退信(?:通知|提醒|\s*$|\s*[:：(（])|来自\s?\S{1,40}\s?的退信|自動退信"
    r"|(?:邮件|郵件)(?:系统|系統)?(?:退信|退回(?:通知|\s*$))|退回的邮件"
    r"|(?:邮件|郵件)(?:投递|投遞|发送|發送|传递|傳遞)(?:失败|失敗)\s*(?:通知|提醒|报告|$|[:：(（])"
    r"|(?:无法|未能)(?:投递|送达|传递)的?邮件|無法(?:投遞|遞送|傳遞|傳送)的?郵件"
    r"|未(?:传递|傳遞)的?(?:邮件|郵件)"
    r"|メール配信(?:不能|エラー|失敗)|配信(?:不能|エラー)通知|エラーメール\s*$|配信不能"
    r"|(?:메일|메시지) ?(?:배달|전송|발송) ?실패(?: ?(?:안내|알림|통보|보고))?\s*(?:$|[:(\[])"
    r"|반송(?:된)? ?메일|메일 ?반송"
    r")",
    re.IGNORECASE,
)
WEAK_BOUNCE_SUBJECT = re.compile(
    _TAG + r"(?:"
    r"undeliver(?:ed|able)\b|delivery (?:notification|report|status|error|failure)\b"
    rf"|{_MAIL} (?:delivery )?(?:fail|could not be delivered|not delivered|error)"
    r"|mail delivery\b|delivery (?:has )?failed|failed (?:delivery|mail)|delayed mail"
    r"|warning - delayed mail|returned mail\b|non[- ]?deliver(?:y|able)\b|nondeliver"
    r"|user unknown|address (?:not found|unknown)|failure notice|mail system|returned to sender"
    r"|unzustellbar|nicht zustellbar|non remis|non recapitabile|no se puede entregar|no entregado"
    r"|não entregue|falha na entrega|onbestelbaar|недоставлен|не доставлен|niedostarczon"
    r"|kan (?:ej|inte|ikke) leveres?|teslim edilemedi|kézbesíthetetlen"
    r"|邮件退回|无法投递|投递失败|邮件(?:投递|发送)失败|未送达|无法送达|未能投递|無法投遞"
    r"|無法傳遞|投遞失敗|傳遞失敗"
    r"|無法遞送|郵件退回|退信"
    r"|配信できません|配信エラー|送信エラー|送信できません|未配信|エラーメール|配信失敗"
    r"|メールエラー|お届けできません"
    r"|배달 ?(?:실패|되지 않)|반송|전송 ?실패|발송 ?실패|수신 ?거부된|전달되지"
    r")",
    re.IGNORECASE,
)
BOUNCE_TEXT = re.compile(
    r"could ?n[o'’]t be delivered|was(?: not|n't) delivered|has(?: not|n't) been delivered"
    r"|could not deliver|delivery to the following |delivery has failed|delayed delivery"
    r"|permanent(?:ly)? (?:fatal )?(?:error|failed)|undeliverable|user unknown"
    r"|mailbox (?:is )?(?:full|unavailable)|returned to sender|unable to deliver|did not reach"
    r"|message was undeliverable|over quota|konnte nicht (?:zugestellt|übermittelt)"
    r"|n'a pas pu être (?:remis|distribué|délivré)|no se ha podido entregar|no se pudo entregar"
    r"|não pôde ser entregue|не (?:может быть|было|удалось) достав|无法投递|退信|被退回|无法送达"
    r"|投递失败"
    r"|無法投遞|無法傳遞|無法遞送|配信できません|配信できません|送信できませんでした"
    r"|お届けできません"
    r"|전달되지 ?(?:못|않)|배달되지 ?(?:못|않)|반송되었|전송하지 ?못",
    re.IGNORECASE,
)
# What a mail system's report gives besides its words: replies and status codes, field names.
DIAGNOSTIC = re.compile(
    r"(?<![\d.])[45]\.[0-7]\.\d{1,3}(?![\d.])|(?<!\d)[45][0-57]\d[ -](?:[45]\.\d|<|#)"
    r"|(?:final-recipient|diagnostic-code|remote-mta|action: failed|status: [45]\.)"
    r"|smtp error|remote host said|transcript of session|host [a-z0-9.-]{4,80} (?:said|\[)",
    re.IGNORECASE,
)
# A provider's own event, passed on by mail: what Amazon SNS writes for SES.
SES_EVENT = re.compile(r'"(?:notification|event)Type\\?"\s*:\s*\\?"(Bounce|Complaint)\\?"')
COMPLAINT_SUBJECT = re.compile(
    r"\s*(?:(?:fw:|fwd:)\s*)?(?:complaint about message from \[?[0-9a-f.:]{3,45}"
    r"|e-?mail feedback report for (?:ip|domain)|client tos notification|aol feedback"
    r"|abuse report for (?:ip|message|\[?\d)|\[spam complaint\])",
    re.IGNORECASE,
)
WEAK_COMPLAINT_SUBJECT = re.compile(
    r"\s*(?:complaint\b|e-?mail feedback report\b|abuse report\b|feedback report\b"
    r"|spam (?:report|complaint)\b)",
    re.IGNORECASE,
)
# Only as the first words of the new text, where programs put what they say of themselves.
VACATION_TEXT = re.compile(
    r"\W{0,10}(?:这是(?:一封)?来自.{1,20}的?(?:假期|离职)?自动回复(?:邮件)?"
    r"|[\[【(（]?(?:自动回复|自動回覆|自動回復|自动答复|자동 ?응답|자동 ?회신|自動返信"
    r"|auto-?reply)[\]】)）][^?？]{0,200}$"
    r"|##-? ?please (?:type|do not write|write) |-+ ?please (?:type|enter) your reply above)",
    re.IGNORECASE | re.MULTILINE,
)
SELF_DECLARED = re.compile(
    r"\W{0,10}(?:this (?:is an?|e-?mail is an?|message is an?) (?:automat\w{2,6}|auto-generated)"
    r"|(?:本邮件|此邮件|该邮件|本郵件|此郵件|此信件?|本信件?)(?:是|为|為|由"
    r"|係)?(?:一封)?系?[统統]?.{0,6}自[动動]"
    r"|这是一封(?:系统)?自动|這是一封(?:系統)?自動|(?:この|本)メールは.{0,12}自動"
    r"|본 ?(?:메일|이메일)은.{0,12}자동"
    r"|dies ist eine automati|diese (?:e-?mail|nachricht) wurde automati"
    r"|ceci est un(?:e)? .{0,12}automati"
    r"|este es un .{0,12}autom[aá]ti|esta é uma .{0,12}autom[aá]ti|это автоматическ)",
    re.IGNORECASE,
)
# Said by machines about themselves; a person who quotes the words of ours does not say this.
NOT_TO_BE_ANSWERED = re.compile(
    r"(?:do not|don['’]t|please not) (?:reply|respond)|not monitored|no-?reply"
    r"|请勿(?:直接)?(?:回复|回覆)|請勿(?:直接)?(?:回覆|回復)|勿回"
    r"|返信(?:しないで|はご遠慮|できません|いただいて)"
    r"|(?:회신|답장).{0,8}(?:마시|마세|불가|받을 수 없)|발신 ?전용|送信専用|配信専用"
    r"|nicht (?:auf diese|antworten)"
    r"|ne (?:pas|répondez pas) |no responda|não responda|не отвечайте"
    r"|(?:have|has been|was|we) received|已收到|收到您的|受け付け|受領|접수되었|erhalten"
    r"|bien reçu|recibido",
    re.IGNORECASE,
)
CHALLENGE_TEXT = re.compile(
    r"(?:click|visit|follow|reply|respond|open|enter|complete)\b[^.]{0,120}"
    r"(?:so (?:that )?(?:i|we) know|(?:verify|confirm|prove)(?: that)? (?:you(?:['’]re| are)?"
    r" (?:are )?(?:a |not a )?(?:human|real|person|spammer|robot)|your (?:message|e-?mail|address) "
    r"(?:is|was|to be))|deliver(?:ed|y)? (?:of )?(?:your|this) (?:message|e-?mail)|release your)",
    re.IGNORECASE,
)
