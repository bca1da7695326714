"""What is recognised in a file before anything comes in: questions, what they may be, and what would be added."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tequio.chain.bringing.bring import account, standings
from tequio.chain.bringing.onto import Choices, build_onto, source_of
from tequio.chain.context import Build
from tequio.chain.field_files import FORMS, VOICES, form_of, names_of, wanted_of
from tequio.chain.heard import SourcesRead, hear, read_all
from tequio.chain.process_file import Source
from tequio.chain.stages.forums import USES
from tequio.chain.stages.listed import sift_lists
from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.intake.many import without_collecting
from tequio.foundation.intake.notices import hearing
from tequio.foundation.language.folding import collapsed, fold
from tequio.listening.bringing.models import Delivery, FileKind
from tequio.listening.bringing.sifting import Standing
from tequio.listening.importers import Column, Form, look, shaped
from tequio.protection.masking import detector

MOST_ANSWERS = 40  # that are asked for one by one; a question with more of them names no groups
SHOWN = 90  # letters of an example
# Where a column is taken for a field although nobody said so yet. The others are asked.
GUESSED = ("voices", "group", "place", "agrees", "consent", "week", "key")
# What forms call them beside the names of a process file.
ALSO_CALLED = {"place": ("barrio", "colonia", "localidad"), "consent": ("usos", "permisos"), "week": ("fecha",),
               "agrees": ("acepto", "consiente"), "group": ("poblacion", "sector")}


@dataclass
class Preview:
    """What the page shows. Examples are masked; answers to be read otherwise are those of closed questions."""

    columns: list[Column] = field(default_factory=list)
    choices: Choices = field(default_factory=dict)
    groups: list[str] = field(default_factory=list)
    uses: list[str] = field(default_factory=list)
    counts: Mapping[str, Any] = field(default_factory=dict)
    problem: Problem | None = None

    @property
    def ready(self) -> bool:
        return self.problem is None and not self.groups and not self.uses


def preview(*, actor: User, delivery: Delivery, choices: Choices) -> Preview:
    """Read the file as `choices` say, or as it suggests by itself; nothing is changed."""
    made = Preview(choices=dict(choices))
    try:
        with hearing() as noticed, without_collecting(), everywhere():
            _fill(made, delivery, actor, noticed)
    except TequioError as fault:
        made.problem = fault.problem
    return made


def _fill(made: Preview, delivery: Delivery, actor: User, noticed: list[Problem]) -> None:
    if delivery.kind == FileKind.AGENDA_LIST:
        build = build_onto(delivery, source_of(delivery, made.choices), actor)
        build.ledger.notices = noticed
        listed = Counter(one.standing for one in sift_lists(build)[1])
        made.counts = account(build.ledger) | {standing.value: listed[standing] for standing in Standing}
        return
    source = source_of(delivery, made.choices)
    build = build_onto(delivery, source, actor)
    if delivery.kind in FORMS:
        form = form_of(source, build.file)
        mask = _mask(build)
        made.columns = [_masked(column, mask) for column in look(form, _called(delivery.kind))]
        if "columns" not in made.choices:
            made.choices["columns"] = guessed(made.columns)
            source = source_of(delivery, made.choices)
            build = build_onto(delivery, source, actor)
        read = _read(source, form)
        # Its rows are not needed beside what was read of them.
        del form
    else:
        read = read_all(build)
    made.groups, made.uses = _unknown(build, read)
    build.ledger.notices = noticed
    if made.ready:
        heap = hear(build, read)
        made.counts = account(build.ledger) | standings(heap) | {
            "left": len(heap.left), "refused": len({row.submission for row in heap.refused})}


def _called(kind: str) -> dict[str, tuple[str, ...]]:
    return {name: (*names, *ALSO_CALLED.get(name, ())) for name, names in names_of(kind).items()}


def _read(source: Source, form: Form) -> SourcesRead:
    return [(source, shaped(form, wanted_of(source)))]


def guessed(columns: Iterable[Column]) -> dict[str, list[str]]:
    """Open questions as voices, and the first column that carries a field's own name, or one in each repeat."""
    found: dict[str, list[str]] = {}
    for column in columns:
        if column.guess == VOICES or (column.guess in found and _of_another(column, found[column.guess])):
            found.setdefault(column.guess, []).append(column.name)
        elif column.guess in GUESSED:
            found.setdefault(column.guess, [column.name])
    return found


def _of_another(column: Column, before: Iterable[str]) -> bool:
    """Whether a question stands in another repeat than those before it, under the same name."""
    table, _, name = column.name.rpartition("/")
    return bool(table) and all(one.rpartition("/")[2] == name and one.rpartition("/")[0] != table for one in before)


def _unknown(build: Build, read: SourcesRead) -> tuple[list[str], list[str]]:
    """Answers that name no group, and options that name no use.

    Raises TQ-435 where the question of the group has so many answers that it is none.
    """
    told = [said.told for _, imported in read for submission in imported.submissions for said in submission.said]
    known = {collapsed(name) for name in build.groups_by_name}
    source = build.declared.sources[0]
    groups = _asked_about((one.group for one in told if one.group), lambda said: collapsed(said) in known)
    groups = [said for said in groups if said not in source.replace.get("group", {})]
    if len(groups) > MOST_ANSWERS:
        raise TequioError("TQ-435", file=source.label, column=" + ".join(source.columns.get("group", ())),
                          count=len(groups), limit=MOST_ANSWERS)
    uses = _asked_about((word for one in told for word in one.allowed or ()), lambda word: fold(word) in USES)
    return groups, uses


def _asked_about(answers: Iterable[str], known: Callable[[str], bool]) -> list[str]:
    return [said for said in dict.fromkeys(answers) if not known(said)]


def _mask(build: Build) -> Callable[[str], str]:
    found = detector(build.process)
    return lambda text: found.mask(text).text


def _masked(column: Column, mask: Callable[[str], str]) -> Column:
    shown = mask(column.example)
    cut = shown if len(shown) <= SHOWN else f"{shown[:SHOWN].rstrip()}…"
    return replace(column, example=cut)
