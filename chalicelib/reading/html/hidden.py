"""Which elements of a page nobody sees, told from their own style (CSS 2.2) and their ancestors'.

Style sheets are not read. Where a background is not known, text counts as seen.
All take the style attribute in lower case without white space.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

_GONE = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|opacity:(?:0?\.0*|0)%?(?:!|;|$)"
    r"|max-height:0(?:px)?(?:!|;|$)"
    r"|(?:left|top|right|text-indent|margin-left|margin-top):-\d{3,}(?:px|pt|em|rem|%)"
    r"|clip:rect\((?:0(?:px)?|1px)[,)])"
)
_EMPTY_BOX = re.compile(r"(?:^|;)(?:height|width):[01](?:px)?(?:!|;|$)")
_FONT_SIZE = re.compile(
    r"(?:^|;)font(?:-size)?:(\d{1,5}(?:\.\d{1,5})?|\.\d{1,5})(px|pt|em|rem|%)?(?![\d.])"
)
_COLOUR = re.compile(r"(?:^|;)color:([^;!]{1,60})")
_BACKGROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]{1,200})")
_FIRST_COLOUR = re.compile(r"#[0-9a-f]{3,8}|rgba?\([0-9.,%]{1,40}\)|[a-z]{3,20}")
_NAMES = {"white": "ffffff", "black": "000000", "transparent": ""}
_SEEN_SIZE = 2.0  # pixels or points; anything smaller is dust


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks at one place. Colours are six hexadecimal digits, "" when not known."""

    gone: bool = False
    tiny: bool = False
    colour: str = "000000"
    background: str = "ffffff"

    @property
    def is_hidden(self) -> bool:
        """Return whether nobody sees a text that looks so."""
        return self.gone or self.tiny or (self.colour == self.background != "")


PLAIN = Look()


def look_of(outer: Look, tag: str, attributes: Mapping[str, str | None], style: str) -> Look:
    """Return how text inside an element looks, given how it looks around it."""
    gone = "hidden" in attributes or bool(style and (_GONE.search(style) or _is_empty_box(style)))
    colour = (attributes.get("color") if tag == "font" else "") or ""
    if not (gone or style or colour or "bgcolor" in attributes or "background" in attributes):
        return outer
    return replace(
        outer,
        gone=outer.gone or gone,
        tiny=_is_tiny(style, outer=outer.tiny),
        colour=_colour(style, colour, outer.colour),
        background=_background(style, attributes, outer.background),
    )


def _is_empty_box(style: str) -> bool:
    return "overflow:hidden" in style and bool(_EMPTY_BOX.search(style))


def _is_tiny(style: str, *, outer: bool) -> bool:
    """A size that is told anew undoes an outer one: layouts set 0 around blocks of text."""
    found = _FONT_SIZE.search(style) if "font" in style else None
    if found is None:
        return outer
    size = float(found[1])
    return size == 0 or (size < _SEEN_SIZE and found[2] in ("px", "pt"))


def _colour(style: str, attribute: str, outer: str) -> str:
    found = _COLOUR.search(style)
    return _hex(found[1] if found else attribute.strip().lower(), outer)


def _background(style: str, attributes: Mapping[str, str | None], outer: str) -> str:
    found = _BACKGROUND.search(style)
    if "background" in attributes or "background-image" in style or (found and "url(" in found[1]):
        return ""
    told = found[1] if found else (attributes.get("bgcolor") or "").strip().lower()
    if told in ("transparent", "none", "inherit", "initial"):
        return outer
    return _hex(told, outer)


def _hex(told: str, outer: str) -> str:
    """Return a colour as six digits; "" when it is none that is known, `outer` for nothing."""
    if not told:
        return outer
    found = _FIRST_COLOUR.search(told)
    colour = found[0] if found else ""
    if colour.startswith("rgb"):
        parts = colour.partition("(")[2].rstrip(")").split(",")
        numbers = [int(part) for part in parts[:3] if part.isdigit()]
        solid = len(parts) == 3 or parts[-1] in ("1", "1.0")
        return "".join(f"{min(n, 255):02x}" for n in numbers) if len(numbers) == 3 and solid else ""
    digits = colour.removeprefix("#")
    if colour.startswith("#") and len(digits) == 3:
        return "".join(digit * 2 for digit in digits)
    return digits if colour.startswith("#") and len(digits) == 6 else _NAMES.get(colour, "")
