"""Every address of the house with rows of the demonstration: its queries run on the database there is."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.attacks.asking import addresses, filled, things
from tests.attacks.test_matrix import FITTING, OPEN

from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.places.models import Process

FEWEST_PAGES = 60


@pytest.mark.postgres
def test_every_page_of_the_demonstration_answers(demo_client: Client, demo_process: Process) -> None:
    demo_client.raise_request_exception = False
    with everywhere():
        rows = things(demo_process, 1)
    answers: dict[str, set[int]] = {}
    for name, converters in addresses(OPEN):
        for thing in rows if converters.keys() - {"process_id"} else rows[:1]:
            arguments = filled(converters, demo_process.pk, thing, FITTING)
            if arguments is not None:
                answers.setdefault(name, set()).add(demo_client.get(reverse(name, kwargs=arguments)).status_code)
    assert {name: codes for name, codes in answers.items() if max(codes) >= 500} == {}
    assert sum(200 in codes for codes in answers.values()) >= FEWEST_PAGES
