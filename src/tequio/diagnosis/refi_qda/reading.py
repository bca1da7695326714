"""A `.qdpx` or `.qdc` into a project, with an account of what could not be kept."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tequio.diagnosis.refi_qda.account import Account
from tequio.diagnosis.refi_qda.elements import Found, RawSource, RawText, read_elements
from tequio.diagnosis.refi_qda.mending import mended
from tequio.diagnosis.refi_qda.model import TEXT, Coding, Note, Project, Selection, Source
from tequio.diagnosis.refi_qda.offsets import STANDARD, Text, Way
from tequio.diagnosis.refi_qda.placing import Counted, leave, place
from tequio.diagnosis.refi_qda.texts import Shelf, outside, raw_text, rich_text
from tequio.foundation.errors import TequioError
from tequio.foundation.intake.archive import Archive, open_archive
from tequio.foundation.intake.door import File, receive
from tequio.foundation.intake.limits import MB, Limits

LIMITS = Limits(bytes=400 * MB, entries=50_000, uncompressed=800 * MB)
OURS = "Tequio"
ENDING = ".qde"


def read_qdpx(path: File, account: Account) -> Project:
    """A project and its texts.

    Raises TequioError: TQ-20x for the file, TQ-208 when it is no ZIP, TQ-209 … TQ-215 for what is damaged or hostile,
    TQ-161 when no project lies inside, TQ-162, TQ-163.
    """
    archive = open_archive(path, limits=LIMITS)
    account.file = archive.file
    name = _project_of(archive)
    found = read_elements(archive.chunks(name), account, part=name)
    return _assembled(found, Shelf(archive), account)


def read_qdc(path: File, account: Account) -> Project:
    """A codebook alone, as a project without sources. Raises as `read_qdpx`."""
    received = receive(path, limits=Limits(bytes=32 * MB))
    account.file = received.name
    return _assembled(read_elements([received.data], account), None, account)


def _project_of(archive: Archive) -> str:
    """Raises TQ-161 when there is none, or several and none of them is called as the standard says."""
    there = sorted((entry.name for entry in archive.entries() if entry.name.lower().endswith(ENDING)
                    and not entry.name.startswith("__MACOSX/")), key=lambda name: (name.count("/"), name))
    called = [name for name in there if name.lower().rpartition("/")[2] == "project" + ENDING]
    chosen = called or there
    if not chosen or (len(there) > 1 and not called):
        raise TequioError("TQ-161", file=archive.file)
    return chosen[0]


def _assembled(found: Found, shelf: Shelf | None, account: Account) -> Project:
    said = found.attributes.get("origin", "")
    texts = {id(raw): _fetched(raw, shelf, account) for raw in _raw_texts(found)}
    placed = _placed(found, texts, account, STANDARD if said.startswith(OURS) else None)
    sources = [made for raw in found.sources for made in _sources(raw, texts, placed, account)]
    notes = tuple(Note(raw.source.guid, raw.source.name, _words(texts[id(raw)]), raw.source.user, raw.source.made)
                  for raw in found.notes)
    return mended(Project(
        found.attributes.get("name", ""), said, found.description, tuple(found.users), tuple(found.codes),
        tuple(found.variables), tuple(found.cases), tuple(sources), notes, tuple(found.links),
        tuple(found.groups)), account)


def _raw_texts(found: Found) -> Iterator[RawText]:
    for raw in found.sources:
        if raw.text:
            yield raw.text
        yield from raw.inner
    yield from found.notes


def _fetched(raw: RawText, shelf: Shelf | None, account: Account) -> Text | None:
    """The words of a text; of a note that brings none, none."""
    if raw.inline is not None and (raw.inline or not raw.path):
        return Text(raw.inline)
    kind = "notes" if raw.tag == "Note" else "texts"
    name = shelf.find(raw.path) if shelf and raw.path else ""
    if shelf and name:
        words = raw_text(shelf.read(name), account.file)
        if words is None:
            account.leave(kind, "not_a_text", raw.source.guid)
        return Text(words) if words is not None else None
    rich = shelf.find(raw.rich) if shelf and raw.rich else ""
    if shelf and rich and (words := rich_text(shelf.read(rich), rich)) is not None:
        return Text(words)
    account.leave(kind, "outside" if outside(raw.path or raw.rich) else "no_text", raw.source.guid)
    return None


def _placed(found: Found, texts: dict[int, Text | None], account: Account,
            known: Way | None) -> dict[int, list[Selection]]:
    """The passages of each text in code points."""
    with_passages, counted = [], []
    for raw in _raw_texts(found):
        text, passages = texts[id(raw)], _counted(raw, texts[id(raw)], account)
        if text is not None and passages:
            with_passages.append(raw)
            counted.append((text, passages))
    placed = place(counted, account, known=known)
    return {id(raw): made for raw, made in zip(with_passages, placed, strict=True)}


def _counted(raw: RawText, text: Text | None, account: Account) -> list[Counted]:
    good = []
    for one in raw.selections:
        start, end = one.start, one.end
        if start is None and end is None and any(one.moments):
            start, end = (raw.moments.get(moment) for moment in one.moments)
        if text is None:
            leave(one.made, "without_text", account)
        elif start is None or end is None:
            leave(one.made, "no_number", account)
        else:
            good.append(Counted(one.made, start, end, one.made.name))
    return good


def _sources(raw: RawSource, texts: dict[int, Text | None], placed: dict[int, list[Selection]],
             account: Account) -> Iterator[Source]:
    """A source, and the transcripts of a recording as texts of their own."""
    if raw.source.kind != TEXT:
        account.leave("media", "media", raw.source.guid)
    own, rest = raw.text, raw.inner
    if own is None and raw.inner and raw.inner[0].tag != "Transcript":
        own, rest = raw.inner[0], raw.inner[1:]
    codings: Iterable[Coding] = raw.source.codings
    if own is not None and own is not raw.text:
        codings = (*codings, *own.source.codings)
    yield replace(raw.source, text=_kept(texts, own), selections=tuple(placed.get(id(own), ())),
                  codings=tuple(codings))
    for one in rest:
        account.notice("sources", "transcript")
        yield replace(one.source, name=one.source.name or raw.source.name, text=_kept(texts, one),
                      selections=tuple(placed.get(id(one), ())))


def _kept(texts: dict[int, Text | None], raw: RawText | None) -> str | None:
    found = texts.get(id(raw)) if raw is not None else None
    return found.kept if found is not None else None


def _words(text: Text | None) -> str:
    return text.kept if text is not None else ""
