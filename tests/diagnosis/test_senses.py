"""Cues have senses: what only looks or sounds alike calls for no code of violence, and what is meant does."""

import pytest

from tequio.diagnosis.codebook import default_codebook
from tequio.diagnosis.suggest import Suggester

SERIOUS = ("VL", "VN", "FA4", "FA10", "RE1", "EF12", "EF13")
SUGGESTER = Suggester({entry.key: entry.cues for entry in default_codebook() if entry.family not in ("AC", "L")})

OTHER_SENSE = [
    "El puente que nos prometieron no se ha ejecutado.", "Piden que ejecuten el presupuesto de la cancha.",
    "Las personas ejecutan la obra con faena.", "Es complicado subir con la silla de ruedas.",
    "Complicaron mucho el trámite de la toma.", "Queremos ejercitarnos donde haya sombra.",
    "La avenida Ejército Nacional está oscura.", "En la plaza del Ejército hace falta agua.",
    "Ha desaparecido el pasto del campo.", "Desaparecieron los botes y las bancas.",
    "Que desaparezca el cableado de las fachadas.", "Una bajada más segura para las carriolas.",
    "Hace falta un paso seguro para niñas.", "Esa bajada es una tortura para las mayores.",
    "La barda rota es una amenaza para la salud.", "Me mata el calor en la parada.",
    "Dicen que así matan las cucarachas: las matan con cal.", "Sirve para matar el tiempo.",
    "Nos levantaron la banqueta y no volvieron.", "Se dispararon los precios del gas.",
    "Bajó la presión de la cisterna.", "Robar espacio a la banqueta no se vale.",
    "El recibo del agua es un atraco.", "Un secuestro de carbono en el manglar.",
    "Desplazados de su lugar están los adoquines.", "Hay que pagar la cuota del gimnasio.",
]
MEANT = [
    ("A mi sobrino lo mataron saliendo de la fiesta.", "VL1"), ("Ejecutaron a un muchacho en la esquina.", "VL1"),
    ("Mi hermano fue ejecutado junto al canal.", "VL1"), ("Mataron a dos vecinos en el baile.", "VL1"),
    ("Desapareció mi prima camino al trabajo.", "VL3"), ("Hay dos muchachas desaparecidas en la colonia.", "VL3"),
    ("La desaparición de jóvenes no para.", "VL3"), ("Llegó el ejército y puso un retén.", "RE1"),
    ("Nos roban en la parada.", "VN1"), ("Dispararon toda la noche por el cerro.", "VN10"),
    ("La policía y la maña están coludidos.", "FA4"), ("Lo torturaron en la comandancia.", "VN6"),
    ("Ya recibimos amenazas por teléfono.", "VN8"), ("Secuestraron al hijo del panadero: es un secuestro más.", "VN3"),
]


@pytest.mark.parametrize("said", OTHER_SENSE)
def test_another_sense_calls_for_no_code_of_violence(said: str) -> None:
    assert not [found for found in SUGGESTER.suggest(said) if found.code.startswith(SERIOUS)]


@pytest.mark.parametrize(("said", "code"), MEANT)
def test_what_is_meant_is_suggested_with_its_words(said: str, code: str) -> None:
    found = {one.code: one for one in SUGGESTER.suggest(said)}
    assert code in found and found[code].because in said


@pytest.mark.parametrize("said", OTHER_SENSE)
def test_no_form_of_public_security_is_heard_in_other_senses(said: str) -> None:
    assert "RE2" not in {found.code for found in SUGGESTER.suggest(said)}
