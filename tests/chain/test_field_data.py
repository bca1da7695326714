"""Forms, surveys, transcripts and lists in the chain: voices with their place and consent, every row accounted for."""

import datetime
from pathlib import Path

import pytest

from tequio.agendas.models import Proposal
from tequio.chain.build import account
from tequio.chain.ledger import Ledger
from tequio.chain.process_file import read_process_file
from tequio.chain.stages.run import run_stages
from tequio.foundation.errors import TequioError
from tequio.listening.models import Consent, Encounter, Voice

pytestmark = pytest.mark.django_db

HEAD = """
[process]
name = "Prueba"
[[territories]]
key = "centro"
name = "Centro de Prueba"
[[groups]]
key = "mujeres"
es = "Mujeres"
"""
KOBO = """
[[sources]]
kind = "kobo"
file = "{file}"
encounter = {{ kind = "workshop", consent = ["cita"] }}
[sources.columns]
voices = ["problema", "propuesta"]
place = "barrio"
consent = "usos"
[sources.replace.consent]
citar = "cita"
publicar = "dialogo"
"""
ROWS = '''\
"start";"barrio";"grupo";"acepta";"usos";"usos/citar";"usos/publicar";"problema";"propuesta";"deviceid";"_uuid"
"2025-03-04";"La Loma";"Mujeres";"si";"citar";"1";"0";"no hay luz";"una lámpara";"collect:7Hq";"a"
"2025-03-12";"la loma";"Mujeres";"si";"publicar";"0";"1";"nos cobran";"";"collect:7Hq";"b"
"2025-03-12";"El Llano";"Mujeres";"no";"";"0";"0";"da miedo";"";"collect:7Hq";"c"
'''


def run(folder: Path, sources: str, **files: str) -> Ledger:
    for name, text in files.items():
        stem, _, kind = name.rpartition("_")
        (folder / f"{stem}.{kind}").write_text(text, encoding="utf-8")
    (folder / "proceso.toml").write_text(HEAD + sources, encoding="utf-8")
    ledger = Ledger()
    run_stages(read_process_file(folder / "proceso.toml"), folder, "frase", ledger, lambda *_: None)
    return ledger


def listed(ledger: Ledger) -> list[tuple[str, int, str]]:
    return [(row.file, row.row, row.reason) for row in ledger.listed]


def test_answers_become_voices_by_week_and_place(tmp_path: Path, home: Path) -> None:
    ledger = run(tmp_path, KOBO.format(file="a.csv"), a_csv=ROWS)
    voices = list(Voice.objects.order_by("source_row", "key"))
    assert [voice.text for voice in voices] == ["no hay luz", "una lámpara", "nos cobran"]
    assert {voice.territory.name for voice in voices} == {"La Loma"}
    assert {voice.group.key for voice in voices if voice.group} == {"mujeres"}
    assert {one.week for one in Encounter.objects.all()} == {datetime.date(2025, 3, 3), datetime.date(2025, 3, 10)}
    assert listed(ledger) == [("a.csv", 4, "no_consent")]
    assert (ledger.rows["a.csv"], ledger.used["a.csv"]) == (3, 2)


def test_what_was_not_ticked_is_refused_and_what_was_is_granted(tmp_path: Path, home: Path) -> None:
    run(tmp_path, KOBO.format(file="a.csv"), a_csv=ROWS)
    said = {(consent.voice.text, consent.use, consent.granted)
            for consent in Consent.objects.filter(voice__isnull=False).select_related("voice") if consent.voice}
    assert said == {("nos cobran", "quote", False), ("nos cobran", "dialogue", True)}


def test_the_same_file_twice_adds_nothing(tmp_path: Path, home: Path) -> None:
    ledger = run(tmp_path, KOBO.format(file="a.csv") + KOBO.format(file="b.csv"), a_csv=ROWS, b_csv=ROWS)
    assert Voice.objects.count() == 3
    assert [row for row in listed(ledger) if row[2] == "read_before"] == [
        ("b.csv", 2, "read_before"), ("b.csv", 3, "read_before")]
    assert ledger.unaccounted() == {}


def test_of_two_versions_the_later_source_counts_and_keeps_the_key(tmp_path: Path, home: Path) -> None:
    newer = ROWS.replace("no hay luz", "ya no hay luz ni agua")
    ledger = run(tmp_path, KOBO.format(file="a.csv") + KOBO.format(file="b.csv"), a_csv=ROWS, b_csv=newer)
    assert {"ya no hay luz ni agua", "una lámpara", "nos cobran"} == {voice.text for voice in Voice.objects.all()}
    assert ("a.csv", 2, "edited") in listed(ledger) and ledger.unaccounted() == {}
    keys = {voice.text: voice.key for voice in Voice.objects.all()}
    assert keys["ya no hay luz ni agua"].rpartition("-problema-")[0] == keys["una lámpara"].rpartition("-propuesta-")[0]


def test_the_account_names_columns_left_out_and_holds_no_answer(tmp_path: Path, home: Path) -> None:
    told = account(run(tmp_path, KOBO.format(file="a.csv"), a_csv=ROWS))
    assert {"file": "a.csv", "column": "deviceid", "reason": "metadata"}.items() <= told["left_out"][1].items()
    assert [word for word in ("collect:7Hq", "luz", "La Loma", "cobran") if word in str(told)] == []


def test_an_option_that_is_no_known_use_stops_the_build(tmp_path: Path, home: Path) -> None:
    with pytest.raises(TequioError) as fault:
        run(tmp_path, KOBO.format(file="a.csv").replace('publicar = "dialogo"', ""), a_csv=ROWS)
    assert fault.value.problem.code == "TQ-123"


def test_a_field_of_a_form_answers_to_one_question(tmp_path: Path, home: Path) -> None:
    with pytest.raises(TequioError) as fault:
        run(tmp_path, KOBO.format(file="a.csv").replace('"barrio"', '["barrio", "grupo"]'), a_csv=ROWS)
    assert fault.value.problem.code == "TQ-104"


def test_a_transcript_gives_voices_without_speakers(tmp_path: Path, home: Path) -> None:
    ledger = run(tmp_path, """
[[sources]]
kind = "transcript"
file = "t.txt"
values = { group = "mujeres", week = "2025-03-04", facilitator = "E1" }
""", t_txt="E1: ¿Qué pasa?\nREMIGIA: No hay luz.\nE1: ¿Y qué más?\nREMIGIA: Nos cobran.\n")
    assert sorted(voice.text for voice in Voice.objects.all()) == ["No hay luz.", "Nos cobran."]
    assert [row[2] for row in listed(ledger)] == ["facilitator", "facilitator"]
    stored = "".join(f"{voice.key} {voice.source_file}" for voice in Voice.objects.all())
    assert "REMIGIA" not in stored and "participant" not in stored
    assert ledger.unaccounted() == {}


def test_a_document_in_which_nobody_is_named_is_one_voice_and_the_account_says_so(tmp_path: Path, home: Path) -> None:
    ledger = run(tmp_path, '[[sources]]\nkind = "transcript"\nfile = "m.md"\n',
                 m_md="## Acuerdos\n\nSe pidió un poste para la su-\nbida.\n\nAsisten: Chela Ficticia\n\n"
                      "Se pidió agua.\n")
    assert [voice.text for voice in Voice.objects.all()] == ["Se pidió un poste para la subida.\nSe pidió agua."]
    assert [row[2] for row in listed(ledger)] == ["heading", "preface"]
    assert [(one["code"], one["file"]) for one in account(ledger)["notices"]] == [("TQ-672", "m.md")]
    assert "poste" not in str(account(ledger)) and ledger.unaccounted() == {}


def test_the_process_file_says_how_such_a_document_is_cut(tmp_path: Path, home: Path) -> None:
    ledger = run(tmp_path, '[[sources]]\nkind = "transcript"\nfile = "m.md"\ncut = "paragraph"\n',
                 m_md="## Acuerdos\n\nSe pidió un poste.\n\nSe pidió agua.\n")
    assert {voice.text for voice in Voice.objects.all()} == {"Se pidió un poste.", "Se pidió agua."}
    assert account(ledger)["notices"] == [] and ledger.unaccounted() == {}


@pytest.mark.parametrize("source", ['kind = "transcript"\ncut = "page"', 'kind = "voices"\ncut = "one"'])
def test_only_a_transcript_is_cut_and_only_in_known_ways(tmp_path: Path, source: str) -> None:
    path = tmp_path / "proceso.toml"
    path.write_text(f'{HEAD}\n[[sources]]\nfile = "m.md"\n{source}\n', encoding="utf-8")
    with pytest.raises(TequioError) as fault:
        read_process_file(path)
    assert (fault.value.problem.code, fault.value.problem.column) == ("TQ-105", "sources.cut")


def test_captions_with_names_give_voices_without_them(tmp_path: Path, home: Path) -> None:
    cues = ["Facilita: ¿Qué hace falta?", "Chela Soto: Un poste: no se ve.", "Lola: Agua.", "Chela Soto: Así es."]
    ledger = run(tmp_path, '[[sources]]\nkind = "transcript"\nfile = "g.vtt"\n', g_vtt="WEBVTT\n\n" + "".join(
        f"00:00:0{at}.000 --> 00:00:0{at}.900\n{cue}\n\n" for at, cue in enumerate(cues)))
    assert sorted(voice.text for voice in Voice.objects.all()) == ["Agua.", "Así es.", "Un poste: no se ve."]
    assert [row[2] for row in listed(ledger)] == ["facilitator"]


def test_a_survey_reads_its_dictionary(tmp_path: Path, home: Path) -> None:
    run(tmp_path, """
[[sources]]
kind = "survey"
file = "r.csv"
dictionary = "d.csv"
columns = { voices = "¿Qué le pasó?", group = "sexo" }
replace = { group = { "Mujer" = "mujeres", "Hombre" = "" } }
""", r_csv="sexo,q1\n1,no hay luz\n2,nos cobran\n",
        d_csv="variable,label,value_labels\nsexo,Sexo,1 = Mujer; 2 = Hombre\nq1,¿Qué le pasó?,\n")
    assert {(voice.text, voice.group.key if voice.group else "") for voice in Voice.objects.all()} == {
        ("no hay luz", "mujeres"), ("nos cobran", "")}


def test_a_list_enters_as_proposals_without_voices(tmp_path: Path, home: Path) -> None:
    source = '[[sources]]\nkind = "agenda_list"\nfile = "{}"\n'
    ledger = run(tmp_path, source.format("a.txt") + source.format("b.txt") + """
[[sources]]
kind = "duties"
file = "d.csv"
""", a_txt="Eje 1. Luz\n1. Poner luminarias\n2. Abrir un taller\n", b_txt="- Poner luminarias\n",
        d_csv="propuesta,nivel,tarea\ncentro-2,municipio,Prestar el salón\n")
    proposals = {row.key: (row.text, row.section) for row in Proposal.objects.all()}
    assert proposals == {"centro-1": ("Poner luminarias", "Eje 1. Luz"), "centro-2": ("Abrir un taller", "Eje 1. Luz")}
    assert Voice.objects.count() == 0
    assert listed(ledger) == [("b.txt", 1, "read_before")]
    assert ledger.unaccounted() == {}
