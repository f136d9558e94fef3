"""What passwords and one-time codes are called, in folded text, and what people say of them."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.understanding.secrets.scripts import CYRILLIC, HAN, HANGUL, KANA, Script

_WORDS_OF_PASSWORDS = (
    "password passwords passwd passcode passphrase pwd pw pass contrasena clave senha mot mdp "
    "passwort kennwort parola sifre sifrem sifresi sandi khau parolam parolasi passe mk word "
    "palavra"
)
PASSWORD_WORDS = frozenset(_WORDS_OF_PASSWORDS.split())
"""One of these is in any Latin text with a password."""
_WORDS_OF_CODES = (
    "passcode code codes otp pin pins cvv cvv2 cvc cvc2 2fa mfa cv codigo kode ma kodu kodum kod "
    "pincode pinim geheimzahl tan cryptogramme prufziffer bestatigungscode sicherheitscode "
    "einmalcode verifizierungscode smscode passcodes"
)
CODE_WORDS = frozenset(_WORDS_OF_CODES.split())
"""The same for one-time codes."""
OTHER_PASSWORD_STEMS: Mapping[Script, tuple[str, ...]] = {
    HAN: ("密码", "密碼", "口令", "暗証番号"),
    KANA: ("パスワード",),
    HANGUL: ("패스워드", "비밀번호", "비번", "암호"),
    CYRILLIC: ("парол",),
}
"""The same in other scripts."""
OTHER_CODE_STEMS: Mapping[Script, tuple[str, ...]] = {
    HAN: ("码", "碼", "番号"),
    KANA: ("コード",),
    HANGUL: ("번호", "코드", "핀"),
    CYRILLIC: ("код", "пин", "смс"),
}

_NAMES_OF_PASSWORDS = (
    r"pass ?words?|passwd|pass ?code|pass ?phrase|kennwort|passwor[dt]|contrasena|"
    r"(?<![\w+/])(?:pwd|pw|mdp)(?=\s?[:：]|\s?=[^=]|\s(?:is|est)\s)|"
    r"(?<![\w+/])(?:passe?|clave|mk)(?=\s?[:：]|\s=\s)|\bpwd(?= \S{0,20}\d)|\bmi clave(?= es\s)|"
    r"palavra-passe|\bpass(?= (?=\S{0,20}\d)(?=\S{0,20}[a-z])\S{6})|"
    r"clave de acceso|senha|mot de passe|\bparola(?:m|si)?\b|\bsifre(?:m|si|niz)?\b|sandi|"
    r"mat khau|парол[ья]|密[码碼](?!学|學|器|箱)|口令|パスワード|暗証番号|비밀번호|비번|암호|"
    r"패스워드"
)
PASSWORD = _NAMES_OF_PASSWORDS
"""An expression for what a password is called."""
_STEMS_OF_PASSWORDS = (
    "pass pwd pw palavra mk mi kennwort contrasena clave senha mot mdp parola sifre sandi mat"
)
SHORT_STEMS = frozenset(
    ("mi", "mk", "mat", "mot", "pw", "pwd", "mdp", "ma", "tan", "otp", "pin", "cvv", "cvc")
)
"""What is part of many other words."""
FIRST_STEMS = ("mi", "mat")
"""What stands before one of the words by which the text was chosen."""
PASSWORD_STEMS = tuple(_STEMS_OF_PASSWORDS.split())
"""What one of these names begins with."""
CODE = (
    r"(?:verification|security|confirmation|authenti\w{2,9}|auth|login|log-in|one[ -]time|sms|2fa|"
    r"mfa|otp|access|unlock|backup|google) (?:pass)?codes?|\botp\b|"
    r"\bpin\b(?: ?code| number| saya)?|"
    r"pincode|\bcv[vc]2?\b(?: code)?|(?:my|the) code|"
    r"(?:[验驗][证證]|校[验驗]|[动動][态態]|安全|pin|cvv)[码碼]|"
    r"(?:[锁鎖]屏|解[锁鎖]|支付|交易|取款|手[势勢])密[码碼]|"
    r"(?:認証|確認)(?:コード|番号)|"
    r"(?:인증|보안|확인) ?(?:번호|코드)|(?:핀|pin) ?번호|pinコード|"
    r"\bpinim\b|geheimzahl|\btan\b|prufziffer|cryptogramme|"
    r"codigo (?:de )?(?:2fa|verifica|seguri|segura|confirma|acces|autentica)\w*|codigo sms|"
    r"code (?:de )?(?:2fa|"
    r"recu par sms|aus der sms|verification|securite|confirmation|validation|secret|sms)|"
    r"(?:bestatigungs|sicherheits|verifizierungs|einmal|sms-?|2fa-?)code|"
    r"код\w* (?:2fa|подтвержд|провер|безопасн|доступ|авториз|из смс|из sms)\w*|(?:смс|sms)[ -]код|"
    r"пин(?:[ -]?код)?\b|одноразов\w+ код\w*|"
    r"ma (?:xac (?:nhan|thuc|minh)|otp|pin|bao mat)(?: cua \w{2,5})?|"
    r"kode (?:2fa|verifikasi|otp|keamanan|konfirmasi|akses)|"
    r"(?:dogrulama|onay|guvenlik|sms|2fa|pin) kodu\w*"
)
"""An expression for what a one-time code, a PIN or a card's check value is called."""
CODE_FIRSTS = "2abcdegklmopstuv验驗校动動安锁鎖解支交取手認確인보확핀кпос"
"""What one of them begins with."""
_STEMS_OF_CODES = (
    "code geheimzahl tan prufziffer cryptogramme otp pin pinim cvv cvc codigo ma kode kodu"
)
CODE_STEMS = tuple(_STEMS_OF_CODES.split())
"""What is in each of these names."""

_STATES = (
    "not wrong incorrect invalid correct right valid same different forgotten forgot lost missing "
    "unknown none null nil true false undefined required optional hidden secret empty blank reset "
    "change changed needed string text number please cannot cant wont isnt doesnt weak strong long "
    "short good fine okay there here still again never always very what that this which only just "
    "also accepted rejected expired blocked locked leaked stolen hacked compromised protected "
    "saved encrypted working failed fails error errors password passwords passcode login username "
    "user email wallet account phone help support settings manager field screen page form input "
    "incorrecta incorrecto olvidada olvidado perdida oublie perdu falsch vergessen verloren "
    "esquecida errada incorreta hatali yanlis unuttum salah lupa quen sai неверный неверен неверно "
    "esqueci esqueceu olvide забыл забыла забыт утерян неправильный нет"
)
STATES = frozenset(_STATES.split())
"""What is said of a password instead of it."""
