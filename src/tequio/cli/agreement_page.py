"""One page of how far coders agree: every number with how to read it, and what has no number with its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tequio.cli.agreement_texts import TEXTS
from tequio.foundation.paper import render_html
from tequio.foundation.paper.model import (
    Block,
    Callout,
    Column,
    Document,
    Fact,
    Language,
    Paragraph,
    Points,
    Run,
    Section,
    Table,
    Text,
)

Say = Callable[..., str]
Plain = dict[str, Any]
NONE = "–"
MOST_PAIRS = 3


def page(account: Plain, language: str) -> str:
    spoken: Language = "en" if language == "en" else "es"

    def say(key: str, **facts: object) -> str:
        return TEXTS[key][spoken == "en"].format(**facts)

    body = {"units": _units, "passages": _passages, "links": _links}[account["kind"]]
    about = (Fact(say("file"), account["file"]), Fact(say("coders"), ", ".join(account["coders"])))
    return render_html(Document(title=say("title"), language=spoken, about=about, blocks=(
        Paragraph(say("lead"), lead=True), *_left_out(account, say), *body(account, say, spoken),
        Section(say("reading"), (Points(tuple(say(key) for key in READING[account["kind"]])),)))))


READING = {
    "units": ("read_alpha", "read_interval", "read_ac1", "read_kappa", "read_bar"),
    "passages": ("read_unitizing", "read_coded", "read_families", "read_characters", "read_bar"),
    "links": ("read_links", "read_both", "read_alpha", "read_ac1", "read_bar"),
}


def _left_out(account: Plain, say: Say) -> tuple[Block, ...]:
    return (Callout("note", say("left_out", count=account["left_out"])),) if account["left_out"] else ()


def _units(account: Plain, say: Say, language: str) -> tuple[Block, ...]:
    notes = [say("as_several" if account["read_as"] == "several" else "as_categories", units=account["units"]),
             say("all_opened" if account["all_opened"] else "missing")]
    if account["without_value"]:
        notes.append(say("empty_several" if account["read_as"] == "several" else "empty_categories",
                         count=account["without_value"]))
    if account["repeated"]:
        notes.append(say("repeated", count=account["repeated"]))
    blocks: list[Block] = [Callout("note", say("how_read"), points=tuple(notes))]
    if account["questions"]:
        blocks.append(_measures(account["questions"], say("questions"), say, language))
    if account["codes"]:
        blocks.append(_measures(account["codes"], say("codes"), say, language))
    return tuple(blocks)


def _measures(rows: Sequence[Plain], title: str, say: Say, language: str) -> Section:
    """A table of numbers, then what has none and why, then what to mind."""
    columns = (Column(say("code"), weight=2.4), Column("α", "number"), Column(say("interval"), "number", 1.3),
               Column("AC1", "number"), Column(say("kappa"), "number", 1.3), Column(say("shares"), "number", 1.3),
               Column(say("compared"), "number"))
    cells = tuple((_name(row, say), _number(row["alpha"]), _interval(row["alpha"]["interval"]), _number(row["ac1"]),
                   _kappas(row["kappa"]), _shares(row["shares"]), str(row["units"])) for row in rows)
    blocks: list[Block] = [Table(title, columns, cells)]
    unmeasured = _by_reason(rows, say, language)
    if unmeasured:
        blocks.append(Callout("gap", say("unmeasured"), points=unmeasured))
    cautions = _by_caution(rows, say, language)
    if cautions:
        blocks.append(Callout("note", say("mind"), points=cautions))
    blocks += _pairs(rows, say)
    return Section(title, tuple(blocks))


def _by_reason(rows: Sequence[Plain], say: Say, language: str) -> tuple[Text, ...]:
    said: dict[str, list[str]] = {}
    for row in rows:
        if row["alpha"]["value"] is None:
            said.setdefault(row["alpha"][language], []).append(_name(row, say))
    return tuple((Run(why, strong=True), Run(f" {', '.join(names)}.")) for why, names in said.items())


def _by_caution(rows: Sequence[Plain], say: Say, language: str) -> tuple[Text, ...]:
    said: dict[str, list[str]] = {}
    for row in rows:
        for one in row["cautions"]:
            said.setdefault(one[language], []).append(_name(row, say))
        if row["alpha"]["value"] is not None and row["alpha"]["interval"]["low"] is None:
            said.setdefault(row["alpha"]["interval"][language], []).append(_name(row, say))
    return tuple((Run(what, strong=True), Run(f" {', '.join(names)}.")) for what, names in said.items())


def _pairs(rows: Sequence[Plain], say: Say) -> list[Block]:
    pairs = [tuple(pair["coders"]) for pair in rows[0]["kappa"]] if rows else []
    if len(pairs) < 2:
        return []
    if len(pairs) > MOST_PAIRS:
        return [Paragraph(say("pairs_elsewhere", count=len(pairs)))]
    columns = (Column(say("code"), weight=2.4), *(Column(f"κ {one} – {other}", "number") for one, other in pairs))
    cells = tuple((_name(row, say), *(_number(pair) for pair in row["kappa"])) for row in rows)
    return [Table(say("pairs"), columns, cells)]


def _passages(account: Plain, say: Say, language: str) -> tuple[Block, ...]:
    notes = [say("texts", texts=account["texts"], characters=account["characters"])]
    if account["texts"] > 1:
        notes.append(say("all_opened" if account["all_opened"] else "text_missing"))
    if not account["length_known"]:
        notes.append(say("length_guessed"))
    if account["overlapping"]:
        notes.append(say("overlapping", count=account["overlapping"]))
    code = Column(say("code"), weight=2.4)
    main = Table(say("by_passages"), (code, Column(say("passages"), "number"), Column(say("coded_2004"), "number", 1.6),
                                      Column(say("whole_2004"), "number", 1.6)),
                 tuple((_name(row, say), str(row["passages"]), _number(row["coded_text"]["2004"]),
                        _number(row["whole_text"]["2004"])) for row in account["codes"]))
    others = Table(say("other_ways"), (code, *(Column(say(key), "number", 1.3) for key in (
        "coded_1995", "whole_1995", "characters_coded", "characters_whole"))),
        tuple((_name(row, say), _number(row["coded_text"]["1995"]), _number(row["whole_text"]["1995"]),
               _number(row["characters"]["coded_text"]), _number(row["characters"]["whole_text"]))
              for row in account["codes"]))
    said: dict[str, list[str]] = {}
    for row in account["codes"]:
        for one, where in ((row["coded_text"]["2004"], "in_coded"), (row["whole_text"]["2004"], "in_whole")):
            if one["value"] is None:
                said.setdefault(f"{say(where)} {one[language]}", []).append(_name(row, say))
    unmeasured = tuple((Run(why, strong=True), Run(f" {', '.join(names)}.")) for why, names in said.items())
    gaps = (Callout("gap", say("unmeasured"), points=unmeasured),) if unmeasured else ()
    return (Callout("note", say("how_read"), points=tuple(notes)),
            Section(say("by_passages"), (main, *gaps, others)))


def _links(account: Plain, say: Say, language: str) -> tuple[Block, ...]:
    found = account["links"]
    rows = [found[key] | {"name": say(key)} for key in ("drawn", "direction", "relation")]
    both = found["both_drew"]
    said = say("both_drew", share=f"{both['value']:.2f}") if both["value"] is not None else both[language]
    return (Callout("note", say("how_read"), points=(say("voices", voices=account["voices"]),)),
            Paragraph(said), _measures(rows, say("links"), say, language))


def _name(row: Plain, say: Say) -> str:
    return {"*": say("together"), "": say("every_category")}.get(row["name"]) or str(row["name"])


def _number(one: Plain) -> str:
    return NONE if one["value"] is None else f"{one['value']:.3f}"


def _interval(one: Plain) -> str:
    return NONE if one["low"] is None else f"{one['low']:.2f} … {one['high']:.2f}"


def _kappas(pairs: Sequence[Plain]) -> str:
    found = [pair["value"] for pair in pairs if pair["value"] is not None]
    if not found:
        return NONE
    return f"{found[0]:.3f}" if len(found) == 1 else f"{min(found):.2f} … {max(found):.2f}"


def _shares(shares: dict[str, float]) -> str:
    if set(shares) == {"no", "yes"}:
        return f"{100 * shares['yes']:.0f} %"
    return f"{100 * max(shares.values()):.0f} %" if shares else NONE
