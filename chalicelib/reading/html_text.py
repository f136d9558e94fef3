"""HTML → lines of text that say what a reader would see. Nothing is ever fetched or executed.

Links show where they lead when their text does not; hidden text is kept apart from what is seen.
Lines inside quotation or signature markup are told, for quoting.py. Size and depth are bounded:
the parser's cost grows with depth squared, so deeper markup is only stripped of its tags.
"""

from __future__ import annotations

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from chalicelib.reading.html_page import Frame, HtmlText, Page

_MAX_CHARS = 4_000_000
_MAX_DEPTH = 1500
_MAX_URL = 300
_RULE = "_" * 32

_SKIPPED = frozenset({"head", "script", "style", "template", "noscript", "title", "object", "svg",
                      "-comment", "select", "textarea"})  # fmt: skip
_PARAGRAPHS = frozenset({"p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl",
                         "table", "pre"})  # fmt: skip
_BLOCKS = _PARAGRAPHS | {"div", "li", "tr", "dt", "dd", "section", "article", "header", "footer",
                         "center", "form", "address", "fieldset", "hr", "body", "main", "aside",
                         "figure", "caption", "nav", "tbody", "thead", "includetail",
                         "title"}  # fmt: skip
_QUOTE_MARK = re.compile(
    r"\b(?:gmail_quote|yahoo_quoted|moz-cite-prefix|protonmail_quote|tutanota_quote|zmail_extra"
    r"|isreplycontent|ntes_not_fresh_email|mail-quote|qmbox|alimail-quote|wemail_quote"
    r"|replybody|originalmessage|ydp\w*yahoo_quoted|hs_reply|front-quote|quotedreply)\b"
)
_REST_MARK = re.compile(r"\b(?:divrplyfwdmsg|appendonsend|ms-outlook-mobile-reference-message)\b")
_SIGNATURE_MARK = re.compile(
    r"\b(?:gmail_signature|moz-signature|applemailsignature|ms-outlook-mobile-signature"
    r"|mail-signature|protonmail_signature_block)\b|\bsignature(?: |$)"
)
# Word's way to part the answer from the mail answered: a rule above the old mail's head.
_OUTLOOK_RULE = re.compile(r"border:none;border-top:solid#[0-9a-f]{6}1\.0pt")
_HIDDEN_STYLE = re.compile(
    r"(?:^|;)(?:display:none|visibility:hidden|mso-hide:all|font-size:0(?:px|pt|em|%)?(?:!|;|$)"
    r"|opacity:0(?:!|;|$)|max-height:0(?:px)?(?:!|;|$))"
)
_TAG = re.compile(r"<[^<>]*>?")
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset({"br", "img", "hr", "meta", "input", "link", "area", "col", "wbr", "base"})


def html_to_text(html: str) -> HtmlText:
    """Return what an HTML document shows. Total; takes time linear in its length."""
    html = html[:_MAX_CHARS].replace("\x00", "")
    if _too_deep(html):
        return HtmlText(_stripped(html))
    root = LexborHTMLParser(html).root
    page = Page()
    if root is not None:
        _walk(root, page)
    return page.result()


def _too_deep(html: str) -> bool:
    if html.count("<") - html.count("</") < _MAX_DEPTH:
        return False
    depth = 0
    for match in _TAG_NAME.finditer(html):
        if match[1]:
            depth = max(0, depth - 1)
        elif match[2].lower() not in _VOID:
            depth += 1
            if depth > _MAX_DEPTH:
                return True
    return False


def _stripped(html: str) -> str:
    lines = (" ".join(line.split()) for line in unescape(_TAG.sub("\n", html)).split("\n"))
    return "\n".join(line for line in lines if line)


def _walk(root: LexborNode, page: Page) -> None:
    """Visit every node in document order without recursion."""
    frames = [Frame("")]
    node: LexborNode | None = root
    while node is not None:
        child = _enter(node, frames, page)
        if child is not None:
            node = child
            continue
        node = _leave(node, frames, page)


def _leave(node: LexborNode, frames: list[Frame], page: Page) -> LexborNode | None:
    """Return the next node in document order that is no child of `node`, closing what ends."""
    at: LexborNode | None = node
    while at is not None and len(frames) > 1:
        following = at.next
        if following is not None:
            return following
        at = at.parent
        _close(frames.pop(), frames[-1], page)
    return None


def _enter(node: LexborNode, frames: list[Frame], page: Page) -> LexborNode | None:
    """Write a node; return its first child when the walk shall go down, with a frame pushed."""
    tag = node.tag or ""
    frame = frames[-1]
    if tag == "-text":
        _text(node.text_content or "", frames, page)
        return None
    if tag in _SKIPPED:
        return None
    if tag in ("br", "hr", "img"):
        _void(node, tag, frame, page)
        return None
    opened = _open(node, tag, frame, page)
    child = node.child
    if child is None:
        _close(opened, frame, page)
        return None
    frames.append(opened)
    return child


def _text(text: str, frames: list[Frame], page: Page) -> None:
    frame = frames[-1]
    if frame.hidden:
        page.hide(text)
        return
    page.put(text, frame)
    if frame.href:
        frame.link_text.append(text)


def _void(node: LexborNode, tag: str, frame: Frame, page: Page) -> None:
    if frame.hidden:
        return
    if tag == "br":
        page.end_line()
    elif tag == "hr":
        page.new_block(apart=False)
        page.put(_RULE, frame)
        page.end_line()
    else:
        alt = node.attributes.get("alt") or ""
        if 0 < len(alt) <= 4 and not alt.isascii():  # an emoji drawn as a picture
            page.put(alt, frame)


def _open(node: LexborNode, tag: str, outer: Frame, page: Page) -> Frame:
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip().lower()
    style = "".join((attributes.get("style") or "").lower().split())
    frame = Frame(
        tag,
        quoted=outer.quoted or _is_quote(tag, names, style),
        signature=outer.signature or bool(names and _SIGNATURE_MARK.search(names)),
        hidden=outer.hidden or "hidden" in attributes or bool(_HIDDEN_STYLE.search(style)),
        pre=outer.pre or tag == "pre" or "white-space:pre" in style,
        href=(attributes.get("href") or "") if tag == "a" else outer.href,
        link_text=outer.link_text if tag != "a" else [],
    )
    if tag in _BLOCKS and not frame.hidden:
        page.new_block(apart=tag in _PARAGRAPHS and outer.tag != "li")
    if (names and _REST_MARK.search(names)) or _OUTLOOK_RULE.search(style):
        page.rest_quoted = True
    if tag == "li" and not frame.hidden:
        page.put("- ", frame)
    if tag in ("td", "th") and page.line:
        page.put("  ", frame)
        page.line.append(" ")
    return frame


def _is_quote(tag: str, names: str, style: str) -> bool:
    if names and _QUOTE_MARK.search(names):
        return True
    # Indenting, as some editors do it, is a blockquote without a border.
    return tag == "blockquote" and "border:none" not in style and "border:0" not in style


def _close(frame: Frame, outer: Frame, page: Page) -> None:
    if frame.hidden:
        return
    if frame.tag == "a" and frame.href:
        target = _target(frame.href, "".join(frame.link_text))
        if target:
            page.put(f" <{target}>", frame)
        if outer.href:
            outer.link_text.extend(frame.link_text)
    if frame.tag in _BLOCKS:
        page.new_block(apart=frame.tag in _PARAGRAPHS and outer.tag != "li")


def _target(href: str, text: str) -> str:
    """Return the address to show behind a link's text, "" when the text already is it."""
    url = "".join(href.split())[:_MAX_URL]
    scheme, colon, rest = url.partition(":")
    if not colon or scheme.lower() not in ("http", "https", "ftp"):
        return ""
    shown = "".join(text.split()).lower()
    bare = rest.lstrip("/").rstrip("/").lower()
    if shown.partition("://")[2].rstrip("/") == bare or shown.rstrip("/") in (bare, "www." + bare):
        return ""
    return url.replace("<", "%3C").replace(">", "%3E")
