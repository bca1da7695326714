"""The demonstration runs whole, and every noun of the chain is there and joined."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.attacks.asking import addresses, filled, things
from tests.attacks.test_matrix import FITTING, OPEN

from tequio.agendas.models import Agenda, Item, Proposal, ProposalStatus
from tequio.agendas.queries import without_public_body
from tequio.deliberation.models import Round
from tequio.deliberation.urns import ballots_of
from tequio.diagnosis.models import Coding, Finding, FindingKind, Link, Stance
from tequio.followup.models import Response, Verdict
from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.audit.queries import fault
from tequio.foundation.places.models import Level, Process
from tequio.foundation.trail.models import Edge
from tequio.foundation.trail.queries import counts, downstream, upstream
from tequio.listening.models import Encounter, EncounterStatus, Silence, Voice

FEWEST_PAGES = 60
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_it_has_the_size_of_a_real_process(demo_process: Process) -> None:
    def number(model: type) -> int:
        return int(model.objects.filter(process=demo_process).count())

    assert number(Encounter) >= 24
    assert number(Voice) >= 160
    assert number(Proposal) >= 80
    assert number(Silence) >= 24
    assert number(Link) >= 100
    assert Round.objects.filter(process=demo_process).count() == 3
    assert sum(len(ballots_of(row)[0]) for row in Round.objects.filter(process=demo_process)) >= 300
    assert Agenda.objects.filter(process=demo_process, territory__isnull=False).count() == 3
    assert Agenda.objects.filter(process=demo_process, territory=None).count() == 1
    assert set(Verdict.objects.filter(process=demo_process).values_list("wave", flat=True)) == {1, 2}


def test_one_territory_was_suspended_and_says_so(demo_process: Process) -> None:
    halted = demo_process.territories.filter(suspended=True)
    assert [place.key for place in halted] == ["bahia"]
    assert halted[0].suspension_note
    assert not Agenda.objects.filter(territory=halted[0]).exists()
    assert Encounter.objects.filter(territory=halted[0]).exclude(status=EncounterStatus.HELD).count() >= 3


def test_every_kind_of_finding_and_disagreement_is_there(demo_process: Process) -> None:
    assert set(Finding.objects.filter(process=demo_process).values_list("kind", flat=True)) == set(FindingKind.values)
    assert Stance.objects.filter(process=demo_process, converges=False).count() >= 5


def test_all_three_levels_answered_and_kept_silent(demo_process: Process) -> None:
    rows = set(Response.objects.filter(process=demo_process).values_list("institution__sphere", "kind"))
    for sphere in ("municipality", "state", "federation"):
        assert (sphere, "silent") in rows
        assert {kind for where, kind in rows if where == sphere} >= {"accepts", "silent"}


def test_what_reproduces_violence_is_not_adopted(demo_process: Process) -> None:
    refused = Proposal.objects.filter(process=demo_process, status=ProposalStatus.REFUSED)
    assert refused.count() >= 2
    assert not Edge.objects.filter(source_id__in=[row.pk for row in refused], target_kind="item").exists()


def test_no_current_proposal_leaves_the_community_alone(demo_process: Process) -> None:
    assert without_public_body(demo_process) == []


def test_every_national_item_leads_back_to_voices_of_its_localities(demo_process: Process) -> None:
    for item in Item.objects.filter(process=demo_process, agenda__territory=None):
        behind = counts(upstream(demo_process.pk, item.pk))
        assert behind["voice"] > 0, item.key
        assert behind["encounter"] > 0, item.key


def test_some_voice_reaches_a_verdict(demo_process: Process) -> None:
    reached = [counts(downstream(demo_process.pk, voice.pk)) for voice in Voice.objects.filter(process=demo_process)]
    assert sum(found["verdict"] > 0 for found in reached) >= 40


def test_votes_and_voters_are_never_nodes(demo_process: Process) -> None:
    kinds = set(Edge.objects.filter(process_id=demo_process.pk).values_list("source_kind", flat=True))
    kinds |= set(Edge.objects.filter(process_id=demo_process.pk).values_list("target_kind", flat=True))
    assert not kinds & {"vote", "ballot", "user", "round"}


def test_a_refused_quote_is_a_refused_quote(demo_process: Process) -> None:
    from tequio.listening.models import Use
    from tequio.listening.queries import allowing
    allowed = allowing(demo_process, Use.QUOTE)
    assert Voice.objects.get(process=demo_process, key="L-V004").pk not in allowed
    assert 0 < len(allowed) < Voice.objects.filter(process=demo_process).count()


def test_codings_quote_their_voice_exactly(demo_process: Process) -> None:
    for coding in Coding.objects.filter(process=demo_process).select_related("voice"):
        assert coding.voice.text[coding.start:coding.end] == coding.quote


def test_the_audit_holds(demo_process: Process) -> None:
    assert fault(demo_process.pk) is None


def test_places_are_invented_and_carry_no_official_code(demo_process: Process) -> None:
    places = demo_process.territories.filter(level=Level.MUNICIPALITY)
    assert all(place.code.startswith("X") and place.modelled_on for place in places)


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
