"""Telephone numbers as people say them: `siete cuarenta y cuatro ciento doce treinta y tres cero nueve`."""

from tequio.protection.deidentify.found import Found
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.reading import DIGITS, Reading
from tequio.protection.deidentify.wordclasses import LARGE, NUMBER, UNIT

LEAST_NUMBERS = 5
LEAST_AFTER_CUE = 3
LEAST_OF_A_FILE = 1
CUES = words("spoken", "cues")
VEHICLES = words("spoken", "vehicles")
FILES = words("spoken", "files")
DASHES_SAID = frozenset(("guion", "diagonal", "mil", "punto", "bis"))
CUE_REACH = 4
FILE_REACH = 3
BETWEEN = frozenset(("es", "era", "el", "la", "numero", "num", "no", ":", "de", "con", "#", "."))
COUNTED = LARGE | UNIT
ARTICLE_LIKE = frozenset(("un", "una", "uno"))


def spoken_numbers(reading: Reading) -> list[Found]:
    """Runs of number words too long for an amount, or shorter ones after a word for telephone."""
    found, here = [], 0
    if not reading.classes & NUMBER and DIGITS not in reading.shapes:
        return []
    while here < reading.size:
        if not _number(reading, here):
            here += 1
            continue
        end, count = _run(reading, here)
        letters = _letters_start(reading, here)
        if count > 1 and _vehicle(reading, letters):
            found.append(Found(letters, end, "PLATE", "spoken"))
        elif _of_a_file(reading, letters) and not _amount(reading, end):
            found.append(Found(letters, end, "ID", "spoken"))
        elif count >= _least(reading, here) and not _amount(reading, end):
            found.append(Found(here, end, "PHONE", "spoken"))
        here = end
    return found


def _run(reading: Reading, first: int) -> tuple[int, int]:
    """The end of the run and how many numbers it holds; `y`, commas and hyphens join."""
    here, end, count = first, first, 0
    while here < reading.size:
        if _number(reading, here):
            count += 1
            end = here + 1
        elif reading.folds[here] in DASHES_SAID and _number(reading, here + 1):
            here += 1
            continue
        elif not (reading.folds[here] in ("y", ",", "-", "…") and here - end < 1):
            break
        here += 1
    return end, count


def _number(reading: Reading, place: int) -> bool:
    return reading.has(place, NUMBER) or reading.shape(place) == DIGITS


def _least(reading: Reading, first: int) -> int:
    before = reading.folds[max(0, first - CUE_REACH) : first]
    return LEAST_AFTER_CUE if any(word in CUES for word in before) else LEAST_NUMBERS


def _letters_start(reading: Reading, first: int) -> int:
    """`placas g u e treinta y dos`: back over letters said one by one."""
    while first > 0 and len(reading.folds[first - 1]) == 1 and reading.folds[first - 1].isalpha():
        first -= 1
    return first


def _vehicle(reading: Reading, first: int) -> bool:
    """`la patrulla cuatro cuarenta y dos`."""
    return any(word in VEHICLES for word in reading.folds[max(0, first - 2) : first])


def _of_a_file(reading: Reading, first: int) -> bool:
    """`número de denuncia es quinientos treinta diagonal dos mil dieciocho`, `gafete cuarenta y uno`."""
    before = reading.folds[max(0, first - FILE_REACH) : first]
    return any(word in FILES for word in before) and all(word in BETWEEN or word in FILES for word in before[-2:])


def _amount(reading: Reading, end: int) -> bool:
    return reading.has(end, COUNTED)
