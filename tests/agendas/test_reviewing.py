"""Reviews of proposals: who may enter them, of what, and once."""

import pytest

from tequio.agendas.actions import draft_proposals, review_proposals
from tequio.agendas.models import PrincipleReview, Proposal, ProposalStatus, ReproductionReview
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process, Territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(process: Process, territory: Territory, team: User) -> Proposal:
    row = Proposal(process=process, territory=territory, key="P1", text="Poner luz en la parada.")
    draft_proposals(actor=team, process=process, proposals=[row], duties=[], sources=[])
    return row


def principle(row: Proposal) -> PrincipleReview:
    return PrincipleReview(process=row.process, proposal=row, principle=1, judgement="meets", reason="Sí", reviewer="A")


def reproduction(row: Proposal, answer: str = "no") -> ReproductionReview:
    return ReproductionReview(process=row.process, proposal=row, answer=answer, reason="Porque", reviewer="A")


def test_only_the_right_roles_review(proposal: Proposal, cast: dict[str, User]) -> None:
    for who in ("facilitator", "official", "auditor", "trustee", "stranger"):
        with pytest.raises(TequioError, match="TQ-311"):
            review_proposals(actor=cast[who], process=proposal.process, principles=[principle(proposal)],
                             reproduction=[])
    assert not PrincipleReview.objects.exists()
    review_proposals(actor=cast["protector"], process=proposal.process, principles=[principle(proposal)],
                     reproduction=[])
    review_proposals(actor=cast["analyst"], process=proposal.process, principles=[],
                     reproduction=[reproduction(proposal, "yes")])
    proposal.refresh_from_db()
    assert proposal.status == ProposalStatus.REFUSED


def test_somebody_of_one_territory_reviews_nothing_of_the_whole_process(proposal: Proposal) -> None:
    user = User.objects.create_user("de-aqui", process=proposal.process)
    Membership.objects.create(user=user, process=proposal.process, role=Role.ANALYST, territory=proposal.territory)
    with pytest.raises(TequioError, match="TQ-311"):
        review_proposals(actor=user, process=proposal.process, principles=[principle(proposal)], reproduction=[])


def test_a_withdrawn_proposal_is_not_reviewed(proposal: Proposal, team: User) -> None:
    proposal.status = ProposalStatus.WITHDRAWN
    with pytest.raises(TequioError, match="TQ-769"):
        review_proposals(actor=team, process=proposal.process, principles=[principle(proposal)], reproduction=[])


@pytest.mark.parametrize("safeguard", ["", "  "])
def test_a_risk_is_reviewed_together_with_what_keeps_it_off(
        proposal: Proposal, team: User, safeguard: str) -> None:
    row = reproduction(proposal, "risk")
    row.safeguard = safeguard
    with pytest.raises(TequioError, match="TQ-789"):
        review_proposals(actor=team, process=proposal.process, principles=[], reproduction=[row])
    assert not ReproductionReview.objects.exists()
    row.safeguard = "Se avisa antes a quienes viven ahí."
    review_proposals(actor=team, process=proposal.process, principles=[], reproduction=[row])
    assert ReproductionReview.objects.get().answer == "risk"


def test_a_proposal_of_another_process_is_not_reviewed(proposal: Proposal, team: User) -> None:
    other = Process.objects.create(name="Otro")
    theirs = User.objects.create_user(team.pseudonym, process=other)
    Membership.objects.create(user=theirs, process=other, role=Role.COORDINATOR)
    with pytest.raises(TequioError, match="TQ-768"):
        review_proposals(actor=theirs, process=other, principles=[], reproduction=[reproduction(proposal)])


def test_a_repeated_review_is_refused_with_a_code(proposal: Proposal, team: User) -> None:
    for twice in ({"principles": [principle(proposal), principle(proposal)], "reproduction": []},
                  {"principles": [], "reproduction": [reproduction(proposal), reproduction(proposal)]}):
        with pytest.raises(TequioError, match="TQ-767"):
            review_proposals(actor=team, process=proposal.process, **twice)
    review_proposals(actor=team, process=proposal.process, principles=[], reproduction=[reproduction(proposal)])
    with pytest.raises(TequioError, match="TQ-767"):
        review_proposals(actor=team, process=proposal.process, principles=[], reproduction=[reproduction(proposal)])
