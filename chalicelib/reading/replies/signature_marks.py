"""Lines that programs and writers end a mail with, as data: sent-from lines, closing formulas.

A customer may well write "Sent from my wallet to …" or "来自交易所的转账": lines that speak of
money are no sent-from lines, and Chinese ones must name a device or a program.
"""

from __future__ import annotations

import re

_DEVICE = (
    r"(?:i\s?phone|ipad|ipod|\bmac\b|android|安卓|galaxy|samsung|三星|huawei|华为|華為|honor|荣耀"
    r"|榮耀|xiaomi|小米|redmi|红米|紅米|vivo|oppo|oneplus|一加|realme|meizu|魅族|pixel|nokia|htc"
    r"|sony|xperia|asus|blackberry|windows|outlook|foxmail|yahoo|gmail|proton|spark|thunderbird"
    r"|mail|手机|手機|平板|电脑|電腦|邮箱|郵箱|信箱|邮件|郵件|电邮|電郵|苹果|蘋果|网易|網易|新浪"
    r"|搜狐|阿里|钉钉|釘釘|飞书|飛書|企业微信|企業微信|微信|qq|客户端|用戶端|行動裝置|移动设备)"
)
_MONEY = (
    r"(?!.{0,100}(?:\bto\b|\bwallet|\baccount|\baddress|\bexchange|\busdt|\bbtc|\beth\b|\b0x|\bcartera"
    r"|\bcuenta|\bkonto|\bcompte|钱包|錢包|账户|帳戶|賬戶|账号|地址|交易所|转账|轉帳|到账|到帳))"
)
_SENT = (
    r"(?:(?:this (?:e-?mail|message) was )?sent|envoyé|enviado|enviada|inviato|gesendet|skickat"
    r"|skickades|sendt|verzonden|verstuurd|wysłan[eo]|odesláno|odosláno|отправлено|надіслано"
    r"|được gửi|đã gửi|gửi|trimis|dikirim|enviat|elküldve)"
)
_FROM = (
    r"(?:from|via|my|mobile|using|with|by|depuis|de mon|à partir|avec|meu|minha|mi|desde|pelo|con"
    r"|dal|dall|da|von|mit|über|från|fra|med|van|vanaf|met|mijn|min|mitt|z|ze|с|со|из|з|от"
    r"|моего|từ|dari|de pe|des del|do)"
)
# Subjects of a sentence: "Sent from my phone I tried …" is none of a program's lines.
PHONE_LINE = re.compile(
    r"\s*[\[(<*_–—-]*\s*" + _MONEY + r"(?:"
    r"" + _SENT + r"\b.{0,12}\b" + _FROM + r"\b[^,，。]{0,60}"
    r"(?:[,.] (?:please |so )?(?:excuse|sorry|pardon|forgive|apolog).{0,60})?"
    r"|lähetetty .{1,30}|(?:diese nachricht wurde )?von (?:meinem|mein) .{1,40} gesendet.{0,20}"
    r"|.{1,20}['’]?(?:dan|den|ten|tan) gönderildi|gönderildi: .{1,30}"
    r"|(?:get|download|hol\w* sie sich|laden sie|outlook|téléchargez|télécharger|obtenez|obtener"
    r"|obtén|obtenga|descargar|descargue|obter|obtenha|baixe|ottieni|scarica|hämta|skaffa|få|hent"
    r"|hanki|lataa|pobierz|získejte|stáhn\w+|скачать|загрузить|получить|tải|dapatkan|unduh|获取|獲取"
    r"|取得|下载|下載|使用|ios|android).{0,30}\b(?:outlook|proton|yahoo|aol)\b.{0,100}"
    r"|(?:[此本][邮郵]件)?(?:从|從|自|由|用|使用|通过|透過|以)[^，。！？]{0,12}"
    + _DEVICE
    + r"[^，。！？]{0,25}"
    r"(?:发送|發送|发出|發出|傳送|传送|寄出|送出|发自|寄送|发来)的?[^，。！？]{0,6}"
    r"|(?:发自|發自|寄自|傳送自|传送自|发送自|發送自|发至|发于|寄件自|传自|傳自)"
    r"\s?(?:我的|我|" + _DEVICE + r"|.{0,12}" + _DEVICE + r")[^，。！？]{0,30}"
    r"(?:[，,。].{0,6}(?:抱歉|见谅|見諒|谅解|諒解|原谅|原諒).{0,20})?"
    r"|(?:来自|來自)\s?(?:我的)?[^，。！？的]{0,10}"
    + _DEVICE
    + r"(?:手机|手機|邮箱|郵箱|信箱|客户端|用戶端"
    r"|版|应用|應用|大师|专属商务邮箱|[a-z0-9 .+-])*"
    r"|签名由.{0,20}定制|簽名由.{0,20}定製"
    r"|(?:私の|自分の)?[^。、]{0,20}から送信(?:されました|しました)?|.{1,20}で送信(?:されました)?"
    r"|(?:나의|내) .{1,20}에서 (?:보냄|보낸).{0,10}|.{1,20}에서 (?:보냄|전송됨|보낸 메일)"
    r"|.{1,10}용 outlook.{0,12}|.{0,12}outlook.{0,8}を入手"
    r")[\])>*_.。]*\s*",
    re.IGNORECASE,
)

# Every such line has one of these; few other lines do. Asked first, since it is far cheaper.
_PHONE_WORDS = ("sent", "send", "nvia", "skicka", "verzonden", "verstuurd", "trimis", "dikirim",
                "outlook", "proton", "yahoo", "aol")  # fmt: skip
_PHONE_WORDS_BEYOND_ASCII = re.compile(
    "[发發傳传寄送来來签簽]|보냄|보낸|전송됨|envoyé|wysłan|odesláno|odosláno|отправлено|надіслано"
    "|gửi|elküldve|lähetetty|gönderildi"
)


def is_phone_line(line: str) -> bool:
    """Return whether a program put this line under a mail to say what it was sent with."""
    lowered = line.lower()
    speaks = any(word in lowered for word in _PHONE_WORDS) or (
        not line.isascii() and _PHONE_WORDS_BEYOND_ASCII.search(lowered)
    )
    return bool(speaks and PHONE_LINE.fullmatch(line))


_ZH_CLOSINGS = (
    r"|此致(?:[\s,，]*敬[礼禮])?|敬[礼禮]|敬上|敬启|敬啟|敬具|谨上|謹上|谨启|謹啟|拜上|致[礼禮]|顺颂|順頌"
    r"|(?:顺|順|敬|谨|謹|恭|即)?(?:祝|颂|頌|候).{0,12}|时祺|時祺|商祺|台安|.{1,12}\s?(?:敬上|谨上|謹上|拜上|敬启|敬啟)"
    r"|(?:非常|十分|万分|萬分|再次|先|预先|提前)?(?:多谢|多謝|谢谢|謝謝|感谢|感謝|感激)"
    r"(?:您|你|你们|你們|大家|了|啦|各位)?(?:的?(?:帮助|幫助|幫忙|帮忙|支持|协助|協助|配合|回复|回覆))?"
    r"|(?:麻烦|麻煩|辛苦|拜托|拜託)(?:您|你|你们|你們)?了?|期待(?:您|你|你们)?的?(?:回复|回覆)|盼复|盼覆"
)
CLOSING = re.compile(
    r"\s*(?:(?:kind|best|warm|warmest|many|with)?\s*(?:best |kind )?(?:regards|wishes)|best|cheers"
    r"|thanks(?: (?:again|a lot|so much|in advance|and regards|& regards))?|many thanks|thank you"
    r"|thx|sincerely|yours(?: (?:sincerely|truly|faithfully))?|respectfully|cordially|rgds|br"
    r"|mit freundlichen gr(?:u|ue)ssen|viele grusse|beste grusse|liebe grusse|gruss|grusse|lg|vg"
    r"|mfg"
    r"|cordialement|bien cordialement|bien a vous|merci|saludos(?: cordiales)?|un saludo"
    r"|atentamente|gracias|atenciosamente|cumprimentos|com os melhores cumprimentos|att\.?"
    r"|abracos|abraco|obrigad[oa]"
    r"|cordiali saluti|distinti saluti|saluti|grazie|met vriendelijke groet(?:en)?|groeten|groet"
    r"|mvg"
    r"|mvh|med vanliga? halsning(?:ar)?|vanliga halsningar|halsningar|kh|vh|med venlig hilsen"
    r"|vennlig hilsen|med vennlig hilsen|venlig hilsen|hilsen|ystavallisin terveisin|terveisin"
    r"|pozdrawiam|z powazaniem|dziekuje|s pozdravem|dekuji|saygilarimla|tesekkurler|iyi gunler"
    r"|tran trong|cam on|terima kasih|salam|hormat saya|с уважением|спасибо"
    r"|с наилучшими пожеланиями"
    + _ZH_CLOSINGS
    + r"|(?:どうぞ)?(?:よろしく|宜しく)(?:お願い(?:いた|致)?し?(?:ます|申し上げます))?|以上|敬具"
    r"|草々|かしこ"
    r"|감사합니다|고맙습니다|드림|올림|.{1,10} (?:드림|올림))"
    r"\s*[,，.!！。~-]*\s*",
    re.IGNORECASE,
)
