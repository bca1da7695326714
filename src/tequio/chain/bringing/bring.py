"""Bringing a file in: all of it or nothing, with an account of every row; the bytes are gone afterwards."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from tequio.chain.bringing.onto import Choices, build_onto, source_of
from tequio.chain.context import Build
from tequio.chain.heard import Heap, hear, read_all
from tequio.chain.ledger import Ledger
from tequio.chain.stages.field_data import enter
from tequio.chain.stages.listed import listed_proposals
from tequio.chain.stages.newer_versions import Replaced, replace_words
from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.errors.catalogue import LANGUAGES
from tequio.foundation.intake.many import without_collecting
from tequio.foundation.intake.notices import hearing
from tequio.foundation.vault.keyring import keyring
from tequio.listening.bringing.actions import check_waiting, finish
from tequio.listening.bringing.models import Delivery, FileKind, Imprint
from tequio.listening.bringing.sifting import Standing
from tequio.listening.bringing.spellings import keep_spellings

MOST_ROWS = 200  # of each reason are named; all are counted
MOST_NOTICED = 8  # rows of a notice


def bring(*, actor: User, delivery: Delivery, choices: Choices) -> Mapping[str, Any]:
    """Enter what is new, put newer versions in the place of earlier ones, leave out what was taken back.

    Returns the account, which holds counts and numbers of rows and no words. Raises TequioError as the importers and
    stages do, TQ-133, TQ-434; nothing is changed then and the file goes on waiting.
    """
    check_waiting(delivery)
    build = build_onto(delivery, source_of(delivery, choices), actor)
    try:
        with hearing() as build.ledger.notices, without_collecting(), everywhere(), acting(
                actor, "import_material", on=delivery, process_id=delivery.process_id,
                territory_id=delivery.territory_id) as deed:
            _alone(delivery)
            with keyring.of(delivery.process_id).batch():
                found = _list(build) if delivery.kind == FileKind.AGENDA_LIST else _voices(build)
            if build.ledger.unaccounted():
                raise TequioError("TQ-133", value=build.ledger.unaccounted())
            counts = account(build.ledger) | found
            finish(delivery, counts)
            deed.count = counts["new"]
    except BaseException:
        # Keys are written before rows are: those of voices that were not entered open nothing, and go.
        keyring.of(delivery.process_id).destroy_keys(build.brought.values())
        raise
    return counts


def _alone(delivery: Delivery) -> None:
    """A row is written first, so that two people who confirm at once do so one after the other."""
    rows = Delivery.objects.filter(pk=delivery.pk, done=False)
    if not rows.update(by=delivery.by):
        raise TequioError("TQ-434")
    list(Delivery.objects.select_for_update().filter(process=delivery.process_id).values_list("pk"))


def _list(build: Build) -> dict[str, Any]:
    new = listed_proposals(build)
    listed = Counter(row.reason for row in build.ledger.listed)
    return {"new": new, "here": listed["read_before"], "newer": 0, "back": listed["withdrawn"]}


def _voices(build: Build) -> dict[str, Any]:
    heap = hear(build, read_all(build))
    enter(build, heap)
    keep_spellings(build.process, build.spellings())
    return standings(heap) | consequences(heap, replace_words(build, heap))


def standings(heap: Heap) -> dict[str, int]:
    """How many things said there are of each standing."""
    return {standing.value: len(heap.standing(standing)) for standing in Standing}


def consequences(heap: Heap, replaced: Replaced) -> dict[str, Any]:
    """What people have to look at, as kinds and UUIDs."""
    return {"replaced": replaced.voices, "closed": replaced.closed, "codings": replaced.codings,
            "read_anew": replaced.read, "again": [[kind, str(pk)] for kind, pk in replaced.again],
            "left": _ids(heap.left), "refused": _ids(heap.refused)}


def _ids(rows: Iterable[Imprint]) -> list[str]:
    return list(dict.fromkeys(str(row.object_id) for row in rows))


def account(ledger: Ledger) -> dict[str, Any]:
    """Rows read, used and listed, and columns left out, without words: tables and columns are names of the form."""
    rows: dict[str, list[int]] = {}
    for row in ledger.listed:
        rows.setdefault(row.reason, []).append(row.row)
    return {"read": sum(ledger.rows.values()), "used": sum(ledger.used.values()),
            "listed": {reason: len(numbers) for reason, numbers in rows.items()},
            "rows": {reason: numbers[:MOST_ROWS] for reason, numbers in rows.items()},
            "left_out": Counter(column.reason for column in ledger.left_out), "notices": _notices(ledger)}


def _notices(ledger: Ledger) -> list[dict[str, Any]]:
    """What was noticed in the file, each kind once, with the first rows where it is so."""
    kinds: dict[str, list[Problem]] = {}
    for problem in ledger.notices:
        kinds.setdefault(problem.code, []).append(problem)
    return [{"code": code, "rows": [one.row for one in problems if one.row][:MOST_NOTICED],
             "what": {language: problems[0].what(language) for language in LANGUAGES},
             "remedy": {language: problems[0].remedy(language) for language in LANGUAGES}}
            for code, problems in kinds.items()]
