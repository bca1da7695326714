"""A Taguette database: documents are HTML, and positions are bytes of UTF-8 over their text, without the tags.

Source: Taguette 1.5, `taguette/database/models.py` and `taguette/extract.py`.
"""

from bisect import bisect_left
from collections import defaultdict
from html.parser import HTMLParser
from itertools import accumulate

from tequio.diagnosis.refi_qda import marks
from tequio.diagnosis.refi_qda.account import Account
from tequio.diagnosis.refi_qda.database import Tables, line, number, text
from tequio.diagnosis.refi_qda.mending import mended
from tequio.diagnosis.refi_qda.model import Code, Coding, Project, Selection, Source
from tequio.diagnosis.refi_qda.offsets import plain
from tequio.diagnosis.refi_qda.placing import by_quote, leave
from tequio.foundation.errors import TequioError

BLOCKS = frozenset({"p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "table", "ul", "ol", "blockquote",
                    "pre", "section", "article", "body"})
UNSEEN = frozenset({"script", "style", "head", "title"})


class Page(HTMLParser):
    """The text of a document: `kept` with a line end after each paragraph, and where each sign of it was in bytes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._places: list[tuple[int, int]] = []  # where a piece begins in the text of the tags, and in what is kept
        self._inside, self._kept = 0, 0
        self._said: list[str] = []
        self._counted = 0
        self.feed(html)
        self.close()
        self._ends = [0, *accumulate(len(sign.encode("utf-8", "replace")) for sign in "".join(self._said))]
        self.kept = "".join(self._pieces)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._inside += tag in UNSEEN
        self._end_line(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self._end_line(tag)

    def handle_endtag(self, tag: str) -> None:
        self._inside = max(0, self._inside - (tag in UNSEEN))
        self._end_line(tag)

    def handle_data(self, data: str) -> None:
        if self._inside:
            return
        self._places.append((self._counted, self._kept))
        self._said.append(data)
        self._counted += len(data)
        self._put("".join(" " if sign == "\r" else sign for sign in data))

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The signs of what is kept between two bytes; None beyond the end."""
        if not (0 <= start <= self._ends[-1] and 0 <= end <= self._ends[-1]):
            return None
        first, after = bisect_left(self._ends, start), bisect_left(self._ends, end)
        # What ends with a paragraph ends with its last sign, and not with the line end after it.
        return (self._place(first), self._place(after - 1) + 1) if first < after else (0, 0)

    def _place(self, sign: int) -> int:
        begun, kept = self._places[bisect_left(self._places, (sign + 1, 0)) - 1]
        return kept + sign - begun

    def _end_line(self, tag: str) -> None:
        if tag in BLOCKS and self._pieces and not self._pieces[-1].endswith("\n"):
            self._put("\n")

    def _put(self, said: str) -> None:
        self._pieces.append(said)
        self._kept += len(said)


def read_taguette(tables: Tables, account: Account, which: str) -> Project:
    """One project of a Taguette database. Raises TQ-168 where it holds several and `which` names none."""
    projects = {text(row.get("id")): row for row in tables.rows("projects")}
    if which not in projects and (len(projects) != 1 or which):
        raise TequioError("TQ-168", file=tables.file, value=which, known=", ".join(sorted(projects)[:50]))
    key = which or next(iter(projects))
    codes = [_code(row) for row in tables.rows("tags") if text(row.get("project_id")) == key]
    account.found["codes"] += len(codes)
    tagged: dict[str, list[str]] = defaultdict(list)
    for row in tables.rows("highlight_tags"):
        tagged[text(row.get("highlight_id"))].append(text(row.get("tag_id")))
    documents = [row for row in tables.rows("documents") if text(row.get("project_id")) == key]
    marked: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in tables.rows("highlights"):
        marked[text(row.get("document_id"))].append(row)
    sources = tuple(_source(row, marked[text(row.get("id"))], tagged, account) for row in documents)
    own = projects[key]
    return mended(Project(line(own.get("name")), "Taguette", line(own.get("description")), (), tuple(codes),
                          sources=sources), account)


def _guid(kind: str, *key: object) -> str:
    return marks.made_from("taguette", kind, *key)


def _code(row: dict[str, object]) -> Code:
    return Code(_guid("tag", text(row.get("id"))), line(row.get("path")), True, "", line(row.get("description")))


def _source(row: dict[str, object], highlights: list[dict[str, object]], tagged: dict[str, list[str]],
            account: Account) -> Source:
    account.found["sources"] += 1
    page, kept = Page(text(row.get("contents"))), []
    for one in highlights:
        made = _passage(one, tagged, account)
        start, end = number(one.get("start_offset")), number(one.get("end_offset"))
        if start is None or end is None:
            leave(made, "no_number", account)
        elif (span := page.span(start, end)) is None:
            leave(made, "beyond", account)
        elif span[0] >= span[1]:
            leave(made, "empty", account)
        else:
            placed = Selection(made.guid, *span, codings=made.codings)
            kept.append(_held(placed, page.kept, text(one.get("snippet")), account))
    return Source(_guid("document", text(row.get("id"))), line(row.get("name")) or line(row.get("filename")),
                  text=page.kept, made=marks.day(line(row.get("created"))),
                  description=line(row.get("description")), selections=tuple(kept))


def _passage(row: dict[str, object], tagged: dict[str, list[str]], account: Account) -> Selection:
    """Taguette says of no highlight whose it is."""
    key = text(row.get("id"))
    codings = tuple(Coding(_guid("coding", key, tag), _guid("tag", tag)) for tag in dict.fromkeys(tagged[key]))
    account.found["selections"] += 1
    account.found["codings"] += len(codings)
    return Selection(_guid("highlight", key), 0, 0, codings=codings)


def _held(placed: Selection, kept: str, snippet: str, account: Account) -> Selection:
    """Held against the snippet that was kept with it, which is HTML."""
    quote = plain(Page(snippet).kept)
    same = "".join(kept[placed.start:placed.end].split()) == "".join(quote.split())
    return placed if same or not quote.strip() else by_quote(placed, kept, quote, account)
