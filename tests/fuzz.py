"""Mutated mails against the reading room, for a while: `python -m tests.fuzz [SECONDS [SEED]]`.

The project's own golden mails are cut, spliced, doubled and littered with what breaks parsers.
Each result must hold the promises made for any mail; the first that does not is written to
build/fuzz and ends the run with status 1. The same seed gives the same mails.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from random import Random  # noqa: TID251 — seeded, so that a finding can be had again

from chalicelib.reading import mime
from chalicelib.rules import load_rules
from frontdesk.inspect import inspect, row_of
from tests.reading.mails import a_mail, a_receipt

ROOT = Path(__file__).parent.parent
MAX_SECONDS = 0.5
SLOW_TRIES = 3
LITTER = (
    b"\r\n", b"\n\n", b"\r", b"--", b"=?", b"?=", b"=?gb2312?B?", b"=?utf-8?q?=E4=B8?=", b"\x00",
    b"\xff\xfe", b"\xc4\xe3", b"\x1b$B", b'"', b"<", b">", b"(", b";", b"=", b"=3D", b"\n> ",
    b"Content-Type: multipart/mixed; boundary=b\r\n", b"--b\r\n", b"--b--\r\n",
    b"Content-Type: text/html\r\n\r\n", b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Type: text/plain; charset=utf-7\r\n", b"begin 644 x\nM", b"\n`\nend\n",
    b"<blockquote>", b"<div style='display:none'>", b"<!--", b"<a href='http://x@y/'>", b"\n-- \n",
    b"On Monday, A wrote:\n", b"\x78\x9f\x3e\x22", b"Content-Disposition: attachment; filename*0*=",
    b"Date: Mon, 99 Foo 0000 99:99:99\r\n", b"Message-ID: <", b"\xe2\x80\xae",
)  # fmt: skip


def mutated(seeds: list[bytes], random: Random) -> bytes:
    """Return one mail made out of the seeds by a few random changes."""
    data = bytearray(random.choice(seeds))
    for _ in range(random.randint(1, 8)):
        at, end = sorted(random.randrange(len(data) + 1) for _ in range(2))
        match random.randrange(7):
            case 0:
                del data[at : min(end, at + 200)]
            case 1:
                data[at:at] = random.choice(LITTER) * random.choice((1, 1, 1, 40))
            case 2:
                data[at:at] = data[at : min(end, at + 2000)]
            case 3:
                other = random.choice(seeds)
                data[at:] = other[random.randrange(len(other)) :]
            case 4 if data:
                data[at % len(data)] = random.randrange(256)
            case 5:
                data[at:at] = bytes(random.randrange(256) for _ in range(random.randrange(30)))
            case _:
                del data[end:]
        del data[200_000:]
    return bytes(data)


def broken_promise(content: bytes, rules: object) -> str:
    """Return which promise a mail's reading breaks, "" when it keeps them all."""
    started = time.process_time()
    found = mime.parse(content, a_receipt())
    spent = time.process_time() - started
    for name in ("reply", "unquoted", "unsigned"):
        view = getattr(found, name)
        if bool(view.strip()) != bool(found.text.strip()):
            return f"{name} is blank and the text is not"
        # Some programs write this entity into plain text; the views show what it means. A line
        # that an attribution shares with other words is split, so parts of words count.
        text = found.text.replace("&nbsp;", " ")
        if any(word not in text for word in set(view.split()) - set(text.split())):
            return f"{name} holds words the text does not"
    if any(not one.filename or "/" in one.filename for one in found.attachments):
        return "an unsafe file name"
    json.dumps(row_of("fuzz", inspect(content, rules)), ensure_ascii=False).encode()  # type: ignore[arg-type]
    return "slow" if spent > MAX_SECONDS else ""


def lost_text(random: Random) -> str:
    """Return what is lost of a text in a random charset, "" when all of it is found again."""
    text, charset = random.choice(
        (("转账失败请帮我查一下", "gb18030"),
         ("轉帳失敗請幫我查詢", "big5"), ("送金が失敗", "cp932"),
         ("Перевод не пришёл", "koi8_r"), ("송금이 실패했습니다", "euc_kr"), ("转账 été", "utf-8"))
    )  # fmt: skip
    padding = "".join(random.choice("abc ,.\n") for _ in range(random.randrange(2000)))
    label = "windows-949" if charset == "euc_kr" else charset.replace("_", "-")
    header = f"Content-Type: text/plain; charset={label}\r\n".encode()
    found = mime.parse(a_mail((padding + text).encode(charset), headers=header), a_receipt())
    return "" if text in found.text else f"{text} in {charset} behind {len(padding)} characters"


def main(argv: list[str]) -> int:
    """Fuzz for so many seconds; 1 when a promise was broken."""
    seconds, seed = (int(argv[0]) if argv else 60), (int(argv[1]) if len(argv) > 1 else 1)
    random = Random(seed)  # noqa: S311 — mails, not secrets
    seeds = [path.read_bytes() for path in sorted((ROOT / "tests/golden/mails").glob("*/*.eml"))]
    rules = load_rules(ROOT / "chalicelib" / "policy")
    end, count = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        content, count = mutated(seeds, random), count + 1
        try:
            broken = broken_promise(content, rules) or lost_text(random)
        except Exception as err:  # noqa: BLE001 — whatever it is, it is a finding
            broken = f"{type(err).__name__}: {err}"
        if broken == "slow" and _is_fast_again(content):
            continue
        if broken:
            path = ROOT / "build" / "fuzz" / f"{seed}-{count}.eml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            print(f"fuzz: {broken} (mail {count}, kept as {path.relative_to(ROOT)})")  # noqa: T201
            return 1
    print(f"fuzz: {count} mails in {seconds} s, seed {seed}: nothing found")  # noqa: T201
    return 0


def _is_fast_again(content: bytes) -> bool:
    """Another process may have slowed one reading down, hardly several."""
    for _ in range(SLOW_TRIES):
        started = time.process_time()
        mime.parse(content, a_receipt())
        if time.process_time() - started <= MAX_SECONDS:
            return True
    return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
