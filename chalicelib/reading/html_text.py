"""HTML → lines of text that say what a reader would see. Nothing is ever fetched or executed.

Links show where they lead when their text does not; hidden text is kept apart from what is seen.
Lines inside quotation or signature markup are told, for quoting.py. Size and depth are bounded:
what the parser would take too long for is only stripped of its tags.
"""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from chalicelib.reading.html.guard import is_bounded, stripped, without_files
from chalicelib.reading.html.hidden import look_of
from chalicelib.reading.html.links import shown_target
from chalicelib.reading.html.marks import begins_rest, is_container, is_quote, is_signature
from chalicelib.reading.html.page import Frame, HtmlText, Page

_MAX_CHARS = 4_000_000
_RULE = "_" * 32

_SKIPPED = frozenset({"head", "script", "style", "template", "noscript", "title", "object", "svg",
                      "-comment", "select", "textarea"})  # fmt: skip
_PARAGRAPHS = frozenset({"p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl",
                         "table", "pre"})  # fmt: skip
_BLOCKS = _PARAGRAPHS | {"div", "li", "tr", "dt", "dd", "section", "article", "header", "footer",
                         "center", "form", "address", "fieldset", "hr", "body", "main", "aside",
                         "figure", "caption", "nav", "tbody", "thead", "includetail",
                         "title"}  # fmt: skip


def html_to_text(html: str) -> HtmlText:
    """Return what an HTML document shows. Total; takes time linear in its length."""
    html = without_files(html)[:_MAX_CHARS].replace("\x00", "")
    if not is_bounded(html):
        return HtmlText(stripped(html))
    root = LexborHTMLParser(html).root
    page = Page()
    if root is not None:
        _walk(root, page)
    found = page.result()
    if "<!--" in html and not (found.text or found.hidden):  # a comment that never ends
        return HtmlText(stripped(html.replace("<!--", "")))
    return found


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
    names = " ".join(attributes.get(name) or "" for name in ("class", "id", "name")).strip().lower()
    style = "".join((attributes.get("style") or "").lower().split())
    frame = Frame(
        tag,
        quoted=outer.quoted or is_quote(tag, names, style) or _is_full(node, names, outer),
        signature=outer.signature or is_signature(names),
        look=look_of(outer.look, tag, attributes, style),
        container=outer.container or is_container(tag, names),
        pre=outer.pre or tag == "pre" or "white-space:pre" in style,
        href=(attributes.get("href") or "") if tag == "a" else outer.href,
        link_text=outer.link_text if tag != "a" else [],
    )
    if tag in _BLOCKS and not frame.hidden:
        page.new_block(apart=tag in _PARAGRAPHS and outer.tag != "li")
    if begins_rest(names, style):
        page.rest_quoted = True
    if tag == "li" and not frame.hidden:
        outer.items += 1
        page.put(f"{outer.items}. " if outer.tag == "ol" else "- ", frame)
    if tag in ("td", "th") and page.line:
        page.put("  ", frame)
        page.line.append(" ")
    return frame


def _is_full(node: LexborNode, names: str, outer: Frame) -> bool:
    """Return whether a quote's container is old as a whole, having no blockquote of its own."""
    if not is_container(node.tag or "", names):
        return False
    return outer.container or node.css_first("blockquote") is None


def _close(frame: Frame, outer: Frame, page: Page) -> None:
    if frame.hidden:
        return
    if frame.tag == "a" and frame.href:
        target = shown_target(frame.href, "".join(frame.link_text))
        if target:
            page.put(f" <{target}>", frame)
        if outer.href:
            outer.link_text.extend(frame.link_text)
    if frame.tag in _BLOCKS:
        page.new_block(apart=frame.tag in _PARAGRAPHS and outer.tag != "li")
