"""What passwords and one-time codes are called, in folded text, and what people say of them."""

from __future__ import annotations

_LATIN_WORDS = (
    "password passwords passwd passcode passphrase pwd pw pass code codes otp pin pins cvv cvv2 "
    "cvc cvc2 2fa mfa contrasena clave codigo senha mot mdp passwort kennwort parola sifre sifrem "
    "sifresi sandi kode khau ma kodu kod pincode bestatigungscode sicherheitscode einmalcode "
    "verifizierungscode smscode"
)
WORDS = frozenset(_LATIN_WORDS.split())
"""One of these is in any Latin text with a password or code."""
_OTHER_WORDS = (
    "密码 密碼 口令 验证码 驗證碼 校验码 校驗碼 动态码 動態碼 安全码 安全碼 "
    "パスワード 暗証番号 コード 認証番号 "
    "비밀번호 비번 암호 인증 보안 핀번호 парол код пин"
)
OTHER_SCRIPTS = tuple(_OTHER_WORDS.split())
"""The same in other scripts."""

_NAMES_OF_PASSWORDS = (
    r"pass ?words?|passwd|pass ?code|pass ?phrase|kennwort|passwor[dt]|contrasena|"
    r"(?<![\w+/])(?:pwd|pw|mdp)(?=\s?[:：]|\s?=[^=]|\s(?:is|est)\s)|"
    r"clave de acceso|senha|mot de passe|\bparola(?:m)?\b|\bsifre(?:m|si|niz)?\b|sandi|"
    r"mat khau|парол[ья]|密[码碼](?!学|學|器|箱)|口令|パスワード|暗証番号|비밀번호|비번|암호"
)
PASSWORD = _NAMES_OF_PASSWORDS
"""An expression for what a password is called."""
_STEMS_OF_PASSWORDS = (
    "pass pwd pw kennwort contrasena clave senha mot mdp parola sifre sandi mat парол 密码 密碼 "
    "口令 パスワード 暗証番号 비밀번호 비번 암호"
)
PASSWORD_STEMS = tuple(_STEMS_OF_PASSWORDS.split())
"""What one of these names begins with."""
CODE = (
    r"(?:verification|security|confirmation|authenti\w{2,9}|auth|login|log-in|one[ -]time|sms|2fa|"
    r"mfa|otp|access|unlock|backup|google) (?:pass)?codes?|\botp\b|\bpin\b(?: ?code| number)?|"
    r"pincode|\bcv[vc]2?\b(?: code)?|(?:my|the) code|"
    r"(?:[验驗][证證]|校[验驗]|[动動][态態]|安全|pin)[码碼]|(?:認証|確認)(?:コード|番号)|"
    r"(?:인증|보안|확인) ?(?:번호|코드)|핀 ?번호|"
    r"codigo de (?:verifica|seguri|segura|confirma|acces|autentica)\w*|codigo sms|"
    r"code (?:de )?(?:verification|securite|confirmation|validation|secret|sms)|"
    r"(?:bestatigungs|sicherheits|verifizierungs|einmal|sms-?)code|"
    r"код\w* (?:подтвержд|провер|безопасн|доступ|авториз|из смс|из sms)\w*|(?:смс|sms)[ -]код|"
    r"пин(?:-?код)?\b|одноразов\w+ код\w*|ma (?:xac (?:nhan|thuc|minh)|otp|pin|bao mat)|"
    r"kode (?:verifikasi|otp|keamanan|konfirmasi|akses)|(?:dogrulama|onay|guvenlik|sms) kodu\w*"
)
"""An expression for what a one-time code, a PIN or a card's check value is called."""
_STEMS_OF_CODES = "code otp pin cvv cvc 码 碼 コード 番号 번호 코드 codigo код пин ma kode kodu"
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
    "забыл забыла забыт утерян неправильный нет"
)
STATES = frozenset(_STATES.split())
"""What is said of a password instead of it."""
