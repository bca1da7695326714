"""What was coded goes to another tool and comes back: who may, what stays, and what is known again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from tests.diagnosis.refi_qda.files import guid

from tequio.diagnosis.actions import code_voices, define_codebook, record_links
from tequio.diagnosis.interchange.actions import Brought, export_diagnosis, import_project
from tequio.diagnosis.models import Assignment, Code, Coding, CodingStatus, Link, Share
from tequio.diagnosis.refi_qda import Code as Entry
from tequio.diagnosis.refi_qda import Coding as Given
from tequio.diagnosis.refi_qda import Project, Selection, Source, open_project, project_bytes
from tequio.diagnosis.refi_qda import User as Person
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.models import Entry as Audited
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.vault.keyring import keyring
from tequio.listening.actions import plan_encounter, record_voices
from tequio.listening.models import Consent, Encounter, Use, Voice
from tequio.protection.models import Review, ReviewStatus
from tequio.protection.withdrawing.actions import withdraw_voice

pytestmark = pytest.mark.django_db
TOLD = "Dijo doña Xóchitl Zarmiento que no hay luz 💡 en la parada, y que así fue."
PLAIN = "El agua llega los martes y a veces ni eso."


@pytest.fixture
def encounter(process: Process, territory: Territory, team: User) -> Encounter:
    row = Encounter(process=process, territory=territory, key="E1", kind="forum", status="held")
    return plan_encounter(actor=team, encounter=row, attendance={}, allowed=dict.fromkeys(Use, True))


@pytest.fixture
def codes(process: Process, team: User) -> dict[str, Code]:
    rows = [Code(process=process, key=key, family=key[:2], label_es=label, label_en=label, order=order)
            for order, (key, label) in enumerate((("IN1", "Falta luz"), ("IN2", "Falta agua"), ("EF1", "Miedo")))]
    define_codebook(actor=team, process=process, codes=rows)
    return {row.key: row for row in rows}


def voice(encounter: Encounter, team: User, key: str, text: str, *, diagnosis: bool = True) -> Voice:
    row = Voice(process=encounter.process, encounter=encounter, territory=encounter.territory, key=key, text=text,
                source_file="charla de Petra Zarzal.docx")
    record_voices(actor=team, encounter=encounter, voices=[row], exceptions=[] if diagnosis else [Consent(
        process=encounter.process, encounter=encounter, voice=row, use=Use.DIAGNOSIS, granted=False)])
    return row


def coding(of: Voice, code: Code, quote: str, coder: str = "ana-zarate", status: str = "accepted") -> Coding:
    start = of.text.index(quote)
    return Coding(process=of.process, voice=of, code=code, start=start, end=start + len(quote), quote=quote,
                  coder=coder, status=status)


@pytest.fixture
def told(encounter: Encounter, codes: dict[str, Code], team: User) -> Voice:
    row = voice(encounter, team, "V1", TOLD)
    code_voices(actor=team, process=row.process, codings=[
        coding(row, codes["IN1"], "no hay luz 💡"), coding(row, codes["IN1"], "no hay luz 💡", "beto"),
        coding(row, codes["EF1"], "Xóchitl"), coding(row, codes["IN2"], "parada", "sugerencia", "suggested")])
    return row


def exported(actor: User, process: Process, folder: Path, **options: bool) -> Project:
    """As another tool would read it."""
    path = folder / "salida.qdpx"
    path.write_bytes(project_bytes(export_diagnosis(actor=actor, process=process, **options).project))
    return open_project(path).project


def quotes(project: Project) -> list[tuple[str, int]]:
    return [((one.text or "")[part.start:part.end], len(part.codings)) for one in project.sources
            for part in one.selections]


def foreign() -> Project:
    """As a tool elsewhere wrote it: with real names of coders and of sources."""
    passages = tuple(Selection(guid(quote), PLAIN.index(quote), PLAIN.index(quote) + len(quote), codings=(
        Given(guid(quote + "k"), guid("agua"), guid("ana")),)) for quote in ("agua", "martes"))
    return Project(
        "Barrio", "NVivo 14", users=(Person(guid("ana"), "Ana Zarzosa"),),
        codes=(Entry(guid("cat"), "Servicios", False), Entry(guid("agua"), "Agua y drenaje", parent=guid("cat"))),
        sources=(Source(guid("uno"), "Entrevista a Petra Zarzal", text=PLAIN, selections=passages),
                 Source(guid("foto"), "foto.jpg", "picture")))


def cells() -> Iterator[bytes]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield from (bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
                            for cell in row)


def test_what_leaves_is_masked_and_names_nobody(told: Voice, cast: dict[str, User], tmp_path: Path) -> None:
    project = exported(cast["coordinator"], told.process, tmp_path)
    source = project.sources[0]
    assert "Zarmiento" not in (source.text or "") and "[" in (source.text or "")
    passages = dict(quotes(project))
    assert passages.pop("no hay luz 💡") == 2  # two coders, one passage
    (hidden,) = passages
    assert hidden.endswith("]") and "[" in hidden
    said = repr(project_bytes(project)) + str(project) + str(project.users) + str([user.name for user in project.users])
    assert not any(name in said for name in ("Xóchitl", "Zarzal", "ana-zarate", "beto", "sugerencia", str(told.pk)))
    assert len(project.users) == 2


def test_it_is_entered_in_the_record_with_how_many_voices(told: Voice, cast: dict[str, User]) -> None:
    for who in ("coordinator", "protector"):
        export_diagnosis(actor=cast[who], process=told.process)
    assert list(Audited.objects.filter(verb="export_diagnosis").values_list("actor", "count")) == [
        ("cuenta-coordinator", 1), ("cuenta-protector", 1)]


def test_the_wrong_role_takes_nothing_out(told: Voice, cast: dict[str, User]) -> None:
    for who in ("facilitator", "analyst", "official", "auditor", "trustee", "stranger"):
        with pytest.raises(TequioError, match="TQ-311"):
            export_diagnosis(actor=cast[who], process=told.process)
    assert not Audited.objects.filter(verb="export_diagnosis").exists()


def test_nothing_leaves_of_a_closed_vault_or_of_nothing_coded(
        process: Process, encounter: Encounter, team: User, told: Voice) -> None:
    Coding.objects.filter(status=CodingStatus.ACCEPTED).update(status=CodingStatus.REJECTED)
    with pytest.raises(TequioError, match="TQ-174"):
        export_diagnosis(actor=team, process=process)
    assert len(export_diagnosis(actor=team, process=process, uncoded=True).project.sources) == 1
    Coding.objects.update(status=CodingStatus.ACCEPTED)
    keyring.lock(process.pk)
    with pytest.raises(TequioError, match="TQ-301"):
        export_diagnosis(actor=team, process=process)


def test_whoever_refused_the_diagnosis_later_stays_and_so_does_what_readers_held_back(
        told: Voice, encounter: Encounter, codes: dict[str, Code], team: User, tmp_path: Path) -> None:
    process = told.process
    other = voice(encounter, team, "V2", PLAIN)
    voice(encounter, team, "V3", "Otra cosa que nadie ha de leer", diagnosis=False)
    code_voices(actor=team, process=process, codings=[coding(other, codes["IN2"], "agua")])
    record_links(actor=team, process=process, links=[
        Link(process=process, voice=other, origin=codes["IN2"], goal=codes["EF1"], relation="feeds")])
    assert [source.name for source in exported(team, process, tmp_path, uncoded=True).sources] == ["V1", "V2"]
    assert len(exported(team, process, tmp_path).links) == 1
    Review.objects.create(process=process, voice=other, masked=PLAIN, status=ReviewStatus.REFUSED)
    composed = export_diagnosis(actor=team, process=process, uncoded=True)
    assert [source.name for source in composed.project.sources] == ["V1"]
    assert composed.project.links == ()
    assert composed.stayed == {"voices": 2, "codings": 1}
    Consent.objects.create(process=process, encounter=encounter, voice=told, use=Use.DIAGNOSIS, granted=False)
    with pytest.raises(TequioError, match="TQ-174"):
        export_diagnosis(actor=team, process=process)


def test_whoever_codes_a_voice_blind_takes_only_their_own_along(
        told: Voice, codes: dict[str, Code], team: User, cast: dict[str, User], tmp_path: Path) -> None:
    process = told.process
    share = Share.objects.create(process=process, name="r1", by="equipo")
    code_voices(actor=team, process=process, codings=[coding(told, codes["IN2"], "parada", "equipo")])
    held = [Assignment.objects.create(process=process, share=share, voice=told, coder=coder)
            for coder in ("equipo", "beto")]
    assert quotes(exported(team, process, tmp_path)) == [("parada", 1)]
    assert len(quotes(exported(cast["coordinator"], process, tmp_path))) == 3
    for row in held:
        row.open = False
        row.save()
    assert len(quotes(exported(team, process, tmp_path))) == 3


def test_nobody_is_coded_for_with_a_file_where_two_people_code_here(
        told: Voice, encounter: Encounter, codes: dict[str, Code], team: User, cast: dict[str, User],
        tmp_path: Path) -> None:
    process = told.process
    code_voices(actor=team, process=process, codings=[coding(told, codes["IN2"], "parada", "beto")])
    project = exported(cast["coordinator"], process, tmp_path)
    share = Share.objects.create(process=process, name="r1", by="equipo")
    Assignment.objects.create(process=process, share=share, voice=told, coder="beto", done=True)
    Assignment.objects.create(process=process, share=share, voice=told, coder="equipo")
    listed = []
    # Whether it is here makes no difference to what is said of it.
    for there in (True, False):
        if not there:
            Coding.objects.filter(coder="beto").delete()
        brought = import_project(actor=team, heard=encounter, project=project)
        assert "codings" not in brought.made
        listed.append(brought.listed)
    assert listed[0] == listed[1] and listed[0]["given_out"] >= 1
    assert not Coding.objects.filter(coder="beto").exists()


def test_a_link_that_lost_its_place_stays(
        told: Voice, codes: dict[str, Code], team: User, tmp_path: Path) -> None:
    Link.objects.update(adrift=True)
    assert exported(team, told.process, tmp_path).links == ()


def test_codes_that_were_merged_go_on_in_their_place(empty: Encounter, codes: dict[str, Code], team: User) -> None:
    old = codes["IN1"]
    old.label_es, old.successor, old.closed = "Agua y drenaje", codes["IN2"], True
    old.save()
    assert bring(team, empty).made == {"voices": 1, "codings": 2}
    assert set(Coding.objects.values_list("code__key", flat=True)) == {"IN2"}


def test_what_left_comes_back_to_its_voices_and_doubles_nothing(
        told: Voice, encounter: Encounter, team: User, tmp_path: Path) -> None:
    project = exported(team, told.process, tmp_path)
    brought = import_project(actor=team, heard=encounter, project=project)
    assert brought.made == {} and brought.listed["codings_here_already"] == 3
    assert Voice.objects.count() == 1 and Code.objects.count() == 3


def test_what_was_coded_elsewhere_in_masked_words_finds_its_place(
        told: Voice, encounter: Encounter, team: User, tmp_path: Path) -> None:
    project = exported(team, told.process, tmp_path)
    source = project.sources[0]
    text = source.text or ""
    hidden, parada = text.index("[") + 3, text.index("parada")
    code = project.codes[1].guid
    added = (Selection(guid("x"), parada, parada + 6, codings=(Given(guid("xk"), code, guid("nueva")),)),
             Selection(guid("y"), 0, hidden, codings=(Given(guid("yk"), code, guid("nueva")),)))
    changed = replace(project, users=(*project.users, Person(guid("nueva"), "Nora Zarco")),
                      sources=(replace(source, selections=(*source.selections, *added)),))
    brought = import_project(actor=team, heard=encounter, project=changed)
    assert brought.made == {"codings": 2}
    new = Coding.objects.filter(coder__startswith="c-").order_by("start")
    assert [row.quote for row in new] == [TOLD[:new[0].end], "parada"]
    assert new[0].end == TOLD.index(" que no hay")  # never inside of what is hidden
    assert all(TOLD[row.start:row.end] == row.quote for row in new)
    assert not any(b"Zarco" in cell for cell in cells())


@pytest.fixture
def empty(process: Process, territory: Territory, team: User) -> Encounter:
    row = Encounter(process=process, territory=territory, key="Q1", kind="conversation", status="held")
    return plan_encounter(actor=team, encounter=row, attendance={}, allowed={})


def bring(team: User, encounter: Encounter, project: Project | None = None) -> Brought:
    return import_project(actor=team, heard=encounter, project=project or foreign())


def test_a_project_of_another_tool_becomes_codes_voices_and_codings(empty: Encounter, women: Group, team: User) -> None:
    brought = import_project(actor=team, heard=empty, project=foreign(), group=women)
    assert brought.made == {"codes": 1, "voices": 1, "codings": 2}
    assert brought.listed["categories"] == brought.listed["without_text"] == 1
    row = Voice.objects.get()
    assert row.text == PLAIN and row.group == women and row.source_file == "Entrevista a Petra Zarzal"
    assert [one.quote for one in Coding.objects.order_by("start")] == ["agua", "martes"]
    assert not any(name in cell for name in (b"Zarzal", b"Zarzosa", b"martes") for cell in cells())
    assert Audited.objects.filter(verb="import_material", count=1).exists()


def test_the_same_file_twice_doubles_nothing_and_what_was_taken_back_stays_out(empty: Encounter, team: User) -> None:
    bring(team, empty)
    again = bring(team, empty)
    assert again.made == {} and again.listed["codings_here_already"] == 2
    withdraw_voice(actor=team, voice=Voice.objects.get())
    third = bring(team, empty)
    assert third.made == {} and third.listed["taken_back"] == 1 and third.listed["without_voice"] == 2
    assert not Voice.objects.exists()


def test_what_was_taken_back_here_does_not_return_masked(
        told: Voice, encounter: Encounter, team: User, tmp_path: Path) -> None:
    project = exported(team, told.process, tmp_path)
    withdraw_voice(actor=team, voice=told)
    brought = bring(team, encounter, project)
    assert brought.made == {} and brought.listed["taken_back"] == 1


def test_a_project_of_another_process_is_another_projects(
        told: Voice, encounter: Encounter, team: User, tmp_path: Path) -> None:
    project = replace(exported(team, told.process, tmp_path), origin=f"Tequio {guid('otro')}")
    brought = bring(team, encounter, project)
    assert brought.made["voices"] == 1 and brought.made["codings"] == 3
    assert "codes" not in brought.made  # by their names they are the same


def test_it_takes_somebody_who_may_bring_define_and_code(empty: Encounter, cast: dict[str, User]) -> None:
    for who in (*cast,):
        with pytest.raises(TequioError, match="TQ-311"):
            bring(cast[who], empty)
    assert not Voice.objects.exists() and not Coding.objects.exists() and not Code.objects.exists()


def test_nothing_comes_into_an_encounter_that_gives_no_voices(
        process: Process, territory: Territory, team: User, empty: Encounter) -> None:
    planned = Encounter(process=process, territory=territory, key="P1", kind="forum", status="planned")
    plan_encounter(actor=team, encounter=planned, attendance={}, allowed={})
    unrecorded = Encounter(process=process, territory=territory, key="P2", kind="forum", status="held",
                           recording="none")
    plan_encounter(actor=team, encounter=unrecorded, attendance={}, allowed={})
    closed = Encounter(process=process, territory=territory, key="P3", kind="forum", status="held", closed=True)
    plan_encounter(actor=team, encounter=closed, attendance={}, allowed={})
    for row, code in ((planned, "TQ-401"), (unrecorded, "TQ-402"), (closed, "TQ-466")):
        with pytest.raises(TequioError, match=code):
            bring(team, row)
    with pytest.raises(TequioError, match="TQ-171"):
        bring(team, empty, Project("Nada"))
    other = Process.objects.create(name="Otro")
    with pytest.raises(TequioError, match="TQ-768"):
        import_project(actor=team, heard=empty, project=foreign(),
                       group=Group.objects.create(process=other, key="x", name_es="x", name_en="x", order=0))
    assert not Code.objects.exists() and not Voice.objects.exists()


def test_of_a_place_alone_a_new_encounter_is_made_once_something_new_comes(
        process: Process, territory: Territory, team: User) -> None:
    for _ in range(2):
        import_project(actor=team, heard=territory, project=foreign())
    row = Encounter.objects.get()
    assert (row.key, row.status) == ("QDA-1", "held")
    assert not Consent.objects.exists()
    assert Voice.objects.get().encounter == row


def test_whoever_refuses_the_diagnosis_is_not_coded_from_elsewhere(
        process: Process, territory: Territory, team: User) -> None:
    row = Encounter(process=process, territory=territory, key="Q2", kind="conversation", status="held")
    plan_encounter(actor=team, encounter=row, attendance={}, allowed={Use.DIAGNOSIS: False})
    brought = bring(team, row)
    assert brought.made == {"codes": 1, "voices": 1} and brought.listed["diagnosis_refused"] == 2
