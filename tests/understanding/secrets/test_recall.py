"""Secrets of every kind, written in every way, among words in many languages: all are found."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator

import pytest

from chalicelib.understanding.secrets import base58, find_secrets, redact

from . import throwaway as make

_FRAMES = (
    "{}",
    "Hello, I reinstalled the app and typed {} but the balance is zero.",
    "My recovery phrase: {}\n\nRegards, Tom",
    "你好，我的助记词是：{}，请帮我看看",
    "mi frase semilla es {}",
    "мои слова: {}\nСпасибо",
)
_KEY_FRAMES = (
    "my private key is {}",
    "private key:\n{}",
    "Here is the secret key {} of my wallet",
    "I exported {} as private key",
    "我的私钥是{}，导入以后余额为0",
    "私鑰：{}",
    "мой приватный ключ: {}",
    "mi clave privada es {}",
    "minha chave privada: {}",
    "秘密鍵は {} です",
    "개인키: {}",
    "ma clé privée : {}",
    "khóa riêng: {}",
    "özel anahtar: {}",
)


def _phrases() -> Iterator[tuple[str, str, list[str]]]:
    source = make.seeded(39)
    for language in make.LANGUAGES:
        for number, length in enumerate((12, 15, 18, 21, 24)):
            words = make.phrase(source, language, length)
            for name, text in make.written(words).items():
                if number and name not in ("spaces", "dots", "lines"):
                    continue
                frame = _FRAMES[source.randrange(len(_FRAMES))]
                yield f"{language}, {length}, {name}", frame.format(text), words


def _keys() -> Iterator[tuple[str, str, str]]:
    source = make.seeded(64)
    for _ in range(2):
        for frame in _KEY_FRAMES:
            key = make.hex_key(source)
            for spelled in (key, f"0x{key}", key.upper(), f"`{key}`"):
                yield "private_key", frame.format(spelled), key
    plain = [
        *(("wif_key", make.wif(source, version)) for version in (0x80, 0xEF, 0x9E, 0xB0)),
        ("wif_key", make.wif(source, compressed=False)),
        *(
            ("extended_key", make.extended(source, version))
            for version in (0x0488ADE4, 0x049D7878, 0x04B2430C, 0x04358394)
        ),
        ("private_key", make.bip38(source)),
        ("private_key", make.stellar(source)),
        ("private_key", make.ripple(source)),
        ("solana_key", base58.encode(make.solana(source))),
        ("solana_key", str(list(make.solana(source)))),
        ("keystore", make.keystore(source)),
        ("keystore", make.keystore(source, indent=2)),
        ("pem_key", make.pem(source)),
        ("pem_key", make.pem(source)[:120]),
        ("card_number", make.card(source)),
        ("eos_key", "PVT_K1_" + make.wif(source)[:48]),
    ]
    for kind, secret in plain:
        for frame in ("{}", "see {} please", "我的钱包 {} 打不开", "> {}", "```\n{}\n```", "({})."):
            yield kind, frame.format(secret), secret


@pytest.mark.parametrize("language", make.LANGUAGES)
def test_a_phrase_is_found_however_it_is_written(language: str) -> None:
    """Every list, length and manner; nothing of it is left, not even a word beside the mark."""
    for name, text, words in _phrases():
        if not name.startswith(f"{language},"):
            continue
        found = find_secrets(text)
        redacted = redact(text, found)

        assert [span.kind for span in found] == ["recovery_phrase"], (name, text)
        assert len(_left(redacted, words)) <= (0 if len(words[0]) > 1 else 3), (name, redacted)
        assert find_secrets(redacted) == (), (name, redacted)


def _left(redacted: str, words: list[str]) -> list[str]:
    """Return the words of a phrase still there; the frames' own words are none of the phrases'."""
    frame = set(re.findall(r"\w+", " ".join(_FRAMES).lower()))
    return [w for w in re.findall(r"\w+", redacted.lower()) if w in words and w not in frame]


def test_there_are_more_than_five_hundred_variants() -> None:
    """What the two tests around this one run over."""
    assert len(list(_phrases())) + len(list(_keys())) > 500


def test_a_key_is_found_in_every_frame() -> None:
    """Each kind under its own name, and gone afterwards."""
    for kind, text, secret in _keys():
        found = find_secrets(text)
        redacted = redact(text, found)

        assert [span.kind for span in found] == [kind], text
        assert secret not in redacted
        assert find_secrets(redacted) == (), redacted


@pytest.mark.parametrize("slips", [1, 2])
def test_a_phrase_with_mistyped_words_is_found(slips: int) -> None:
    """A letter lost, doubled or exchanged in one word or two does not hide the others."""
    source = make.seeded(7)
    missed = 0
    for _ in range(200):
        words = make.phrase(source, "english", source.choice((12, 24)))
        for place in source.sample(range(len(words)), slips):
            words[place] = _slipped(source, words[place])
        missed += not find_secrets(f"I typed: {' '.join(words)} !!")

    assert missed <= (1 if slips == 1 else 8)


def _slipped(source: make.Random, word: str) -> str:
    at = source.randrange(len(word) - 1)
    return source.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + "x" + word[at + 1 :],
        )
    )


def test_a_listed_word_after_a_mistyped_phrase_hides_nothing() -> None:
    """The sentence goes on with a word of the list, so the row is a phrase's length no more."""
    words = make.phrase(make.seeded(41), "english")
    words[5] += words[5][-1]

    assert find_secrets(f"{', '.join(words)} this is everything I have")


def test_letters_apart_and_words_together_are_found() -> None:
    """All letters with spaces between, or no word with any."""
    source = make.seeded(3)
    for language in ("english", "spanish", "italian"):
        words = make.phrase(source, language)
        for text in (" ".join("".join(words)), "  ".join(map(" ".join, words)), "".join(words)):
            assert find_secrets(f"it is {text}"), text


def test_a_phrase_in_two_parts_is_found() -> None:
    """Twelve words with a remark in their midst."""
    words = make.phrase(make.seeded(4), "english")
    text = f"the first six words are {' '.join(words[:6])} and the last six {' '.join(words[6:])}"

    redacted = redact(text, find_secrets(text))

    assert not set(words) & set(redacted.split())


def test_a_phrase_counted_in_words_is_found() -> None:
    """In four languages; what counts is none of its words."""
    words = make.phrase(make.seeded(21), "english")
    english = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    spanish = "primera segunda tercera cuarta quinta sexta septima octava novena décima undécima"
    german = "erstes zweites drittes viertes fünftes sechstes siebtes achtes neuntes zehntes elftes"
    for text in (
        ", ".join(f"the {n} word is {w}" for n, w in zip(english.split(), words, strict=True)),
        "; ".join(f"{n} palabra: {w}" for n, w in zip(spanish.split(), words[:11], strict=True)),
        "\n".join(f"{n} Wort {w}" for n, w in zip(german.split(), words[:11], strict=True)),
        f"the phrase starts with {words[0]} then {' then '.join(words[1:])}",
        " ".join(f"{chr(0x2460 + n)}{word}" for n, word in enumerate(words)),
    ):
        redacted = redact(text, find_secrets(text))

        assert len(set(words) & set(re.findall(r"\w+", redacted))) <= 1, text


@pytest.mark.parametrize("language", ["english", "spanish", "french", "italian", "portuguese"])
def test_words_cut_to_four_letters_are_found_near_a_cue(language: str) -> None:
    """They tell the words as well as all their letters do."""
    source = make.seeded(22)
    for length in (12, 24):
        cut = " ".join(word[:4] for word in make.phrase(source, language, length))

        assert find_secrets(f"my seed phrase: {cut}\nplease check"), cut
        assert find_secrets(f"助记词 {cut.upper()}"), cut


@pytest.mark.parametrize("language", ["russian", "japanese", "korean"])
def test_a_mistyped_word_of_another_script_is_found(language: str) -> None:
    """A last letter too many, no cue near."""
    words = make.phrase(make.seeded(23), language)
    words[4] += words[4][-1]

    assert find_secrets(" ".join(words))


def test_json_escapes_hide_no_phrase() -> None:
    """What json.dumps makes of accents and Chinese characters."""
    for language in ("french", "chinese_simplified"):
        text = json.dumps(make.phrase(make.seeded(24), language))

        assert [s.kind for s in find_secrets(f"助记词 {text}")] == ["recovery_phrase"]


def test_the_cue_may_be_listed_itself() -> None:
    """The words phrase and seed are of the list, so they may begin or divide the row."""
    words = make.phrase(make.seeded(25), "english")[:10]
    for before in ("secret recovery phrase\n", "Wallet is empty after the update. seed: "):
        assert find_secrets(before + " ".join(words)), before


def test_chinese_words_after_a_cue_are_found_without_spaces() -> None:
    """In one piece, in groups of four, and as "第1个…"."""
    source = make.seeded(8)
    for _ in range(100):
        words = make.phrase(source, "chinese_simplified")
        grouped = " ".join("".join(words[at : at + 4]) for at in range(0, 12, 4))
        counted = "，".join(f"第{n}个{word}" for n, word in enumerate(words, start=1))
        for text in ("".join(words), grouped, counted):
            assert find_secrets(f"我的助记词是：{text}"), text


def test_a_base58_key_broken_over_lines_is_found() -> None:
    """Mail programs break long words."""
    key = make.wif(make.seeded(1))

    for text in (
        f"{key[:30]}\n{key[30:]}",
        f"> {key[:40]}\n> {key[40:]}",
        f"{key[:20]} {key[20:]}",
    ):
        assert [span.kind for span in find_secrets(text)] == ["wif_key"], text


def test_a_key_named_beside_a_hash_leaves_the_hash() -> None:
    """The nearest word before a token names it."""
    source = make.seeded(5)
    key, txid = make.hex_key(source), make.hex_key(source)

    for text in (f"Tx hash: {txid}\nprivate key: {key}", f"private key {key} tx hash {txid}"):
        redacted = redact(text, find_secrets(text))

        assert txid in redacted
        assert key not in redacted


def test_a_list_of_keys_is_found_to_its_end() -> None:
    """One cue may stand for several keys."""
    source = make.seeded(6)
    keys = [make.hex_key(source) for _ in range(4)]

    for text in ("private keys:\n" + "\n".join(keys), "my private keys: " + ", ".join(keys)):
        assert len(find_secrets(text)) == 4


def test_a_nameless_key_beside_its_own_address_is_found() -> None:
    """The address derived from the number proves it; another number beside it stays a hash."""
    key = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"
    address = "0x2c7536E3605D9C16a7a3D7b1898e529396a65c23"

    assert [s.level for s in find_secrets(f"{address} {key}")] == ["certain"]
    assert not find_secrets(f"{address} {key[::-1]}")


def test_32_bytes_of_base64_are_a_key_when_called_one() -> None:
    """And nothing otherwise."""
    key = base64.b64encode(make.seeded(8).randbytes(32)).decode()

    assert find_secrets(f"private key: {key}")
    assert not find_secrets(f"digest: {key}")


def test_a_monero_phrase_proves_itself() -> None:
    """The last word repeats the one its checksum points at; the list is not needed."""
    import zlib

    source = make.seeded(9)
    letters = "bdfgklmnprstv"
    words = [
        "".join(source.choice(letters) + source.choice("aeiou") for _ in range(3))
        for _ in range(24)
    ]
    words.append(words[zlib.crc32("".join(w[:3] for w in words).encode()) % 24])

    assert find_secrets(f"monero seed: {' '.join(words)}")


def test_keys_called_so_in_more_languages_are_found() -> None:
    """Italian, Polish, Dutch, Hindi, French as often misspelt; in pieces too."""
    source = make.seeded(31)
    for cue in ("chiave segreta", "klucz prywatny", "geheime sleutel", "प्राइवेट की", "clef privée"):
        key = make.hex_key(source)
        for written in (key, f"0x{key[:30]}\n{key[30:]}", f"{key[:40]} {key[40:]}"):
            assert find_secrets(f"{cue}: {written}"), (cue, written)


def test_keys_of_other_lengths_are_found_when_called_keys() -> None:
    """64 bytes in hexadecimal or base64, decimal digits, bytes without brackets."""
    source = make.seeded(32)
    pair = make.solana(source)
    for written in (
        source.randbytes(64).hex(),
        source.randbytes(96).hex(),
        str(int.from_bytes(source.randbytes(32), "big") | 1 << 255),
        base64.b64encode(source.randbytes(64)).decode(),
        ", ".join(map(str, pair)),
    ):
        assert find_secrets(f"private key: {written}"), written
        assert not find_secrets(f"digest: {written}"), written

    assert [s.level for s in find_secrets(f"digest {pair.hex()}")] == ["certain"]


def test_named_keys_broken_over_lines_are_found_whole() -> None:
    """What a mail program breaks is one key still."""
    source = make.seeded(33)
    for key in (
        make.stellar(source),
        make.ripple(source),
        "nsec1" + "q7pz" * 14 + "9x",
        f"ed25519-priv-0x{make.hex_key(source)}",
    ):
        half = len(key) // 2
        text = f"{key[:half]}\n{key[half:]}"

        assert redact(text, find_secrets(text)).count("\n") == 0, text


def test_a_mini_key_proves_itself() -> None:
    """Its hash with a question mark begins with a zero byte; one token in 256 does by chance."""
    assert find_secrets("it says S6c56bnXQiBjk9mqSYE7ykVQ7NzrRy")
    assert not find_secrets("it says S6c56bnXQiBjk9mqSYE7ykVQ7NzrRz")


def test_keystores_of_other_makers_are_found() -> None:
    """The validators' form (EIP-2335) and Polkadot's export."""
    source = make.seeded(34)
    sealed, body = make.hex_key(source), base64.b64encode(source.randbytes(110)).decode()
    for text, value in (
        (
            json.dumps(
                {
                    "kdf": {"function": "scrypt", "params": {"salt": make.hex_key(source)}},
                    "checksum": {"function": "sha256", "message": make.hex_key(source)},
                    "cipher": {"function": "aes-128-ctr", "message": sealed},
                }
            ),
            sealed,
        ),
        (json.dumps({"encoded": body, "encoding": {"type": ["scrypt"]}}), body),
    ):
        assert value not in redact(text, find_secrets(text))


def test_what_programs_sign_in_with_is_found() -> None:
    """Keys and tokens of interfaces, authenticator seeds, passwords inside links."""
    source = make.seeded(35)
    token = base64.b64encode(source.randbytes(24)).decode().replace("/", "a").replace("+", "b")
    secret = base64.b32encode(source.randbytes(20)).decode()
    web = ".".join(["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", make.hex_key(source)])
    for text, value in (
        (f"my API key is {token}", token),
        (f"API密钥：{token}", token),
        (f"client_secret={token}", token),
        (f"Authorization: Bearer {web}", web),
        (f"it is ghp_{token}{token[:8]}", "ghp_"),
        (f"otpauth://totp/Desk:tom?secret={secret}&issuer=Desk", secret),
        (f"authenticator setup key: {secret.lower()}", secret.lower()),
        ("postgres://admin:Tr0ub4dor@db.example:5432/x", "Tr0ub4dor"),
    ):
        assert value not in redact(text, find_secrets(text)), text

    assert not find_secrets(f"https://news.example.com/u?token={token}")
    assert not find_secrets(f"token address 0x{make.hex_key(source)[:40]}, API key is missing")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("我的信用卡号是4539148803436467，扣了两次", "4539148803436467"),
        ("card 4539 - 1488 - 0343 - 6467", "4539 - 1488 - 0343 - 6467"),
        ("Maestro card 5018 0000 0000 0009", "5018 0000 0000 0009"),
        ("palavra-passe: sacusu28", "sacusu28"),
        ("le mot de passe est : Wo1970aa", "Wo1970aa"),
        ("the password I use is Tiger77blue", "Tiger77blue"),
        ("패스워드: Zhang1977!", "Zhang1977!"),
        ("锁屏密码2475", "2475"),
        ("mã PIN của tôi là 684123", "684123"),
        ("PIN kodum 913483", "913483"),
        ("Geheimzahl 7746", "7746"),
        ("security code 363", "363"),
        ("código 2FA: 550689", "550689"),
        ("code: 716312 (2FA)", "716312"),
        ("my backup codes:\n99985163\n33754697\n15548082", "15548082"),
        ("keystore password 58357307, please check", "58357307"),
        ("user tom pass Zx9!kk671", "Zx9!kk671"),
        ('I tried the password "hPVKf!WkqFZe" many times', "hPVKf!WkqFZe"),
        ("email/pass: x@y.com / wang1996aa", "wang1996aa"),
        ("Password\nKitty8944?\n\nThanks", "Kitty8944?"),
        ("I paid with 5018  0000  0000  0009", "5018  0000  0000  0009"),
    ],
)
def test_more_cards_passwords_and_codes_are_found(text: str, value: str) -> None:
    """As people of many languages write them."""
    assert value not in redact(text, find_secrets(text))


def test_a_phrase_told_in_several_lines_of_a_chat_is_found() -> None:
    """Names and times stand between its words, and are none of them."""
    words = make.phrase(make.seeded(21), "english")
    chats = (
        "[12:29] Tom: {}\n[12:30] Tom: {}\n[12:31] Tom: {}\n[12:31] Tom: {}",
        "12/05/2026, 14:03 - Tom: {}\n12/05/2026, 14:03 - Tom: {}\n12/05/2026, 14:04 - Tom: {}\n"
        "12/05/2026, 14:04 - Tom: {}",
        "Me (10:57 PM): {}\nMe (10:57 PM): {}\nMe (10:58 PM): {}\nMe (10:59 PM): {}",
    )
    for chat in chats:
        text = chat.format(*(" ".join(words[n : n + 3]) for n in range(0, 12, 3)))

        redacted = redact(text, find_secrets(text))

        assert not set(words) & set(re.findall("[a-z]+", redacted)), text


def test_the_head_of_a_column_calls_what_is_under_it_a_key() -> None:
    """A table names its keys once, and its hashes too."""
    source = make.seeded(22)
    keys = [make.hex_key(source) for _ in range(3)]
    rows = "".join(f"w{n},0x{make.hex_key(source)[:40]},{key}\n" for n, key in enumerate(keys))

    redacted = redact(text := f"name,address,private key\n{rows}", find_secrets(text))

    assert not any(key in redacted for key in keys)
    assert not find_secrets(f"name,private key backed up,hash\nmain,yes,{keys[0]}")


def test_a_monero_phrase_by_itself_needs_no_word_for_it() -> None:
    """Twenty-five words and no more need no word for them."""
    phrase = (
        "bunata meveta ligogu belamu domami sirubo surubi topilo biguga volose kulimu bivesa "
        "susadi dokefu tutora gudivo lufuvu vinape bokona fasipi rigiti segiku pegipa fepere fepere"
    )

    assert [span.level for span in find_secrets(phrase)] == ["likely"]
    assert not find_secrets(phrase.replace("bunata", "bonata"))


def test_cues_of_a_sentence_around_a_list_are_not_of_it() -> None:
    """Its words have no quotes, so those in quotes are read by themselves."""
    words = make.phrase(make.seeded(23), "english")

    (span,) = find_secrets(f"Hi team,\n{json.dumps(words)} can you check?")

    assert span.level == "certain"


@pytest.mark.parametrize("language", ["english", "spanish"])
@pytest.mark.parametrize("joint", [" and ", " y ", " n ", "\nand ", "-and-"])
@pytest.mark.parametrize("together", [1, 2, 3])
def test_words_joined_by_and_are_found_with_nothing_else_said(
    language: str, joint: str, together: int
) -> None:
    """One by one, or two and three at a time: what joins them is none of them."""
    source = make.seeded(24)
    for _ in range(4):
        words = make.phrase(source, language)
        text = joint.join(" ".join(words[n : n + together]) for n in range(0, 12, together))

        (span,) = find_secrets(text)

        assert (span.start, span.end) == (0, len(text)), text


@pytest.mark.parametrize("language", ["english", "spanish", "czech"])
@pytest.mark.parametrize("label", ["w", "W", "w_", "p", "word", "palabra"])
@pytest.mark.parametrize("between", ["\n", ", "])
def test_words_with_a_label_and_a_number_are_found(language: str, label: str, between: str) -> None:
    """As programs and their settings name them: "w1=… w2=…"."""
    words = make.phrase(make.seeded(42), language)
    lines = between.join(f"{label}{number}={word}" for number, word in enumerate(words, 1))

    redacted = redact(text := f"my seed phrase is:\n{lines}", find_secrets(text))

    assert not any(word in redacted for word in words[1:]), redacted
