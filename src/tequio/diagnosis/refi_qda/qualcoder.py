"""A QualCoder database: positions are those of a Qt cursor, and each passage is kept with its own words.

Source: QualCoder 3 and 4, its tables as `qualcoder/__main__.py` makes them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import TypeVar

from tequio.diagnosis.refi_qda import marks, model
from tequio.diagnosis.refi_qda.account import Account
from tequio.diagnosis.refi_qda.database import Tables, line, number, text
from tequio.diagnosis.refi_qda.mending import mended
from tequio.diagnosis.refi_qda.model import Case, Code, Coding, Note, Project, Region, Selection, Source, User, Value
from tequio.diagnosis.refi_qda.offsets import Text
from tequio.diagnosis.refi_qda.placing import Counted, leave, place

Row = dict[str, object]
Thing = TypeVar("Thing")
KINDS = {**dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".bmp"), model.PICTURE), ".pdf": model.PDF,
         **dict.fromkeys((".mp3", ".wav", ".ogg", ".m4a", ".flac"), model.AUDIO),
         **dict.fromkeys((".mp4", ".avi", ".mov", ".mkv", ".ogv", ".webm"), model.VIDEO)}


def read_qualcoder(tables: Tables, account: Account) -> Project:
    """Everything a QualCoder project holds, but for its files of pictures and sound."""
    return _Reader(tables, account).project()


def _guid(kind: str, key: object) -> str:
    return marks.made_from("qualcoder", kind, key)


class _Reader:
    """Rows become parts; whoever owns one is a user."""

    def __init__(self, tables: Tables, account: Account) -> None:
        self._tables, self._account = tables, account
        self._users: dict[str, User] = {}
        self._texts: dict[object, Text] = {}

    def project(self) -> Project:
        named = next(self._tables.rows("project"), {})
        codes = [*self._all("code_cat", "codes", self._category), *self._all("code_name", "codes", self._code)]
        rows = list(self._tables.rows("source"))
        for row in rows:
            if row.get("fulltext") is not None:
                self._texts[row.get("id")] = Text(text(row["fulltext"]))
        parts, regions = self._passages(), self._regions()
        held, values = self._cases(parts)
        placed = self._placed(parts)
        sources = tuple(self._source(row, placed, regions, values) for row in rows)
        notes = list(self._all("journal", "notes", self._journal))
        variables = tuple(self._all("attribute_type", "variables", self._variable))
        return mended(Project(
            self._tables.file.rpartition(".")[0], "QualCoder", line(named.get("memo")),
            tuple(self._users.values()), tuple(codes), variables, tuple(held), sources, tuple(notes)), self._account)

    def _all(self, table: str, kind: str, make: Callable[[Row], Thing]) -> Iterator[Thing]:
        for row in self._tables.rows(table):
            self._account.found[kind] += 1
            yield make(row)

    def _user(self, row: Row) -> str:
        name = line(row.get("owner"))
        if not name:
            return ""
        if name not in self._users:
            self._account.found["users"] += 1
            self._users[name] = User(_guid("user", name), name)
        return self._users[name].guid

    def _day(self, row: Row) -> str:
        return marks.day(line(row.get("date")))

    def _category(self, row: Row) -> Code:
        above = row.get("supercatid")
        return Code(_guid("category", row.get("catid")), line(row.get("name")), False, "", line(row.get("memo")),
                    _guid("category", above) if above is not None else "")

    def _code(self, row: Row) -> Code:
        above, category = row.get("supercid"), row.get("catid")
        parent = _guid("category", category) if category is not None else ""
        parent = _guid("code", above) if above is not None else parent
        return Code(_guid("code", row.get("cid")), line(row.get("name")), True, marks.colour(line(row.get("color"))),
                    line(row.get("memo")), parent)

    def _variable(self, row: Row) -> model.Variable:
        kind = "Float" if line(row.get("valuetype")) == "numeric" else "Text"
        return model.Variable(_guid("variable", line(row.get("name"))), line(row.get("name")), kind,
                              line(row.get("memo")))

    def _journal(self, row: Row) -> Note:
        return Note(_guid("journal", row.get("jid")), line(row.get("name")), line(row.get("jentry")),
                    self._user(row), self._day(row))

    def _passages(self) -> dict[object, list[Counted]]:
        """Coded passages and annotations, by source."""
        found: dict[object, list[Counted]] = defaultdict(list)
        for row in self._tables.rows("code_text"):
            self._account.found.update(("selections", "codings"))
            user, made = self._user(row), self._day(row)
            coding = Coding(_guid("coding", row.get("ctid")), _guid("code", row.get("cid")), user, made)
            self._add(found, row, Selection(_guid("passage", row.get("ctid")), 0, 0, "", user, made,
                                            line(row.get("memo")), (coding,)), text(row.get("seltext")))
        for row in self._tables.rows("annotation"):
            self._account.found["selections"] += 1
            self._add(found, row, Selection(_guid("annotation", row.get("anid")), 0, 0, "", self._user(row),
                                            self._day(row), line(row.get("memo"))), "")
        return found

    def _add(self, found: dict[object, list[Counted]], row: Row, made: Selection, quote: str) -> None:
        start, end = number(row.get("pos0")), number(row.get("pos1"))
        if row.get("fid") not in self._texts:
            leave(made, "without_text", self._account)
        elif start is None or end is None:
            leave(made, "no_number", self._account)
        else:
            found[row.get("fid")].append(Counted(made, start, end, Text(quote).kept, exact=bool(quote)))

    def _placed(self, found: dict[object, list[Counted]]) -> dict[object, list[Selection]]:
        keys = list(found)
        made = place([(self._texts[key], found[key]) for key in keys], self._account)
        return dict(zip(keys, made, strict=True))

    def _regions(self) -> dict[object, list[Region]]:
        """Parts of pictures, pages and recordings, by source."""
        found: dict[object, list[Region]] = defaultdict(list)
        for table, key, fid in (("code_image", "imid", "id"), ("code_av", "avid", "id")):
            for row in self._tables.rows(table):
                self._account.found.update(("regions", "codings"))
                user, made = self._user(row), self._day(row)
                coding = Coding(_guid(table, row.get(key)), _guid("code", row.get("cid")), user, made)
                where = _box(row) if table == "code_image" else _time(row)
                if where is None:
                    self._account.leave("regions", "no_number", coding.guid)
                    self._account.leave("codings", "no_number", coding.guid)
                    continue
                found[row.get(fid)].append(Region(_guid(f"part of {table}", row.get(key)), where, "", user, made,
                                                  line(row.get("memo")), (coding,)))
        return found

    def _cases(self, parts: dict[object, list[Counted]]) -> tuple[list[Case], dict[object, list[Value]]]:
        """Cases with what belongs to them, and the values of sources."""
        of_cases: dict[object, list[Value]] = defaultdict(list)
        of_sources: dict[object, list[Value]] = defaultdict(list)
        for row in self._tables.rows("attribute"):
            value = Value(_guid("variable", line(row.get("name"))), line(row.get("value")))
            (of_cases if line(row.get("attr_type")) == "case" else of_sources)[row.get("id")].append(value)
        sources: dict[object, list[str]] = defaultdict(list)
        passages: dict[object, list[str]] = defaultdict(list)
        for row in self._tables.rows("case_text"):
            case, fid, end = row.get("caseid"), row.get("fid"), number(row.get("pos1"))
            if fid in self._texts and number(row.get("pos0")) is not None and end and (
                    number(row.get("pos0")) or end < len(self._texts[fid].kept) - 1):
                own = _guid("case passage", row.get("id"))
                self._account.found["selections"] += 1
                self._add(parts, row, Selection(own, 0, 0, "", self._user(row), self._day(row)), "")
                passages[case].append(own)
            else:
                sources[case].append(_guid("source", fid))
        made = []
        for row in self._tables.rows("cases"):
            self._account.found["cases"] += 1
            key = row.get("caseid")
            made.append(Case(_guid("case", key), line(row.get("name")), line(row.get("memo")), (),
                             tuple(of_cases.get(key, ())), tuple(dict.fromkeys(sources.get(key, ()))),
                             tuple(passages.get(key, ()))))
        return made, of_sources

    def _source(self, row: Row, placed: dict[object, list[Selection]], regions: dict[object, list[Region]],
                values: dict[object, list[Value]]) -> Source:
        self._account.found["sources"] += 1
        key, path = row.get("id"), line(row.get("mediapath"))
        words = self._texts.get(key)
        kind = KINDS.get(PurePosixPath(path or line(row.get("name"))).suffix.lower(), model.TEXT)
        if words is not None and (kind != model.PDF or not regions.get(key)):
            kind = model.TEXT
        own = _guid("source", key)
        if kind != model.TEXT:
            self._account.leave("media", "media", own)
        elif words is None:
            self._account.leave("texts", "no_text", own)
        for region in regions.get(key, ()) if kind == model.TEXT else ():
            self._account.leave("regions", "mark", region.guid)
            self._account.leave("codings", "mark", region.guid)
        return Source(own, line(row.get("name")), kind, words.kept if words else None, self._user(row),
                      self._day(row), line(row.get("memo")), tuple(placed.get(key, ())),
                      tuple(regions.get(key, ())) if kind != model.TEXT else (), (), tuple(values.get(key, ())))


def _box(row: Row) -> tuple[tuple[str, int], ...] | None:
    left, top, width, height = (number(row.get(name)) for name in ("x1", "y1", "width", "height"))
    if left is None or top is None or width is None or height is None:
        return None
    page = number(row.get("pdf_page"))
    box = (("firstX", left), ("firstY", top), ("secondX", left + width), ("secondY", top + height))
    return (("page", page), *box) if page is not None else box


def _time(row: Row) -> tuple[tuple[str, int], ...] | None:
    begin, end = number(row.get("pos0")), number(row.get("pos1"))
    return None if begin is None or end is None else (("begin", begin), ("end", end))
