"""Where a text names a street, a neighbourhood or a building, pure: there another letter is another place."""

from collections.abc import Sequence

_NOUNS_WORDS = """
andador arroyo av avda avenida barranca barrio blvd boulevard brecha bulevar calle calles callejon calzada camino
campo cancha canal capilla carretera casa centro cerrada cerro circuito clinica col colegio colonia comunidad cruce
deportivo edificio ejido escuela esquina estacion etapa fracc fraccionamiento glorieta hospital iglesia isla jardin
jardines kinder libramiento linea loma lomas lote lt manzana mercado mz mza parada paraje parque pasaje paseo plaza
plazuela pozo preparatoria presa primaria privada prolongacion puente pueblo puerto rancheria rancho residencial rio
ruta san santa santo seccion secundaria sector sm supermanzana telesecundaria templo unidad valle villa villas zona
"""
NOUNS = frozenset(_NOUNS_WORDS.split())
LITTLE = frozenset({"de", "del", "la", "el", "los", "las", "y"})
# How many words back a name may begin, and how many with the little ones between them.
REACH, FARTHEST = 3, 12


def named(words: Sequence[str], at: int) -> bool:
    """Whether the folded word there belongs to a name: within three words after a noun of place, little words apart."""
    steps = 0
    for before in range(at - 1, max(-1, at - 1 - FARTHEST), -1):
        if words[before] in NOUNS:
            return True
        steps += words[before] not in LITTLE
        if steps >= REACH:
            return False
    return False
