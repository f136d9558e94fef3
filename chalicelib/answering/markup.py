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
    blocks: list[_Token] = list(_meant(_tokens(source)))
    return Parts(
        text="\n\n".join(_block_text(token, setting) for token in blocks) + "\n",
        html=_letter_html(blocks, setting),
    )


def _letter_html(blocks: list[_Token], setting: Setting) -> str:
    """Return the blocks as HTML; what follows the first rule is small print."""
    kinds = [token["type"] for token in blocks]
    end = kinds.index("thematic_break") + 1 if "thematic_break" in kinds else len(blocks)
    letter, small = _all_html(blocks[:end], setting), _all_html(blocks[end:], setting)
    return f'{letter}\n<div class="small" style="{_SMALL}">\n{small}\n</div>' if small else letter


@cache
def _markdown() -> mistune.Markdown:
    return mistune.Markdown(renderer=None)


def _tokens(source: str) -> list[dict[str, Any]]:
    """Return the syntax tree; without a renderer it is never the text mistune also may return."""
    tokens, _ = _markdown().parse(source)
    return [] if isinstance(tokens, str) else tokens


def _meant(tokens: Iterable[_Token]) -> Iterable[_Token]:
    return (token for token in tokens if token["type"] != "blank_line")


def _children(token: _Token) -> Iterable[_Token]:
    return _meant(token["children"])


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


def _block_text(token: _Token, setting: Setting) -> str:
    match token["type"]:
        case "paragraph" | "block_text" | "heading":
            return _run(token, setting)[0]
        case "thematic_break":
            return _RULE
        case "block_quote":
            return "\n\n".join(_block_text(child, setting) for child in _children(token))
        case "list":
            return "\n".join(
                _item_text(item, bullet, setting)
                for bullet, item in zip(_bullets(token), token["children"], strict=True)
            )
    raise _unknown(token)


def _bullets(token: _Token) -> list[str]:
    ordered = token["attrs"]["ordered"]
    return [f"{n}. " if ordered else "- " for n in range(1, len(token["children"]) + 1)]


def _item_text(item: _Token, bullet: str, setting: Setting) -> str:
    text = "\n".join(_block_text(child, setting) for child in _children(item))
    return bullet + text.replace("\n", "\n" + " " * len(bullet))


def _block_html(token: _Token, setting: Setting) -> str:
    match token["type"]:
        case "block_text":
            return _run(token, setting)[1]
        case "paragraph":
            return f'<p style="{_PARAGRAPH}">{_run(token, setting)[1]}</p>'
        case "heading":
            return f'<h2 style="{_HEADING}">{_run(token, setting)[1]}</h2>'
        case "thematic_break":
            return f'<hr class="rule" style="{_HR}">'
        case "block_quote":
            return _note(_all_html(_children(token), setting), setting)
        case "list":
            return _list_html(token, setting)
    raise _unknown(token)


def _all_html(tokens: Iterable[_Token], setting: Setting) -> str:
    return "\n".join(_block_html(token, setting) for token in tokens)


def _note(inside: str, setting: Setting) -> str:
    return (
        f'<div class="note" style="{_NOTE};border-{setting.start}:4px solid #d98e04">'
        f"\n{inside}\n</div>"
    )


def _list_html(token: _Token, setting: Setting) -> str:
    tag = "ol" if token["attrs"]["ordered"] else "ul"
    items = "\n".join(
        f'<li style="{_ITEM}">{_all_html(_children(item), setting)}</li>'
        for item in token["children"]
    )
    return f'<{tag} style="{_LIST};padding-{setting.start}:24px">\n{items}\n</{tag}>'


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
