"""Words out of cells that hold web markup, pure: platforms export what people wrote as HTML."""

import re
from html.parser import HTMLParser

MARKED = re.compile(
    r"</?(a|b|blockquote|br|div|em|h[1-6]|i|img|li|ol|p|span|strong|u|ul)\b[^<>]*>|&(\w{2,8}|#\d{1,6});", re.IGNORECASE)
BREAKS = frozenset({"blockquote", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "tr", "ul"})
UNSAID = frozenset({"script", "style"})


def plain(cell: str) -> str:
    """The words of `cell` as somebody reads them on the page; a cell without markup stays as it is."""
    if not MARKED.search(cell):
        return cell
    words = _Words()
    words.feed(cell)
    words.close()
    lines = (" ".join(line.split()) for line in "".join(words.parts).splitlines())
    return "\n".join(line for line in lines if line)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unsaid = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unsaid += tag in UNSAID
        self.parts.append("\n" if tag in BREAKS else "")

    def handle_endtag(self, tag: str) -> None:
        self._unsaid = max(0, self._unsaid - (tag in UNSAID))
        self.parts.append("\n" if tag in BREAKS else "")

    def handle_data(self, data: str) -> None:
        if not self._unsaid:
            self.parts.append(data)
