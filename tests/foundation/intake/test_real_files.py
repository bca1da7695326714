"""Files that real institutions published, unedited, where this machine has them."""

from pathlib import Path

import pytest

from tequio.foundation.errors import TequioError
from tequio.foundation.intake import read_sheet, read_text

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"real files are not on this machine ({DATA.name})")


def real(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not on this machine")
    return path


def test_forums_of_isla_mujeres() -> None:
    sheet = read_sheet(real("isla_mujeres/foros.xlsx"), sheet="Para capturar resultados", header_rows=2, blank=("0",))
    assert len(sheet) == 1137
    assert (sheet.rows[0].number, sheet.rows[-1].number) == (3, 1139)
    assert sheet.column("Priorización") == "Problemática / Priorización"
    assert sheet.columns[2:5] == ["Sector / Público", "Sector / Privado", "Sector / Social"]
    assert "0" not in {value for row in sheet for value in row.cells.values()}
    assert {row["Determinación de la propuesta / ¿Presentó propuesta en foro?"] for row in sheet} >= {"sí"}


@pytest.mark.parametrize(("name", "rows", "column"), [
    ("juarez/percepcion_2023_crudo.xlsx", 1524, "date"),
    ("juarez/percepcion_2023_respuestas.csv", 1522, "date"),
    ("decide_madrid/propuestas_2019.csv", 80, "numSupports"),
    ("decide_madrid/propuestas_2024_2025.csv", 2738, "cached_votes_up"),
    ("commitments/buenos_aires_compromisos.csv", 54, "cumplimiento"),
    ("commitments/cdmx_proyectos_por_colonia.csv", 1078, "approved"),
    ("mx/sesnsp_estatal_2015_2021_latin1.csv", 21952, "Bien jurídico afectado"),
    ("mx/sesnsp_estatal_metodologia_anterior_1997_2017.csv", 44352, "AÑO"),
    ("mx/sesnsp_mun_tipo_2025.csv", 28044, "Año"),
    ("mx/inegi_homicidios_estado_mes_2000_2022.csv", 8832, "homicides"),
    ("mx/sesnsp_mun_subtipos_2015_2024_nonzero.parquet", 82295, "cvegeo"),
    ("intercoder/pucv_es/INE_VE_PresenciaBinaria.xlsx", 105, "=B"),
    ("intercoder/pucv_es/Reporte_Kappa_Extendido.csv", 38, "Kappa"),
    ("forms/own/kobo_export_labels.csv", 3, "Barrio / colonia"),
    ("forms/own/kobo_export_xml.xlsx", 3, "_submission_time"),
    ("forms/own/kobo_api_data.json", 3, "meta/rootUuid"),
    ("forms/kobo_kpi/tutorial.xls", 6, "label"),
    ("forms/kobo_kpi/double_repeat.xls", 5, "label"),
    ("forms/kobo_kpi/sample_accent.xlsx", 1, "name"),
    ("forms/repeat_group_(merge)_dataset.xlsx", 7, "#1"),
    ("deid/testimonies_dev.jsonl", 20, "text"),
])
def test_read_whole(name: str, rows: int, column: str) -> None:
    sheet = read_sheet(real(name))
    assert len(sheet) == rows
    assert sheet.column(column)
    assert not [problem for problem in sheet.problems if problem.code in ("TQ-229", "TQ-240")]


def test_two_rows_of_headings_in_a_csv() -> None:
    sheet = read_sheet(real("mx/comparacion_inegi_sesnsp_nacional.csv"), header_rows=2)
    assert sheet.columns[:2] == ["Año", "Población"]
    assert sum(name.startswith("Nueva Metodología SESNSP / ") for name in sheet.columns) == 5


def test_the_same_answers_in_csv_and_xlsx() -> None:
    csv, xlsx = (read_sheet(real(f"forms/own/kobo_export_xml.{ending}")) for ending in ("csv", "xlsx"))
    assert csv.columns == xlsx.columns
    assert [row["barrio"] for row in csv] == [row["barrio"] for row in xlsx]


def test_a_million_records_are_refused_plainly() -> None:
    with pytest.raises(TequioError, match="TQ-218"):
        read_sheet(real("mx/rnpdno_mun_month_2015_2025.parquet"))


def test_transcripts_of_hearings() -> None:
    for path in sorted(real("transcripts/chile_audiencias").glob("*.txt")):
        assert read_text(path).content
