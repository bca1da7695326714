"""The trail answers both questions with one query, whatever its shape."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tequio.foundation.trail.models import Edge
from tequio.foundation.trail.queries import behind_each, downstream, upstream

PROCESS = uuid.UUID(int=77)


def node(number: int) -> uuid.UUID:
    return uuid.UUID(int=1000 + number)


def lay(pairs: set[tuple[int, int]]) -> None:
    Edge.objects.bulk_create(Edge(
        process_id=PROCESS, source_kind="a", source_id=node(source), target_kind="a", target_id=node(target))
        for source, target in pairs)


def reach(pairs: set[tuple[int, int]], start: int) -> set[int]:
    found: set[int] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for source, target in pairs:
            if source == here and target not in found:
                found.add(target)
                waiting.append(target)
    return found


class Walks(TestCase):
    @settings(max_examples=30, deadline=None)
    @given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14), st.integers(0, 7))
    def test_both_directions_reach_what_a_plain_search_reaches(self, pairs: set[tuple[int, int]], start: int) -> None:
        lay(pairs)
        down = {found.id.int - 1000 for found in downstream(PROCESS, node(start))}
        up = {found.id.int - 1000 for found in upstream(PROCESS, node(start))}
        assert down == reach(pairs, start)
        assert up == reach({(target, source) for source, target in pairs}, start)
        behind = behind_each(PROCESS, [node(start)])[node(start)]
        assert {found.int - 1000 for found in behind.get("a", set())} == up - {start}


@pytest.mark.django_db
def test_one_query_whatever_the_length() -> None:
    lay({(step, step + 1) for step in range(25)})
    with CaptureQueriesContext(connection, ) as asked:
        assert len(downstream(PROCESS, node(0))) == 25
    assert len(asked) == 1


@pytest.mark.django_db
def test_another_process_is_never_reached() -> None:
    lay({(1, 2)})
    assert downstream(uuid.uuid4(), node(1)) == []
