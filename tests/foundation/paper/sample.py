"""An invented Local Agenda of about twenty pages that uses every block and every figure once at least."""

from functools import cache

from tests.foundation.paper.sample_groups import FEDERATION, GROUPS, MUNICIPALITY, STATE

from tequio.foundation.paper.charts.bars import CountBar, count_bars
from tequio.foundation.paper.charts.matrix import Duty, responsibility_matrices
from tequio.foundation.paper.charts.path import chain_path
from tequio.foundation.paper.charts.places import MapPlace, Ring, schematic_map
from tequio.foundation.paper.charts.series import TimeSeries, small_multiples
from tequio.foundation.paper.charts.verdicts import VerdictRow, verdict_columns
from tequio.foundation.paper.model import (
    Block,
    Callout,
    Column,
    Contents,
    Document,
    Fact,
    ItemList,
    PageBreak,
    Paragraph,
    Points,
    ProposalItem,
    Run,
    Section,
    Step,
    Table,
    Trail,
)

MARKS = ("demostración: todo es inventado", "borrador: no devuelto a los grupos")
BODIES = (MUNICIPALITY, STATE, FEDERATION, "Sociedad civil", "Empresas", "Otros")
CHAIN = (
    Step("24", "encuentros", "en cuatro colonias y con cinco grupos"),
    Step("unas 160", "voces", "de quienes dieron permiso para el diagnóstico"),
    Step("31", "hallazgos", "cada uno con los grupos que coinciden y los que no"),
    Step("17", "propuestas", "con la institución a la que le toca"),
    Step("3", "rondas", "de deliberación con más de 300 participantes"),
)


@cache
def sample() -> Document:
    """The whole booklet."""
    return Document(
        "Puerto Almeja: agenda local de seguridad humana", "es",
        (Contents(), _opening(), _diagnosis(), *GROUPS, _shared(), _followed(), _trail()),
        subtitle="Lo que pedimos para vivir sin miedo, dicho por cinco grupos del puerto",
        kind="Agenda local", marks=MARKS,
        about=(Fact("Territorio", "Puerto Almeja, municipio inventado"), Fact("Proceso", "Cuatro costas, 2024–2026"),
               Fact("Estado", "Segunda versión, en devolución a los grupos")),
    )


def _opening() -> Section:
    return Section("La seguridad que queremos", (
        Paragraph("Queremos una seguridad que empiece por la luz, el agua y el camino a la escuela; que no nos "
                  "pida callar ni armarnos; que llegue igual a la loma y al malecón.", lead=True),
        Paragraph("Esta agenda reúne lo que cinco grupos de Puerto Almeja dijeron, lo que ya hacen y lo que proponen. "
                  "No "
                  "es una lista de deseos: cada propuesta nombra a la institución que la debe, porque la seguridad es "
                  "un "
                  "derecho. Tampoco es un promedio: lo que los grupos comparten y aquello en que difieren se lee por "
                  "separado."),
        Paragraph((Run("Las cantidades se dan redondeadas ("), Run("unas 20", emphasis=True), Run(", "),
                   Run("menos de 10", emphasis=True),
                   Run(") para que detrás de una cifra nunca quede una sola habitación."))),
        chain_path((Step("24", "encuentros"), Step("unas 160", "voces"), Step("31", "hallazgos"),
                    Step("17", "propuestas"), Step("1", "agenda local"), Step("9", "respuestas"),
                    Step("6", "compromisos"), Step("2", "olas de veredictos")),
                   caption="El camino de la palabra a la respuesta", language="es"),
        Callout("note", "Quien quiera saber de dónde sale una línea encuentra su rastro debajo de ella. Ningún rastro "
                "lleva a una persona.", "Cómo leer esta agenda"),
    ))


def _diagnosis() -> Section:
    return Section("Lo que vivimos", (
        Paragraph("El diagnóstico junta las violencias que matan y las que no: la del cobro, la de la casa, la del "
                  "trayecto, la de la ventanilla que no abre."),
        count_bars((CountBar("Calles y subidas a oscuras", 40, 45, "entre 40 y 45"),
                    CountBar("Agua que no llega o se condiciona", 30, 35, "unas 30"),
                    CountBar("Acoso en el trayecto a la escuela", 25, 30, "unas 25"),
                    CountBar("Cobro a puestos, lanchas y talleres", 15, 20, "unas 15"),
                    CountBar("Jornadas largas y mal pagadas", 10, 15, "unas 10"),
                    CountBar("Violencia dentro de la casa", 0, 10, "menos de 10")),
                   caption="De qué se habló, en número de voces", language="es", heading="Tema"),
        Section("Dónde estuvimos y dónde no", (
            schematic_map(_places(), ("con encuentros", "trabajo suspendido", "no se llegó"),
                          caption="Colonias de Puerto Almeja y trabajo hecho en ellas", language="es"),
            Callout("gap", "En la zona del muelle el trabajo se suspendió por peligro. Lo que dio antes de suspenderse "
                    "se usa; lo que falta queda dicho aquí."),
        ), 2),
        Section("Lo que dicen los registros", (
            Paragraph("Junto a las voces, las cifras oficiales. Un hueco en la línea es un año que nadie midió, no un "
                      "año en calma."),
            small_multiples(
                (TimeSeries("Homicidios", (8, 9, None, None, 14, 17, 16, 12, None, 11), "por 100 mil"),
                 TimeSeries("Violencia familiar", (120, 131, 152, 160, 184, None, 214, 233, 241, 250), "denuncias al "
                                                                                                       "año"),
                 TimeSeries("Confían en la policía", (None, 24, 22, None, 18, 15, None, 14, 13, 12), "% de "
                                                                                                     "encuestados"),
                 TimeSeries("Empleo formal", (4100, 4300, 4280, 4350, 4200, 3100, 3300, 3500, 3720, 3900), "personas")),
                tuple(str(year) for year in range(2015, 2025)), caption="Cuatro series oficiales, con sus huecos",
                language="es"),
        ), 2),
    ))


def _shared() -> Section:
    duties = tuple(
        Duty(_short(item), item.bodies, ("Sociedad civil",) if place % 3 == 0 else ())
        for place, item in enumerate(item for group in GROUPS for item in _items(group.blocks)))
    return Section("Lo que compartimos y lo que no", (
        Section("Prioridades compartidas", (
            Paragraph("Cuatro propuestas aparecen, con otras palabras, en tres grupos o más."),
            Table("Propuestas compartidas y grupos que las sostienen",
                  (Column("Propuesta", weight=2.2), Column("Grupos", weight=2.4), Column("Rondas a favor", "number")),
                  (("Luz en las subidas", "Mujeres mayores, mujeres jóvenes, jóvenes, asociaciones", "3 de 3"),
                   ("Ruta escolar con paradas seguras", "Mujeres jóvenes, jóvenes, asociaciones", "3 de 3"),
                   ("Agua con horario fijo", "Los cinco grupos", "3 de 3"),
                   ("Aprendices pagados", "Jóvenes, hombres adultos, asociaciones", "2 de 3")),
                  ("Una ronda está a favor cuando lo están todos los grupos de opinión que participaron en ella.",)),
            *responsibility_matrices(duties, BODIES, caption="A quién le toca cada propuesta", language="es"),
        ), 2),
        Section("Diferencias que se conservan", (
            Callout("difference", "Los hombres adultos piden que regrese el puesto militar del puente; las jóvenes y "
                                  "la "
                    "comunidad de El Carrizal piden que no vuelva. No hubo acuerdo y no se promedió.", "El puesto del "
                                                                                                       "puente"),
            Callout("silence", "De la colusión entre autoridades y quienes cobran se habló siempre fuera de la "
                               "reunión. "
                    "Nada de lo dicho así se usa ni se cuenta."),
        ), 2),
        Section("Lo que no cabe en ningún grupo", (
            Points(("Niñas y niños menores de doce años no fueron consultados.",
                    "Nadie llegó a la colonia Ejido Nuevo.",
                    "Las personas que se fueron del puerto no tienen voz en esta agenda.")),
        ), 2),
    ))


def _followed() -> Section:
    return Section("Qué se ha respondido", (
        Paragraph("Lo que dice la autoridad y lo que dice la comunidad van en dos columnas y no se juntan nunca."),
        verdict_columns((
            VerdictRow("Cuarenta luminarias en las subidas", "terminado", 1, "a medias: diez no prenden", 0.5),
            VerdictRow("Ventanilla en el mercado, sin uniformados", "en marcha", 0.5, "no se nota", 0),
            VerdictRow("Pipas con horario fijo y sin cobro", "sin respuesta", 0, "empeoró", -1),
            VerdictRow("Ruta escolar con paradas decididas con las alumnas", "terminado", 1, "sí cambió", 1)),
            caption="Compromisos de 2025, segunda ola de veredictos", language="es"),
        Table("Respuestas recibidas", (Column("Nivel"), Column("Preguntas", "number"), Column("Respuestas", "number"),
                                       Column("Silencio", "number")),
              (("Municipal", "12", "6", "6"), ("Estatal", "11", "2", "9"), ("Federal", "7", "1", "6"))),
    ))


def _trail() -> Section:
    return Section("De dónde sale esta agenda", (
        Trail(CHAIN, "Cada paso se puede recorrer en los dos sentidos."),
        ItemList((ProposalItem("·", "Correcciones que los grupos hicieron en la primera devolución: unas 40.",
                               trail="actas de devolución 1 a 5"),)),
        PageBreak(),
        Section("Agradecimiento", (Paragraph("A quienes abrieron su casa."),), 2),
    ))


def _items(blocks: tuple[Block, ...]) -> list[ProposalItem]:
    found: list[ProposalItem] = []
    for block in blocks:
        if isinstance(block, Section):
            found.extend(_items(block.blocks))
        elif isinstance(block, ItemList):
            found.extend(block.items)
    return found


def _short(item: ProposalItem) -> str:
    words = str(item.text).removeprefix("Que ").split()
    return f"{item.number}. {' '.join(words[:9])} …"


def _places() -> tuple[MapPlace, ...]:
    def shape(*points: tuple[float, float]) -> tuple[Ring, ...]:
        return ((*points, points[0]),)

    reached, stopped, missed = "con encuentros", "trabajo suspendido", "no se llegó"
    return (
        MapPlace("La Loma", shape((0.2, 5.6), (1.4, 6.4), (3.2, 6.1), (3.6, 4.4), (1.8, 3.9), (0.4, 4.3)), reached),
        MapPlace("Centro", shape((3.6, 4.4), (3.2, 6.1), (5.6, 6.5), (6.4, 5.2), (5.8, 3.9)), reached),
        MapPlace("El Carrizal", shape((0.4, 4.3), (1.8, 3.9), (3.6, 4.4), (3.3, 2.3), (1.2, 1.9), (0.1, 2.9)), reached),
        MapPlace("Muelle", shape((3.6, 4.4), (5.8, 3.9), (6.2, 2.4), (4.9, 1.8), (3.3, 2.3)), stopped),
        MapPlace("Ejido Nuevo", shape((5.6, 6.5), (7.8, 6.2), (8.3, 4.3), (6.2, 2.4), (5.8, 3.9), (6.4, 5.2)), missed),
    )
