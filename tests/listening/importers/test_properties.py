"""What holds for any export: every row accounted for, the same file twice the same, nothing of the device let out."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.listening.importers import Imported, read_kobo
from tequio.listening.importers.finding import find_question
from tequio.listening.importers.fingerprints import fingerprint
from tequio.listening.importers.forms import Form, Table
from tequio.listening.importers.weeks import week_of
from tests.listening.importers.made import ASKS, SECRETS, submission, turn, workbook

# A column of addresses or telephones stays inside on purpose: what people say here looks like neither.
WORDS = st.text(st.characters(categories=("Lu", "Ll", "Nd", "Po", "Zs"), exclude_characters="@"), max_size=30).filter(
    lambda words: sum(letter.isdigit() for letter in words) < 7)
ROWS = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from(["si", "no", ""]), st.lists(WORDS, max_size=3)), max_size=6)
NAME = st.from_regex(r"[a-z]{3,8}", fullmatch=True)


def imported(rows: list[tuple[int, str, list[str]]]) -> Imported:
    main = [submission(number, acepta=answer, own=f"{number}-{at}") for at, (number, answer, _) in enumerate(rows)]
    turns = [turn(main[at], text, index=at) for at, (_, _, texts) in enumerate(rows) for text in texts]
    lost = turn(submission(99), "sin envío", index=999)
    with tempfile.TemporaryDirectory() as folder:
        return read_kobo(workbook(Path(folder) / "e.xlsx", [*main, submission(50)], [*turns, lost]), ASKS)


@settings(max_examples=30, deadline=None)
@given(ROWS)
def test_every_row_is_used_or_listed_once(rows: list[tuple[int, str, list[str]]]) -> None:
    read = imported(rows)
    used = [place for one in read.submissions for place in one.rows]
    listed = [(one.table, one.row) for one in read.rows_dropped]
    assert len(used) + len(listed) == sum(read.rows.values())
    assert len({*used, *listed}) == len(used) + len(listed)
    assert all(one.said for one in read.submissions)


@settings(max_examples=15, deadline=None)
@given(ROWS)
def test_reading_twice_changes_nothing_and_lets_nothing_out(rows: list[tuple[int, str, list[str]]]) -> None:
    first, second = imported(rows), imported(rows)
    assert first == second
    assert len({one.fingerprint for one in first.submissions}) == len(first.submissions)
    assert [secret for secret in SECRETS.values() if secret in repr(first)] == []


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_fingerprints_differ_where_the_parts_differ(one: list[str], other: list[str]) -> None:
    assert (fingerprint("kobo", *one) == fingerprint("kobo", *other)) is (one == other)


@given(st.dates(min_value=week_of("1990-01-01")))  # type: ignore[arg-type]
def test_every_day_of_a_week_is_its_monday(day: object) -> None:
    monday = week_of(f"{day}T23:59:59.999-06:00")
    assert monday is not None and monday.weekday() == 0
    assert 0 <= (day - monday).days < 7  # type: ignore[operator]


@given(NAME, st.lists(NAME, max_size=3), st.sampled_from(["/", ":", " - ", "|"]))
def test_a_question_is_found_within_any_groups(name: str, groups: list[str], between: str) -> None:
    column = between.join([*groups, name])
    form = Form("kobo", "e.csv", Table("", [column, "otra_pregunta_larga"]))
    assert find_question(form, name).column == column
    assert find_question(form, "/".join([*groups, name])).column == column
