"""What the booklets of the demonstration print of their findings: each once, and under a heading that is true of it."""

from collections.abc import Iterator

import pytest

from tequio.agendas.compose import compose
from tequio.agendas.models import Agenda
from tequio.diagnosis.models import Finding, FindingKind
from tequio.foundation.paper.model import Block, Callout, Document, Paragraph, Section
from tequio.foundation.places.models import Process
from tequio.protection import release
from tequio.publication.agenda_document import agenda_document

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


def booklet(agenda: Agenda) -> Document:
    content = compose(agenda.process, agenda)
    return agenda_document(release.internal(content, mask=lambda words: words.text, marks=()))


def under(blocks: tuple[Block, ...], *path: str) -> Iterator[tuple[tuple[str, ...], Block]]:
    for block in blocks:
        if isinstance(block, Section):
            yield from under(block.blocks, *path, str(block.title))
        else:
            yield path, block


def local(process: Process) -> list[Agenda]:
    found = list(Agenda.objects.filter(process=process, territory__isnull=False))
    assert len(found) == 3
    return found


def test_each_finding_of_a_place_stands_once(demo_process: Process) -> None:
    for agenda in local(demo_process):
        said = [block.text for _, block in under(booklet(agenda).blocks) if isinstance(block, Callout | Paragraph)]
        claims = [row.claim for row in Finding.objects.filter(process=demo_process, territory=agenda.territory)]
        assert claims
        assert {claim: said.count(claim) for claim in claims} == dict.fromkeys(claims, 1)


def test_what_wears_people_down_is_not_printed_as_what_they_do(demo_process: Process) -> None:
    for agenda in local(demo_process):
        rows = Finding.objects.filter(process=demo_process, territory=agenda.territory, kind=FindingKind.RESILIENCE)
        claims = {row.claim for row in rows}
        paths = [path for path, block in under(booklet(agenda).blocks)
                 if isinstance(block, Callout | Paragraph) and block.text in claims]
        assert len(paths) == len(claims) > 0
        assert all("desgasta" in path[-1] for path in paths)


def test_a_section_that_is_referred_to_exists(demo_process: Process) -> None:
    for agenda in local(demo_process):
        document = booklet(agenda)
        titles = {path[0] for path, _ in under(document.blocks) if path}
        told = [str(block.text) for _, block in under(document.blocks)
                if isinstance(block, Paragraph) and "comparte con otros está en" in str(block.text)]
        assert told
        for text in told:
            named = [part.split("»")[0] for part in text.split("«")[1:]]
            assert named and set(named) <= titles


def test_what_is_refused_is_called_so_and_is_no_difference(demo_process: Process) -> None:
    refused = [block for agenda in local(demo_process) for path, block in under(booklet(agenda).blocks)
               if path and path[0].startswith("Lo que se pidió y no se adopta") and isinstance(block, Callout)]
    assert len(refused) >= 4
    assert {block.kind for block in refused} == {"refused"}
