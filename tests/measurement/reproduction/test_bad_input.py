"""What cannot be measured is answered with a numbered error, and never with a number."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import sparse

from tequio.foundation.errors import TequioError
from tequio.measurement.reproduction import (
    ONE,
    EndemicEpidemic,
    Lags,
    Part,
    Specification,
    Term,
    panel,
    season,
    usual,
)
from tequio.measurement.reproduction.honesty import under_reporting
from tequio.measurement.reproduction.spec_file import read
from tests.measurement.reproduction.made import counts_of, ring

UNITS = 6
COUNTS = counts_of(units=UNITS, months=40, own=0.3, level=2.0, seed=5)
PEOPLE = np.full(UNITS, 1000.0)
PLAIN = Specification(endemic=Part(), own=Part(link="identity"))


def with_cell(value: float) -> np.ndarray:
    counts = COUNTS.copy()
    counts[3, 2] = value
    return counts


def fit(counts: Any = COUNTS, spec: Specification | None = PLAIN, **more: Any) -> object:
    return EndemicEpidemic(spec).fit(counts, **more)


NEXT_TO = Specification(endemic=Part(), neighbours=Part(link="identity"))
INPUT: dict[str, tuple[str, Callable[[], object]]] = {
    "negative": ("TQ-272", lambda: fit(with_cell(-1))),
    "fractional": ("TQ-273", lambda: fit(with_cell(1.5))),
    "infinite": ("TQ-271", lambda: fit(with_cell(np.inf))),
    "far too large": ("TQ-274", lambda: fit(with_cell(1e12))),
    "all zero": ("TQ-275", lambda: fit(np.zeros((40, UNITS)))),
    "all missing": ("TQ-275", lambda: fit(np.full((40, UNITS), np.nan))),
    "words": ("TQ-271", lambda: fit([["tres", "dos"]] * 5)),
    "ragged": ("TQ-271", lambda: fit([[1, 2], [3]])),
    "complex": ("TQ-271", lambda: fit(COUNTS + 1j)),
    "nothing": ("TQ-270", lambda: fit(None)),
    "one number": ("TQ-270", lambda: fit(7)),
    "one row": ("TQ-270", lambda: fit([1, 2, 3])),
    "two months": ("TQ-270", lambda: fit(COUNTS[:2])),
    "no units": ("TQ-270", lambda: fit(np.zeros((40, 0)))),
    "four dimensions": ("TQ-270", lambda: fit(np.zeros((9, 2, 2, 2)))),
    "one type all zero": ("TQ-275", lambda: fit(np.stack([COUNTS, np.zeros_like(COUNTS)], axis=2))),
    "population missing": ("TQ-283", lambda: fit(spec=usual(), neighbours=ring(UNITS))),
    "population zero": ("TQ-277", lambda: fit(population=[0, *PEOPLE[1:]])),
    "population negative": ("TQ-277", lambda: fit(population=-PEOPLE)),
    "population with a gap": ("TQ-276", lambda: fit(population=[np.nan, *PEOPLE[1:]])),
    "population of other units": ("TQ-270", lambda: fit(population=PEOPLE[:4])),
    "population in words": ("TQ-271", lambda: fit(population=["mil"] * UNITS)),
    "infinite table": ("TQ-276", lambda: fit(tables={"x": np.full(UNITS, np.inf)})),
    "table of another shape": ("TQ-270", lambda: fit(tables={"x": np.zeros((3, 3))})),
    "units too few": ("TQ-270", lambda: fit(units=["a", "b"])),
    "units twice": ("TQ-278", lambda: fit(units=["a"] * UNITS)),
    "types twice": ("TQ-278", lambda: fit(np.stack([COUNTS, COUNTS], axis=2), types=["a", "a"])),
    "grouping too short": ("TQ-270", lambda: fit(groupings={"g": ["x"]})),
    "neighbours not said": ("TQ-280", lambda: fit(spec=NEXT_TO)),
    "neighbours not square": ("TQ-281", lambda: fit(spec=NEXT_TO, neighbours=np.zeros((UNITS, 2)))),
    "neighbours of other units": ("TQ-281", lambda: fit(spec=NEXT_TO, neighbours=ring(9))),
    "neighbours negative": ("TQ-281", lambda: fit(spec=NEXT_TO, neighbours=-ring(UNITS))),
    "neighbours with a gap": ("TQ-281", lambda: fit(spec=NEXT_TO, neighbours=np.full((UNITS, UNITS), np.nan))),
    "neighbours in words": ("TQ-281", lambda: fit(spec=NEXT_TO, neighbours="todas")),
    "all islands": ("TQ-282", lambda: fit(spec=NEXT_TO, neighbours=sparse.csr_array((UNITS, UNITS)))),
    "only its own neighbour": ("TQ-282", lambda: fit(spec=NEXT_TO, neighbours=np.eye(UNITS))),
    "months beyond the table": ("TQ-279", lambda: fit(spec=Specification(endemic=Part(), own=Part(), last=99))),
    "no past": ("TQ-279", lambda: fit(spec=Specification(endemic=Part(), own=Part(), first=1))),
    "one month": ("TQ-279", lambda: fit(spec=Specification(endemic=Part(), first=40))),
    "memory longer than the table": ("TQ-279", lambda: fit(spec=Specification(
        endemic=Part(), own=Part(), lags=Lags("geometric", 60, 0.3)))),
    "unknown table": ("TQ-283", lambda: fit(spec=Specification(endemic=Part((ONE, Term("covariate", "x")))))),
    "unknown offset": ("TQ-283", lambda: fit(spec=Specification(endemic=Part(offset="x")))),
    "unknown grouping": ("TQ-283", lambda: fit(spec=Specification(endemic=Part((Term("levels", "x"),))))),
    "unknown label": ("TQ-283", lambda: fit(spec=Specification(
        endemic=Part((Term("one", by="unit", only=("z",)),))))),
    "unknown dispersion": ("TQ-283", lambda: fit(spec=Specification(endemic=Part(), dispersion="x"))),
    "offset that is not positive": ("TQ-277", lambda: fit(
        spec=Specification(endemic=Part(offset="x")), tables={"x": np.zeros(UNITS)})),
    "twice the same table": ("TQ-263", lambda: fit(spec=Specification(endemic=Part(
        (ONE, Term("covariate", "x"), Term("covariate", "y")))),
        tables={"x": np.arange(UNITS), "y": np.arange(UNITS) + 1.0})),
    "types with logarithms": ("TQ-266", lambda: fit(np.stack([COUNTS, COUNTS], axis=2), Specification(
        endemic=Part(), own=Part()))),
    "unknown family": ("TQ-264", lambda: Specification(endemic=Part(), family="normal")),  # type: ignore[arg-type]
    "unknown link": ("TQ-264", lambda: Specification(endemic=Part(link="raíz"))),  # type: ignore[arg-type]
    "unknown term": ("TQ-264", lambda: Specification(endemic=Part((Term("luna"),)))),  # type: ignore[arg-type]
    "unknown memory": ("TQ-264", lambda: Specification(endemic=Part(), lags=Lags("larga"))),  # type: ignore[arg-type]
    "endemic as it is": ("TQ-266", lambda: Specification(endemic=Part(link="identity"))),
    "levels of a part as it is": ("TQ-266", lambda: Specification(
        endemic=Part(), own=Part(link="identity", random=True))),
    "no terms": ("TQ-267", lambda: Specification(endemic=Part(()))),
    "a table without a name": ("TQ-267", lambda: Specification(endemic=Part((Term("covariate"),)))),
    "a term twice": ("TQ-268", lambda: Specification(endemic=Part((ONE, ONE)))),
    "a season twice": ("TQ-268", lambda: Specification(endemic=Part((ONE, *season(12), *season(12))))),
    "levels without a level": ("TQ-269", lambda: Specification(endemic=Part((Term("trend"),), random=True))),
    "a period of nothing": ("TQ-265", lambda: Specification(endemic=Part((ONE, *season(0))))),
    "a harmonic of nothing": ("TQ-265", lambda: Specification(endemic=Part((Term("sin", harmonic=0),)))),
    "a scale of nothing": ("TQ-265", lambda: Specification(endemic=Part((Term("trend", scale=0),)))),
    "no memory": ("TQ-265", lambda: Specification(endemic=Part(), lags=Lags("one", 0))),
    "memory beyond 1": ("TQ-265", lambda: Specification(endemic=Part(), lags=Lags("geometric", 5, 1.5))),
    "more than all reported": ("TQ-265", lambda: under_reporting(0.3, 2.0, (1.2,))),
    "counts that do not vary": ("TQ-265", lambda: under_reporting(0.3, 0.0)),
    "an unknown parameter": ("TQ-264", lambda: EndemicEpidemic().set_params(magic=1)),
    "duplicated months in units": ("TQ-278", lambda: panel(COUNTS, units=["1", "1", *"2345"])),
}


@pytest.mark.parametrize("kind", INPUT)
def test_input_that_cannot_be_used_has_a_numbered_error(kind: str) -> None:
    code, tried = INPUT[kind]
    with pytest.raises(TequioError) as raised:
        tried()
    assert raised.value.problem.code == code
    for language in ("es", "en"):
        assert "{" not in raised.value.problem.what(language)


HEAD = ",".join(f"u{number}" for number in range(UNITS))
TABLE = "\n".join([HEAD, *(",".join(str(int(cell)) for cell in row) for row in COUNTS)])
GOOD = '[counts]\nfile = "counts.csv"\n[own]\nlink = "identity"\n'
PAIRS = "a,b\n" + "\n".join(f"u{n},u{(n + 1) % UNITS}" for n in range(UNITS))
FILES = {
    "not TOML": ("TQ-284", "counts = [", {}),
    "nothing asked": ("TQ-285", "", {}),
    "no counts": ("TQ-285", "[own]", {}),
    "an unknown section": ("TQ-285", GOOD + "[extra]\n", {}),
    "an unknown key": ("TQ-285", GOOD.replace("link", "lynk"), {}),
    "a section that is a word": ("TQ-285", 'counts = "counts.csv"', {}),
    "a file that is not there": ("TQ-284", GOOD.replace("counts.csv", "otra.csv"), {}),
    "a file without a name": ("TQ-285", "[counts]\n", {}),
    "a head alone": ("TQ-270", GOOD, {"counts.csv": HEAD}),
    "an empty file": ("TQ-270", GOOD, {"counts.csv": ""}),
    "a short row": ("TQ-270", GOOD, {"counts.csv": TABLE + "\n1,2"}),
    "a word in a row": ("TQ-271", GOOD, {"counts.csv": TABLE + "\nn.d.,1,1,1,1,1"}),
    "bytes that are no text": ("TQ-284", GOOD, {"counts.csv": b"\xff\xfe\x00"}),
    "months that are words": ("TQ-265", 'months = ["enero", "mayo"]\n' + GOOD, {}),
    "one month alone": ("TQ-265", "months = [3]\n" + GOOD, {}),
    "terms that are a word": ("TQ-267", GOOD + '[endemic]\nterms = "1"\n', {}),
    "a term of no kind": ("TQ-264", GOOD + '[endemic]\nterms = [{kind = "luna"}]\n', {}),
    "a number that is a word": ("TQ-265", GOOD + '[endemic]\nterms = [{kind = "season", period = "año"}]\n', {}),
    "a number without end": ("TQ-265", GOOD + '[endemic]\nterms = ["1", {kind = "trend", scale = inf}]\n', {}),
    "a thousand harmonics": ("TQ-265", GOOD + '[endemic]\nterms = [{kind = "season", harmonics = 1000}]\n', {}),
    "neighbours without a table": ("TQ-280", GOOD + "[neighbours]\n", {}),
    "neighbours twice": ("TQ-285", GOOD + '[neighbours]\npairs = "p.csv"\norders = "p.csv"\n', {"p.csv": PAIRS}),
    "a pair of nobody": ("TQ-283", GOOD + '[neighbours]\npairs = "p.csv"\n', {"p.csv": PAIRS + "\nu1,zz"}),
    "neighbours of themselves": ("TQ-282", GOOD + '[neighbours]\npairs = "p.csv"\n', {"p.csv": "a,b\nu1,u1"}),
    "a shape of no kind": ("TQ-264", GOOD + '[neighbours]\npairs = "p.csv"\nshape = "luna"\n', {"p.csv": PAIRS}),
    "a reach of nothing": ("TQ-265", GOOD + '[neighbours]\npairs = "p.csv"\nmax_order = 0\n', {"p.csv": PAIRS}),
    "no placebo": ("TQ-265", GOOD + "[checks]\nplacebo = 0\n", {}),
    "everything reported and more": ("TQ-265", GOOD + "[checks]\nreporting = [1.5]\n", {}),
    "the logarithm of zero": ("TQ-276", GOOD + '[tables]\nx = {file = "counts.csv", log = true}\n', {
        "counts.csv": TABLE + "\n0,0,0,0,0,0"}),
    "a column that is not there": ("TQ-283", GOOD + '[groupings]\ng = {file = "counts.csv", column = "zz"}\n', {}),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_cannot_be_used_has_a_numbered_error(kind: str, tmp_path: Path) -> None:
    code, text, others = FILES[kind]
    for name, content in ({"counts.csv": TABLE} | dict(others)).items():
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (tmp_path / "spec.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TequioError) as raised:
        read(tmp_path / "spec.toml")
    assert raised.value.problem.code == code, raised.value


def test_there_are_many_kinds_of_bad_input() -> None:
    assert len(INPUT) + len(FILES) >= 60


def test_a_fit_that_does_not_arrive_gives_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    from tequio.measurement.reproduction import maximum
    kept = maximum.maximise
    monkeypatch.setattr("tequio.measurement.reproduction.estimator.maximise",
                        lambda problem, state: kept(problem, state, steps=1))
    model = EndemicEpidemic(PLAIN)
    with pytest.raises(TequioError) as raised:
        model.fit(COUNTS)
    assert raised.value.problem.code == "TQ-262"
    assert not hasattr(model, "result_") and not hasattr(model, "reproduction_number_")
