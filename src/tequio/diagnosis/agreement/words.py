"""Reasons and cautions as sentences, in Spanish and English."""

from tequio.diagnosis.agreement.coefficient import Caution, Why

WHY = {
    Why.NOTHING: ("Nadie respondió nada.", "Nobody answered anything."),
    Why.ONE_CODER: ("Codificó una sola persona: no hay con quién comparar.",
                    "One person coded: there is nobody to compare with."),
    Why.APART: ("Ninguna unidad la abrieron dos personas.", "No unit was opened by two people."),
    Why.UNUSED: ("Nadie lo aplicó donde miraron dos personas: que nadie lo use no muestra que estén de acuerdo en qué "
                 "es.", "Nobody applied it where two people looked: that nobody uses it does not show that they agree "
                        "on what it is."),
    Why.ALL_EQUAL: ("Todas las respuestas son iguales: no se puede separar el acuerdo del azar.",
                    "Every answer is the same: agreement cannot be told from chance."),
    Why.FEW_VOICES: ("Son muy pocas voces, o lo llevan muy pocas, para decir un intervalo.",
                     "There are too few voices, or too few carry it, to give an interval."),
}
CAUTIONS = {
    Caution.FEW_UNITS: ("Menos de 30 unidades: una sola respuesta distinta mueve el número.",
                        "Fewer than 30 units: a single different answer moves the number."),
    Caution.FEW_VOICES: ("Menos de 20 voces: el intervalo es una idea, no una medida.",
                         "Fewer than 20 voices: the interval is an idea, not a measurement."),
    Caution.RARE: ("Lo llevan menos de 5 unidades: α depende de dos o tres respuestas.",
                   "Fewer than 5 units carry it: α hangs on two or three answers."),
    Caution.LOPSIDED: ("Casi todas las respuestas son iguales: α baja aunque haya poco desacuerdo. Lee AC1 al lado.",
                       "Nearly all answers are the same: α falls though few differ. Read AC1 beside it."),
    Caution.WIDE: ("El intervalo es ancho: con otras voces α podría ser muy otro.",
                   "The interval is wide: with other voices α could be quite different."),
}


def reason(why: Why, language: str) -> str:
    return WHY[why][language == "en"]


def caution(which: Caution, language: str) -> str:
    return CAUTIONS[which][language == "en"]
