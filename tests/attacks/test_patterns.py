"""No regular expression goes through a text more than in step with its length, whatever the text repeats."""

import signal
import time

import pytest

from .patterns import Use, uses

pytestmark = [pytest.mark.attack, pytest.mark.quiet]
UNITS = [
    " ", "\n", " \n", "\t", "\xa0", "\r\n", "a", "A", "á", "a ", "1", "1.", "1,", "1 ", "1-", "-", "- ", "--", "(", ")",
    "(a", "(1", "[", "[a", "<", "<v", "<v.", ".", ". ", "…", "..)", "..\"", "__", "**", "**a", "#", "# ", "*",
    "=", "==-", "|", "@", "a@", "a@b.", "/", ":", ";", "1;", "1=", "\"", "'", "\\", "{\\", "♪", "a\u0301", "\u0301",
    "m", "ii",
    "de ", "la ", "no ", "total del ", "col ", "n", "_", "a_", "%", "$", "€1", "1'", "²", "mil ", "url(", "P1D", "a-\n",
    "lo", "me", "http://", "1e", "+", "-1 ", "A:", "a b:", "Sr. ", "\u200d", "\x1b", "\x00", "Ã", "prioridad ", "sep=",
]
STARTS = ["", "(1", "<v"]
LENGTH, HARMLESS = 2_500, 0.02
# Twice as long in four times the time is what is looked for; a busy machine gives 2.6 now and then, seldom twice.
TRIES = 4
PARTS = 10  # of the texts; the first is tried on every change


class TooLongError(Exception):
    pass


def _stopped(*_: object) -> None:
    raise TooLongError


def seconds(use: Use, text: str) -> float:
    """A pattern that grows without bound ends after five seconds, as a failure and not as a night."""
    given = text.encode() if isinstance(use.pattern.pattern, bytes) else text
    before = signal.signal(signal.SIGALRM, _stopped)
    signal.setitimer(signal.ITIMER_REAL, 10)
    begun = time.process_time()
    try:
        use.pattern.match(given), use.pattern.fullmatch(given)
        if use.anywhere:
            for _ in use.pattern.finditer(given):
                pass
    except TooLongError:
        return 1e9
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return time.process_time() - begun


def grows(use: Use, text: str) -> bool:
    return all((long := seconds(use, text * 2)) > HARMLESS and long > 2.6 * seconds(use, text) for _ in range(TRIES))


@pytest.mark.parametrize("use", uses(), ids=lambda use: use.name)
@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.soak) for part in range(1, PARTS))])
def test_a_pattern_reads_in_step_with_the_length_of_the_text(use: Use, part: int) -> None:
    texts = [(start, unit) for start in STARTS for unit in UNITS][part::PARTS]
    assert [pair for pair in texts if grows(use, pair[0] + pair[1] * (LENGTH // len(pair[1])))] == []


def test_the_patterns_are_found() -> None:
    assert len(uses()) > 100
