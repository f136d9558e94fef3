"""What the words around a long token call it: a private key, or something anybody may see."""

from __future__ import annotations

import re
from collections.abc import Mapping

from chalicelib.understanding.secrets.scripts import (
    ARABIC,
    CYRILLIC,
    DEVANAGARI,
    HAN,
    HANGUL,
    KANA,
    THAI,
    Script,
)

_KEY = (
    r"\bpriv(?:at(?:e|er|en)?)?[ _-]?(?:keys?|kye)|\bp(?:vt|riv)[ _-]?keys?|\bprivate(?= ?[:=])|"
    r"\bprv[ _-]?keys?|\bprivkey|\bp\.?k\b"
    r"|secret[ _-]?keys?|\bsecret\b|\bsk\b|spend[ _-]?keys?|signing[ _-]?key|\bwif\b|"
    r"master[ _-]?key|"
    r"(?<!public )(?<!pub )(?<!api )(?<!hot)(?<!mon)(?<!tx )(?<!view )\bkeys?\b|"
    r"\bseed\b|recovery|mnemonic|"
    r"助[记記][词詞]|[种種]子|[私密秘][ \u3000]?[钥鑰匙](?!哈希)|si ?yao|"
    r"私[人有]密[钥鑰]|"
    r"секретн\w* ключ\w*|приватн\w* ключ\w*|закрыт\w* ключ\w*|"
    r"(?<!открытый )(?<!публичный )\bключ\b|"
    r"clave (?:privada|secreta)|llave (?:privada|secreta)|chave (?:privada|secreta)|"
    r"cle[f]? (?:privee|secrete)|(?:privater?|geheimer?)[ -]schlussel|privatschlussel|"
    r"ozel anahtar|gizli anahtar|khoa (?:rieng|bi mat)|kunci (?:pribadi|rahasia)|"
    r"chiave (?:privata|segreta)|klucz\w* prywatn\w*|(?:geheime|prive) ?sleutel|"
    r"kunci privat|개인 ?키|비밀 ?키|프라이빗 ?키|"
    r"秘密鍵|プライベートキー|ส่วนตัว|مفتاح|निजी|प्राइवेट"
)
_LATIN_STEMS = (
    "key priv prv secret seed recover mnemonic clave llave chave schlussel anahtar khoa kunci "
    "chiave klucz sleutel clef siyao"
)
KEY_STEMS = tuple(_LATIN_STEMS.split())
"""What is in words for a key."""
SHORT_KEY_STEMS = ("pk", "sk", "p.k", "wif", "cle ", "si yao")
"""Short ones: words of their own."""
KEY_NAMES = frozenset(("pk", "sk", "wif", "cle", "yao"))
"""The words of the short ones, or their last; "p.k" has none."""
OTHER_KEY_STEMS: Mapping[Script, tuple[str, ...]] = {
    HAN: ("助记", "助記", "钥", "鑰", "匙", "秘密鍵", "种子", "種子"),
    CYRILLIC: ("ключ",),
    HANGUL: ("인키", "밀키", "빗키", "인 키", "밀 키", "빗 키"),
    KANA: ("トキー",),
    THAI: ("ส่วนตัว",),
    ARABIC: ("مفتاح",),
    DEVANAGARI: ("निजी", "प्राइवेट"),
}
"""A text without any of these calls nothing a key."""
_PUBLIC = (
    r"\b(?:tx|txn|txs)\b|hash|txid|/tx|transaction|transfer|checksum|sha-?\d|\bmd5\b|digest|"
    r"signature|signed|commit|\bblock|contract|address|\bto:|\border|pub(?:lic)?[ _-]?keys?|"
    r"\bpublic(?= ?[:=])|"
    r"\buuid|\bid\b|nonce|merkle|\broot\b|fingerprint|token id|object|\bcid\b|payment|deposit|"
    r"withdraw|view[ _-]?key|tx[ _-]?key|api[ _-]?key|trace|request|"
    r"哈希|杂凑|雜湊|[交转轉]易|[转轉][账帳賬]|流水|[签簽]名|校[验驗]|公[钥鑰匙]|"
    r"地址|合[约約]|区块|區塊|[订訂]单|"
    r"хеш|хэш|транзакц|адрес|перевод|подпис|публичн|открыт|"
    r"transacci|transferencia|direccion|firma|transac|endereco|adresse|empreinte|"
    r"islem|adres|giao dich|dia chi|transaksi|alamat|"
    r"거래|해시|주소|트랜잭션|取引|ハッシュ|アドレス|トランザクション"
)
_CUE = re.compile(f"(?P<key>{_KEY})|(?P<public>{_PUBLIC})|(?P<mask>\ufdd0+|\x7f+)")
_WEAK = re.compile(
    "transaction|transfer|交易|[转轉][账帳賬]|транзакц|перевод|address|地址|адрес|direccion|"
    "endereco|adresse|dia chi|alamat|주소|アドレス|contract|deposit|withdraw|payment|object|request"
)
_BREAK = re.compile(
    r"[.!?:：;。！？；,，\n]|\b(?:but|still|pero|aber|mais)\b|但|可是|不过|而且|но\b"
)
_SENTENCE_END = re.compile(r"[!?。！？]|\.(?=\s|$)|\n\s*\n")
_PRESENTING = re.compile(
    r"here|\bit says|"
    r"this is|below|follow|given|these|以下|如下|[这這]是|вот|aqui|voici|hier|segue|いか|아래"
)
_LINKS = re.compile(r"0x[0-9a-f]{40}\b|\b[0-9a-z]{26,62}\b")

_WORD = re.compile(r"[a-zа-яё]+|[^\W\d_]")
_LINKING_WORDS = (
    "is was are as it its that this these the a an my our your please of called it wallet s "
    "es mi la el de e minha a o est ma c ce ist mein meine der das benim adalah это мой как "
    "是 我 的 为 為 这 這 它 就 作 做 钱 錢 包 は の が で す 私 이 제 내 가"
)
_LINKING = frozenset(_LINKING_WORDS.split())  # what may stand between a value and its name

_QUIET = " \n\t:：=\"'`“”（("
_SEPARATOR = re.compile("[,;\t|]")
_DIGITS = re.compile(r"\d{4}")
_TABLE = 600
_MOST_ROWS = 6
_LONGEST_HEAD = 30
BEFORE = 120  # characters looked at before a token, and after it
AFTER = 40
_FAR = 60  # addresses between the cue and the value do not count


def calls_key(folded: str, start: int, end: int) -> bool:
    """Return whether the words around folded[start:end] call it a private key.

    The nearest cue before it in its sentence decides; without one, a cue right after it does.
    """
    column = _column_verdict(folded, start)
    if column is not None:
        return column
    before = _LINKS.sub(" ", folded[max(0, start - BEFORE) : start])
    verdict = _verdict_before(before)
    if verdict is not None:
        return verdict
    return _called_after(folded[end : end + AFTER])


def _column_verdict(folded: str, start: int) -> bool | None:
    """Return whether the head of the column a value stands in calls it a key, None without one."""
    line = folded.rfind("\n", max(0, start - BEFORE), start) + 1
    sign = _SEPARATOR.search(folded, line, start) if line else None
    if sign is None:
        return None
    column = folded.count(sign[0], line, start)
    above = folded[max(0, line - _TABLE) : line - 1].split("\n")
    for head in above[-_MOST_ROWS:]:
        cells = head.split(sign[0])
        if len(cells) <= column or _DIGITS.search(head):
            continue
        cue = _CUE.search(cells[column])
        if cue is not None and len(cells[column]) <= _LONGEST_HEAD:
            return cue.lastgroup == "key"
    return None


def _verdict_before(before: str) -> bool | None:
    """Return whether the words before a value call it a key; None when they do not say."""
    if re.search(r"https?://\S*$|[?&]\w+=$", before) and not re.search(r"priv|secret|key=", before):
        return False
    cues = list(_CUE.finditer(before))
    if not cues or cues[-1].lastgroup == "mask":
        return None
    last = cues[-1]
    if last.lastgroup == "public":
        return _is_purpose(before, cues) if _WEAK.match(last[0]) else False
    between = before[last.end() :].strip(_QUIET)
    if len(between) > _FAR:
        return None
    apart = _SENTENCE_END.search(between) or re.search(r"[,，]\s*\S", between)
    return None if apart and not _PRESENTING.search(before) else True


def _is_purpose(before: str, cues: list[re.Match[str]]) -> bool:
    """Return whether "transfer" or "address" only says what the key named before it is for."""
    keys = [cue for cue in cues if cue.lastgroup == "key"]
    if not keys:
        return False
    between = before[keys[-1].end() :]
    return len(between) <= _FAR and not _BREAK.search(between.rstrip(" :：\n"))


def _called_after(after: str) -> bool:
    """Return whether a value is called a key by what follows: "… is my private key"."""
    line = after.split("\n", 1)[0]
    cue = _CUE.search(line)
    if cue is None or cue.lastgroup != "key":
        return False
    between = _WORD.findall(line[: cue.start()])
    if not all(word in _LINKING for word in between):
        return False
    rest = line[cue.end() :]
    return not re.match(r"\s*(?:is|was|are|是|为)?\s*[:：=]?\s*(?:0x)?[0-9a-f]{12}", rest)
