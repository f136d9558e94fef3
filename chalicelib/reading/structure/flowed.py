"""RFC 3676: text/plain; format=flowed, put back into paragraphs."""

from __future__ import annotations


def unflow(text: str, *, joined: bool) -> str:
    """Return `text` with soft line breaks undone and space-stuffing removed.

    Args:
        text: LF line ends.
        joined: DelSp=yes, the space before a soft break is not part of the text.
    """
    out: list[str] = []
    open_depth: int | None = None
    for line in text.split("\n"):
        depth, content = _parted(line)
        if open_depth == depth and out and content.rstrip() != "--":
            out[-1] = (out[-1][:-1] if joined else out[-1]) + content
        else:
            out.append(">" * depth + (" " if depth and content else "") + content)
        flows = content.endswith(" ") and content != "-- "
        open_depth = depth if flows else None
    return "\n".join(out)


def _parted(line: str) -> tuple[int, str]:
    content = line.lstrip(">")
    return len(line) - len(content), content.removeprefix(" ")
