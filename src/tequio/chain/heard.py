"""What forms, surveys and transcripts say: every thing once, sifted from what came in before, all rows accounted."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tequio.chain.context import Build
from tequio.chain.field_files import READERS, VOICES, read_field_data
from tequio.chain.plain import plain
from tequio.chain.process_file import Source
from tequio.chain.records import Record
from tequio.chain.widths import shortened
from tequio.listening.bringing.models import Imprint
from tequio.listening.bringing.sifting import Coming, Sieve, Sifted, Standing
from tequio.listening.importers import Imported, Said, Submission
from tequio.listening.models import Voice

KIND = "voice"
LONGEST_SOURCE = 160
DIGITS = 12  # of a fingerprint, in the key of a voice: the same in the next build from a newer export
TRANSCRIPT = "transcript"
# What becomes of a row none of whose answers came in, by the standing of any of them: the first that fits.
LISTED = ((Standing.BACK, "withdrawn"), (Standing.HERE, "read_before"))

SourcesRead = Sequence[tuple[Source, Imported]]


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing said, with the submission it came in. There may be a hundred thousand: what can be told is not kept."""

    source: Source
    submission: Submission
    said: Said

    @property
    def record(self) -> Record:
        told = self.said.told
        values: Mapping[str, object] = {
            "group": told.group, "place": told.place, "territory": told.territory, "encounter": told.encounter,
            "consent": told.allowed}
        return Record(self.source, self.label, self.said.row, values, (), self.source.columns)

    @property
    def label(self) -> str:
        return label(self.source, self.said.table)

    @property
    def slot(self) -> str:
        return f"{self.said.slot}-{self.said.turn}"

    @property
    def text(self) -> str:
        return plain(self.said.text)

    def key(self, mark: Callable[[], str]) -> str:
        """By the fingerprint; by the keyed `mark` where the fingerprint is made of a row that could be guessed."""
        kind, _, digits = self.submission.fingerprint.partition(":")
        open_to_all = self.submission.named or kind == TRANSCRIPT
        return f"{kind}-{(digits if open_to_all else mark())[:DIGITS]}-{self.slot}"


@dataclass
class Heap:
    """Everything heard in one run, with its standing; what an edit left out, and what now says no."""

    sieve: Sieve[Heard]
    sifted: list[Sifted[Heard]]
    left: list[Imprint] = field(default_factory=list)
    refused: list[Imprint] = field(default_factory=list)

    def standing(self, standing: Standing) -> list[Sifted[Heard]]:
        return [one for one in self.sifted if one.standing == standing]


def read_all(build: Build) -> SourcesRead:
    return [(source, read_field_data(source, build.file)) for source in build.declared.sources
            if source.kind in READERS]


def hear(build: Build, read: SourcesRead) -> Heap:
    """Sift what was read. Nothing is entered yet; the ledger knows of every row what becomes of it."""
    for source, imported in read:
        _account(build, source, imported)
    once = _once(build, read)
    sieve: Sieve[Heard] = Sieve(build.process, KIND, Voice.objects.filter(process=build.process))
    sifted = sieve.sift([_coming(one) for source, submission in once for one in _heard(source, submission)],
                        asked=(slot for _, imported in read for slot in imported.slots))
    for (source, submission), standings in _by_row(once, sifted):
        _settle(build, source, submission, standings)
    refused = sieve.alive(name for _, imported in read for name in imported.refused)
    return Heap(sieve, sifted, sieve.left, refused)


def _account(build: Build, source: Source, imported: Imported) -> None:
    """Rows read, and what the importer left aside: rows with their reason, columns with theirs."""
    build.ledger.notices += [replace(notice, file=source.label) for notice in imported.notices]
    for table, count in imported.rows.items():
        build.ledger.read(label(source, table), count)
    for one in imported.dropped:
        if one.row is None:
            build.ledger.leave_out(label(source, one.table), one.column, one.reason)
        else:
            build.ledger.list_row(label(source, one.table), one.row, one.reason)


def _once(build: Build, read: SourcesRead) -> list[tuple[Source, Submission]]:
    """Every submission once: a second copy adds nothing, and of two versions the later source has the newer.

    Sources that ask the same file for other questions do not stand in each other's way.
    """
    kept: dict[object, tuple[Source, Submission]] = {}
    for source, imported in read:
        for submission in imported.submissions:
            mark = (submission.fingerprint, source.columns.get(VOICES))
            before = kept.get(mark)
            if before is not None and before[1].version == submission.version:
                _list(build, source, submission, "read_before")
                continue
            if before is not None:
                _list(build, *before, "edited")
            kept[mark] = (source, submission)
    return list(kept.values())


def _list(build: Build, source: Source, submission: Submission, reason: str) -> None:
    for table, row in submission.rows:
        build.ledger.list_row(label(source, table), row, reason)


def _settle(build: Build, source: Source, submission: Submission, by_row: Mapping[object, set[Standing]]) -> None:
    """A row is used when anything of it comes in. The submission's own row goes as its answers do."""
    whole = set().union(*by_row.values())
    for table, row in submission.rows:
        standings = by_row.get((table, row), whole)
        reason = next((reason for standing, reason in LISTED if standing in standings), "")
        if standings & {Standing.NEW, Standing.NEWER} or not reason:
            build.ledger.use(label(source, table))
        else:
            build.ledger.list_row(label(source, table), row, reason)


def _by_row(once: list[tuple[Source, Submission]], sifted: Sequence[Sifted[Heard]]) -> Iterator[
        tuple[tuple[Source, Submission], dict[object, set[Standing]]]]:
    found: dict[int, dict[object, set[Standing]]] = defaultdict(lambda: defaultdict(set))
    for one in sifted:
        heard = one.coming.thing
        found[id(heard.submission)][heard.said.table, heard.said.row].add(one.standing)
    yield from ((pair, found[id(pair[1])]) for pair in once)


def label(source: Source, table: str) -> str:
    return shortened(f"{source.label} › {table}" if table else source.label, LONGEST_SOURCE)


def _heard(source: Source, submission: Submission) -> Iterator[Heard]:
    return (Heard(source, submission, said) for said in submission.said)


def _coming(one: Heard) -> Coming[Heard]:
    told, allowed = one.said.told, one.said.told.allowed
    # Where it was heard is no part of it: the same file does not come in twice because another encounter was chosen.
    return Coming(one, one.submission.fingerprint, one.slot, one.text,
                  (told.group, told.place, "; ".join(allowed) if allowed is not None else "-"), one.submission.named,
                  one.said.content)
