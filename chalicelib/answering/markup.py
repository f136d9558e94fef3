"""The Markdown of a letter → its text part and its HTML part, from one parse.

Templates use a small Markdown (CommonMark): paragraphs, headings, lists, block quotes (a note
that must be seen), rules, strong, emphasis, code and line breaks. Links, images and HTML are not
in it: what a letter links to comes from the brand's contacts alone. Styles stand in the elements,
since many mail readers drop style sheets; the classes are for dark mode only.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import mistune

from chalicelib.errors import OperatorError

_Token = Mapping[str, Any]
_RULE = "-" * 24


@dataclass(frozen=True, slots=True)
class Parts:
    """One letter twice: the same words as plain text and as an HTML fragment."""

    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a language is set: what joins two lines of a paragraph, and the side lines start at."""

    between_lines: str
    start: str


@lru_cache(maxsize=512)
def parts_of(source: str, setting: Setting) -> Parts:
    """Return both parts. Remembered, since marked sources repeat from letter to letter.

    Raises:
        OperatorError: the source uses Markdown that letters do not have.
    """
    blocks = _blocks(_tokens(source), setting)
    return Parts(
        text="\n\n".join(block.text for block in blocks) + "\n",
        html=_with_small_print([block.html for block in blocks]),
    )


def _with_small_print(blocks: list[str]) -> str:
    """Return the blocks as one; what follows the first rule is small print."""
    rules = [place for place, block in enumerate(blocks) if block.startswith("<hr ")]
    end = rules[0] + 1 if rules else len(blocks)
    letter, small = "\n".join(blocks[:end]), "\n".join(blocks[end:])
    return f'{letter}\n<div class="small" style="{_SMALL}">\n{small}\n</div>' if small else letter


@cache
def _markdown() -> mistune.Markdown:
    return mistune.Markdown(renderer=None)


def _tokens(source: str) -> list[dict[str, Any]]:
    """Return the syntax tree; without a renderer it is never the text mistune also may return."""
    tokens, _ = _markdown().parse(source)
    return [] if isinstance(tokens, str) else tokens


def _unknown(token: _Token) -> OperatorError:
    return OperatorError(f"a letter cannot hold Markdown of the type {token['type']!r}")


def _inline(token: _Token, setting: Setting) -> tuple[str, str]:
    """Return one run of text in both forms."""
    match token["type"]:
        case "text":
            return token["raw"], html.escape(token["raw"])
        case "codespan":
            code = (
                f'<span class="code" dir="ltr" style="{_CODE}">{html.escape(token["raw"])}</span>'
            )
            return token["raw"], code
        case "softbreak":
            return setting.between_lines, setting.between_lines
        case "linebreak":
            return "\n", "<br>\n"
        case "strong" | "emphasis" as kind:
            tag = "strong" if kind == "strong" else "em"
            text, marked = _run(token, setting)
            return text, f"<{tag}>{marked}</{tag}>"
    raise _unknown(token)


def _run(token: _Token, setting: Setting) -> tuple[str, str]:
    pairs = [_inline(child, setting) for child in token["children"]]
    return "".join(text for text, _ in pairs), "".join(marked for _, marked in pairs)


def _block(token: _Token, setting: Setting) -> Parts:
    """Return one block in both forms."""
    match token["type"]:
        case "block_text":
            return Parts(*_run(token, setting))
        case "paragraph":
            text, marked = _run(token, setting)
            return Parts(text, f'<p style="{_PARAGRAPH}">{marked}</p>')
        case "heading":
            text, marked = _run(token, setting)
            return Parts(text, f'<h2 style="{_HEADING}">{marked}</h2>')
        case "thematic_break":
            return Parts(_RULE, f'<hr class="rule" style="{_HR}">')
        case "block_quote":
            return _note(token, setting)
        case "list":
            return _list(token, setting)
    raise _unknown(token)


def _blocks(tokens: Iterable[_Token], setting: Setting) -> list[Parts]:
    return [_block(token, setting) for token in tokens if token["type"] != "blank_line"]


def _note(token: _Token, setting: Setting) -> Parts:
    inside = _blocks(token["children"], setting)
    marked = "\n".join(part.html for part in inside)
    style = f"{_NOTE};border-{setting.start}:4px solid #d98e04"
    return Parts(
        "\n\n".join(part.text for part in inside),
        f'<div class="note" style="{style}">\n{marked}\n</div>',
    )


def _list(token: _Token, setting: Setting) -> Parts:
    ordered = token["attrs"]["ordered"]
    items = [_blocks(item["children"], setting) for item in token["children"]]
    texts, marked = [], []
    for number, item in enumerate(items, start=1):
        bullet = f"{number}. " if ordered else "- "
        text = "\n".join(part.text for part in item)
        texts.append(bullet + text.replace("\n", "\n" + " " * len(bullet)))
        inside = "\n".join(part.html for part in item)
        marked.append(f'<li style="{_ITEM}">{inside}</li>\n')
    tag, style = "ol" if ordered else "ul", f"{_LIST};padding-{setting.start}:24px"
    return Parts("\n".join(texts), f'<{tag} style="{style}">\n{"".join(marked)}</{tag}>')


_PARAGRAPH = "margin:0 0 16px"
_HEADING = "margin:28px 0 12px;font-size:18px;line-height:1.4;font-weight:600"
_LIST = "margin:0 0 16px;padding:0"
_ITEM = "margin:0 0 8px"
_SMALL = "font-size:14px;color:#57606a"
_HR = "margin:28px 0 20px;border:0;border-top:1px solid #dfe3e8"
_CODE = (
    "font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:15px;"
    "padding:1px 5px;border-radius:4px;background-color:#eef1f4;unicode-bidi:isolate"
)
_NOTE = "margin:28px 0;padding:14px 16px 1px;border-radius:4px;background-color:#fff7e6"
