"""Taking back: what goes, what is looked at again, what stays, and what is to be issued again."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.protection.conftest import Said

from tequio.agendas.models import Agenda, Duty, Item, Proposal, ProposalStatus
from tequio.deliberation.models import Ballot, Round, Statement, Vote
from tequio.diagnosis.models import Code, Coding, CodingStatus, Finding, FindingKind, Link, Stance
from tequio.followup.models import Response, ResponseKind
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Institution, Process
from tequio.foundation.trail.actions import add, join
from tequio.foundation.trail.models import Edge
from tequio.foundation.trail.noun import Noun, Withdrawing
from tequio.foundation.trail.withdraw import settle
from tequio.foundation.vault.keyring import OpenProcess, keyring
from tequio.listening.models import Consent, Encounter, Reflection, Silence, Use, Voice
from tequio.listening.queries import allowing
from tequio.protection.models import Receipt, Reissue, Revisit, Withdrawal
from tequio.protection.receipts.actions import bind_slip, look_up, make_slips
from tequio.protection.withdrawing.actions import (
    issued_again,
    looked_again,
    narrow,
    withdraw_by_receipt,
    withdraw_encounter,
    withdraw_voice,
)
from tequio.publication.models import Edition

Rows = dict[str, Any]


@pytest.fixture
def chain(process: Process, encounter: Encounter, women: Group, say: Said) -> Rows:
    """Two voices. `only` rests on the first alone; `both` rests on both of them."""
    first, second = say("Aquí cobran piso"), say("También allá cobran")
    made: Rows = {"first": first, "second": second}
    code = Code.objects.create(process=process, key="EF1", family="EF", label_es="cobro", label_en="fee")
    made["coding"] = Coding(process=process, voice=first, code=code, start=0, end=4, quote="Aquí", coder="a",
                            status=CodingStatus.ACCEPTED)
    made["link"] = Link(process=process, voice=first, origin=code, relation="feeds", goal=code, circumstance="así")
    round = Round.objects.create(process=process, territory=encounter.territory, key="r1", title="Ronda")
    agenda = Agenda.objects.create(process=process, territory=encounter.territory, title="Agenda")
    for name, number in (("only", 1), ("both", 2)):
        made[f"finding_{name}"] = Finding(process=process, territory=encounter.territory, key=f"H-{name}",
                                          kind=FindingKind.INSECURITY, claim=f"hallazgo {name}")
        made[f"statement_{name}"] = Statement(process=process, round=round, key=f"A-{name}", text=f"afirmación {name}")
        made[f"proposal_{name}"] = Proposal(process=process, territory=encounter.territory, key=f"P-{name}",
                                            text=f"propuesta {name}")
        made[f"item_{name}"] = Item(process=process, agenda=agenda, number=number, key=f"P-{name}", title="",
                                    text=f"punto {name}")
    for row in [row for name, row in made.items() if name not in ("first", "second")]:
        add([row])
    institution = Institution.objects.create(process=process, key="i", name="Ayuntamiento")
    made["response"] = Response(process=process, item=made["item_only"], institution=institution, key="R1",
                                kind=ResponseKind.ACCEPTS, text="lo haremos")
    add([made["response"]])
    add([Stance(process=process, finding=made["finding_only"], group=women, converges=True, note="sí")])
    add([Duty(process=process, proposal=made["proposal_only"], sphere="municipality", task="tarea secreta")])
    ballot = Ballot.objects.create(round=round)
    Vote.objects.create(ballot=ballot, statement=made["statement_only"], position=1)
    pairs: list[tuple[Noun, Noun]] = [
        (encounter, first), (encounter, second), (first, made["coding"]), (first, made["link"]),
        (made["coding"], made["finding_only"]), (made["item_only"], made["response"])]
    for name, voices in (("only", [first]), ("both", [first, second])):
        finding, proposal = made[f"finding_{name}"], made[f"proposal_{name}"]
        pairs += [(voice, finding) for voice in voices] + [(voice, made[f"statement_{name}"]) for voice in voices]
        pairs += [(finding, proposal), (proposal, made[f"item_{name}"])]
    join(pairs)
    return made


def again(row: Noun) -> Any:
    return type(row).objects.filter(pk=row.pk).first()


@pytest.mark.django_db
def test_a_voice_takes_with_it_what_rests_on_it_alone(
        chain: Rows, readers: list[User], opened: OpenProcess, process: Process) -> None:
    reach = withdraw_voice(actor=readers[0], voice=chain["first"])
    for name in ("first", "coding", "link", "finding_only"):
        assert again(chain[name]) is None, name
    assert chain["first"].pk not in opened.kept.wrapped and chain["second"].pk in opened.kept.wrapped
    for name in ("statement_only", "proposal_only", "item_only"):
        assert again(chain[name]).text == "(Retirado por quien lo dijo.)"
    assert again(chain["proposal_only"]).status == ProposalStatus.WITHDRAWN
    assert not Duty.objects.exists() and not Stance.objects.exists()
    assert Vote.objects.count() == 1 and again(chain["response"]).text == "lo haremos"
    assert reach["response"] == 1 and reach["finding"] == 2


@pytest.mark.django_db
def test_what_others_stand_behind_is_looked_at_again(chain: Rows, readers: list[User], process: Process) -> None:
    withdraw_voice(actor=readers[0], voice=chain["first"])
    assert again(chain["finding_both"]).claim == "hallazgo both"
    waiting = {row.object_id for row in Revisit.objects.filter(done=None)}
    assert waiting == {chain["finding_both"].pk, chain["statement_both"].pk}
    looked_again(actor=readers[0], revisit=Revisit.objects.get(object_id=chain["finding_both"].pk))
    assert Revisit.objects.filter(done=None).count() == 1
    withdraw_voice(actor=readers[0], voice=chain["second"])
    assert again(chain["finding_both"]) is None and not Revisit.objects.filter(done=None).exists()
    assert again(chain["item_both"]).text == "(Retirado por quien lo dijo.)"


@pytest.mark.django_db
def test_no_edge_leads_to_what_is_gone(chain: Rows, readers: list[User], process: Process) -> None:
    withdraw_voice(actor=readers[0], voice=chain["first"])
    ends = {chain[name].pk for name in ("first", "coding", "link", "finding_only")}
    left = set(Edge.objects.values_list("source_id", flat=True)) | set(Edge.objects.values_list("target_id", flat=True))
    assert not ends & left
    assert Edge.objects.filter(source_id=chain["item_only"].pk, target_id=chain["response"].pk).exists()
    assert not Edge.objects.filter(target_id=chain["item_only"].pk).exists()


@pytest.mark.django_db
def test_what_left_is_listed_to_be_issued_again(chain: Rows, readers: list[User], process: Process) -> None:
    from tequio.foundation.audit.actions import today
    add([Edition(process=process, day=today(), name="agenda-centro.pdf", mark="", sha256="0" * 64,
                 release_id=uuid.uuid4()),
         Edition(process=process, day=today(), name="agenda-centro.html", mark="", sha256="0" * 64),
         Edition(process=process, day=today(), name="agenda-otra.pdf", mark="", sha256="0" * 64)])
    withdraw_voice(actor=readers[0], voice=chain["first"])
    listed = {(row.name, row.published) for row in Reissue.objects.all()}
    assert listed == {("agenda-centro.pdf", True), ("agenda-centro.html", False)}
    issued_again(actor=readers[0], reissue=Reissue.objects.get(published=True))
    assert Reissue.objects.filter(done=None).count() == 1


@pytest.mark.django_db
def test_drafts_of_this_installation_are_written_anew(
        chain: Rows, readers: list[User], process: Process, home: Any,
        django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    from tequio.agendas.compose import Extras
    from tequio.protection.masking import masker
    from tequio.publication.actions import write_drafts
    folder = home / "documentos"
    write_drafts(actor=User.objects.get(pseudonym="equipo"), process=process, folder=folder, mask=masker(process),
                 extras=Extras())
    page = folder / "agenda-centro.html"
    assert "punto only" in page.read_text("utf-8")
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_voice(actor=readers[0], voice=chain["first"])
    text = page.read_text("utf-8")
    assert "punto only" not in text and "hallazgo only" not in text and "punto both" in text


@pytest.mark.django_db
def test_an_encounter_leaves_only_that_it_was_held(
        chain: Rows, encounter: Encounter, readers: list[User], process: Process, opened: OpenProcess) -> None:
    add([Silence(process=process, territory=encounter.territory, encounter=encounter, key="S1", kind="refusal",
                 text="no quiso")])
    reflection = Reflection(process=process, encounter=encounter, text="pensé que")
    opened.make_keys([reflection.pk])
    add([reflection])
    withdraw_encounter(actor=readers[0], encounter=encounter)
    assert Encounter.objects.filter(pk=encounter.pk).exists()
    assert not Voice.objects.exists() and not Silence.objects.exists() and not Reflection.objects.exists()
    assert reflection.pk not in opened.kept.wrapped
    assert not allowing(process, Use.QUOTE) and not Consent.objects.filter(granted=True).exists()
    assert Withdrawal.objects.get().kind == "encounter"


@pytest.mark.django_db
def test_a_large_encounter_reaches_what_its_voices_reach_one_by_one(
        chain: Rows, say: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    from tequio.foundation.trail import withdraw
    voices = [chain["first"], chain["second"]]
    few = withdraw.aftermath(chain["first"].process_id, voices)
    monkeypatch.setattr(withdraw, "FEW", 0)
    assert withdraw.aftermath(chain["first"].process_id, voices) == few
    assert few.touched("item") == {chain["item_only"].pk, chain["item_both"].pk}


@pytest.mark.django_db
def test_by_receipt_it_goes_the_same_way_and_names_nobody(chain: Rows, readers: list[User], process: Process) -> None:
    slip = make_slips(actor=readers[0], process=process, count=1)[0]
    bind_slip(actor=readers[0], process=process, number=slip.number, voice=chain["first"])
    before = Entry.objects.count()
    receipt = look_up(slip.words)
    assert receipt is not None
    withdraw_by_receipt(receipt=receipt)
    assert again(chain["first"]) is None and again(chain["finding_only"]) is None
    entry = Entry.objects.order_by("-sequence")[0]
    assert Entry.objects.count() == before + 1 and (entry.actor, entry.kind) == ("recibo", "receipt")
    known = look_up(slip.words)
    assert known is not None and known.used and known.voice_id is None


@pytest.mark.django_db
def test_a_locked_process_lets_go_as_well(chain: Rows, readers: list[User], process: Process, home: Any) -> None:
    """The paper works while nobody has the vault open: destroying needs no key."""
    slip = make_slips(actor=readers[0], process=process, count=1)[0]
    bind_slip(actor=readers[0], process=process, number=slip.number, voice=chain["first"])
    keyring.lock(process.pk)
    receipt = look_up(slip.words)
    assert receipt is not None
    withdraw_by_receipt(receipt=receipt)
    keyring.unlock(home, process.pk, passphrase="uno dos tres cuatro cinco seis")
    assert again(chain["first"]) is None and chain["first"].pk not in keyring.of(process.pk).kept.wrapped
    assert again(chain["item_only"]).text == "" and again(chain["item_both"]).text == "punto both"


@pytest.mark.django_db
def test_narrowing_diagnosis_keeps_the_words_and_drops_what_was_made_of_them(
        chain: Rows, readers: list[User], process: Process) -> None:
    narrow(actor=readers[0], about=chain["first"], uses=[Use.DIAGNOSIS])
    assert again(chain["first"]).text == "Aquí cobran piso"
    assert again(chain["coding"]) is None and again(chain["finding_only"]) is None
    assert allowing(process, Use.DIAGNOSIS) == {chain["second"].pk}
    assert allowing(process, Use.QUOTE) == {chain["first"].pk, chain["second"].pk}


@pytest.mark.django_db
def test_narrowing_an_encounter_leaves_no_exception(chain: Rows, readers: list[User], encounter: Encounter) -> None:
    Consent.objects.create(process=encounter.process, encounter=encounter, voice=chain["first"], use=Use.QUOTE,
                           granted=True)
    narrow(actor=readers[0], about=encounter, uses=[Use.QUOTE])
    assert allowing(encounter.process, Use.QUOTE) == set()
    assert again(chain["coding"]) is not None


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["analyst", "facilitator", "official", "auditor", "stranger"])
def test_only_protectors_take_back(chain: Rows, cast: dict[str, User], who: str) -> None:
    with pytest.raises(TequioError, match="TQ-311"):
        withdraw_voice(actor=cast[who], voice=chain["first"])
    assert again(chain["first"]) is not None and not Receipt.objects.filter(used=True).exists()


KINDS = {"voice": Withdrawing.KEEP, "coding": Withdrawing.DELETE, "finding": Withdrawing.REVIEW,
         "response": Withdrawing.KEEP}


@given(st.dictionaries(
    st.tuples(st.sampled_from(["coding", "finding", "response"]), st.integers(0, 6)),
    st.sets(st.tuples(st.sampled_from(["voice", "coding", "finding"]), st.integers(0, 6)), max_size=4), max_size=14))
def test_settling_is_a_fixed_point(drawn: dict[tuple[str, int], set[tuple[str, int]]]) -> None:
    """Whatever the shape of the trail: no noun stays whose sources all went, and none goes that still has one."""
    sources = {(kind, uuid.UUID(int=one)): {(k, uuid.UUID(int=n)) for k, n in behind}
               for (kind, one), behind in drawn.items()}
    start = ("voice", uuid.UUID(int=0))
    found = settle([start], sources, sources, KINDS)
    ends = found.gone | {start}
    for node, behind in sources.items():
        if KINDS[node[0]] is Withdrawing.DELETE:
            assert (node in found.gone) == bool(behind & ends)
        elif KINDS[node[0]] is Withdrawing.KEEP:
            assert node in found.kept
        elif node in found.gone:
            assert behind and behind <= ends
        else:
            assert not behind or behind - ends
            assert (node in found.review) == bool(behind & ends)
    assert settle(list(ends), sources, sources, KINDS).gone <= found.gone
