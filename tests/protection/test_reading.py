"""Two different people, once each; marks that reach every voice; masks lifted with a reason."""

import pytest
from tests.protection.conftest import Said, review_of

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.protection.masking import masker
from tequio.protection.models import Lift, RefusalReason, Review, ReviewStatus, Tap, TapLabel
from tequio.protection.reading.actions import approve_review, cover_again, lift_mask, put_back, refuse_review, seen
from tequio.protection.reading.masks import masks
from tequio.protection.reading.taps import tap, untap
from tequio.protection.release import Words

pytestmark = pytest.mark.django_db
ALIAS = "el Trompo de la esquina cobra piso en la tienda"


def code_of(act: object) -> str:
    with pytest.raises(TequioError) as fault:
        act()  # type: ignore[operator]
    return fault.value.problem.code


def passed(voice: object, readers: list[User]) -> Review:
    for reader in readers[:2]:
        approve_review(actor=reader, review=review_of(voice), as_seen=seen(review_of(voice)))
    return review_of(voice)


def test_two_people_and_no_third(say: Said, readers: list[User]) -> None:
    review = passed(say("Falta luz en la calle"), readers)
    assert (review.status, review.first_reviewer, review.second_reviewer) == (
        ReviewStatus.APPROVED, "lectora-0", "lectora-1")
    assert code_of(lambda: approve_review(actor=readers[2], review=review, as_seen=seen(review))) == "TQ-443"
    assert review_of(review.voice).second_reviewer == "lectora-1"


def test_a_stale_row_cannot_be_read_twice(say: Said, readers: list[User]) -> None:
    """Two people had the page open; what counts is the row as it stands now."""
    voice = say("Falta luz en la calle")
    before = review_of(voice)
    approve_review(actor=readers[0], review=before, as_seen=seen(before))
    assert code_of(lambda: approve_review(actor=readers[0], review=before, as_seen=seen(before))) == "TQ-442"
    approve_review(actor=readers[1], review=before, as_seen=seen(before))
    assert code_of(lambda: approve_review(actor=readers[2], review=before, as_seen=seen(before))) == "TQ-443"


def test_what_is_approved_is_what_was_read(say: Said, readers: list[User], process: Process) -> None:
    voice = say(ALIAS)
    as_seen = seen(review_of(voice))
    tap(actor=readers[1], process=process, words="tienda", label=TapLabel.BUSINESS)
    review = review_of(voice)
    assert code_of(lambda: approve_review(actor=readers[0], review=review, as_seen=as_seen)) == "TQ-445"
    approve_review(actor=readers[0], review=review, as_seen=seen(review))


def test_refused_means_it_does_not_leave_until_it_is_put_back(say: Said, readers: list[User]) -> None:
    review = passed(say("Falta luz en la calle"), readers)
    refuse_review(actor=readers[2], review=review, reason=RefusalReason.DANGER)
    assert review_of(review.voice).status == ReviewStatus.REFUSED
    assert code_of(lambda: approve_review(actor=readers[0], review=review, as_seen=seen(review))) == "TQ-444"
    assert code_of(lambda: refuse_review(actor=readers[0], review=review, reason=RefusalReason.ASKED)) == "TQ-444"
    put_back(actor=readers[0], review=review)
    again = review_of(review.voice)
    assert (again.status, again.first_reviewer, again.refused_because) == (ReviewStatus.MACHINE, "", "")


def test_a_mark_reaches_every_voice_and_undoes_their_readings(
        say: Said, readers: list[User], process: Process) -> None:
    marked, other = passed(say("Dicen que CANTERA manda, cantera manda"), readers), passed(say("Falta luz"), readers)
    assert tap(actor=readers[2], process=process, words=" Canteras ", label=TapLabel.ALIAS) == 0
    changed = tap(actor=readers[2], process=process, words="manda", label=TapLabel.ALIAS)
    assert changed == 1
    after = review_of(marked.voice)
    # Two marked words side by side are one person.
    assert after.masked == "Dicen que [una persona] [otra persona], [una persona]"
    assert (after.status, after.first_reviewer) == (ReviewStatus.MACHINE, "")
    assert review_of(other.voice).status == ReviewStatus.APPROVED
    late = review_of(say("Manda el mismo"))
    assert "anda" not in late.masked


def test_publishing_masks_what_was_marked(say: Said, readers: list[User], process: Process) -> None:
    say(ALIAS)
    tap(actor=readers[0], process=process, words="tienda", label=TapLabel.PLACE)
    mask = masker(process)
    assert "tienda" not in mask(Words("En la TIENDA cobran"))
    assert "tienda" not in mask(Words("En la tienda cobran", drafted=True))


def test_taking_a_mark_back_shows_it_only_after_reading(say: Said, readers: list[User], process: Process) -> None:
    voice = say(ALIAS)
    tap(actor=readers[0], process=process, words="tienda", label=TapLabel.PLACE)
    passed(voice, readers)
    untap(actor=readers[0], mark=Tap.objects.get())
    review = review_of(voice)
    assert "tienda" in review.masked and review.status == ReviewStatus.MACHINE


def test_the_same_words_are_one_mark(say: Said, readers: list[User], process: Process) -> None:
    for words in ("El Trompo", "el trómpo", "EL  TROMPO"):
        tap(actor=readers[0], process=process, words=words, label=TapLabel.ALIAS)
    assert Tap.objects.count() == 1


@pytest.mark.parametrize(("words", "code"), [
    ("", "TQ-446"), ("la", "TQ-446"), ("para que", "TQ-446"), ("la policía municipal", "TQ-447"),
    ("el Ejército", "TQ-447"), ("Fiscalía", "TQ-447")])
def test_what_cannot_be_marked(readers: list[User], process: Process, words: str, code: str) -> None:
    assert code_of(lambda: tap(actor=readers[0], process=process, words=words, label=TapLabel.ALIAS)) == code
    assert not Tap.objects.exists()


def test_a_mask_is_lifted_with_a_reason_that_stays_sealed(say: Said, readers: list[User]) -> None:
    voice = say("Le cobran a Eleuterio Vargas en la esquina")
    review = passed(voice, readers)
    mask = next(one for one in masks(review) if "Eleuterio" in one.words)
    assert code_of(lambda: lift_mask(
        actor=readers[2], review=review, start=mask.start, end=mask.end, reason=" ")) == "TQ-448"
    assert code_of(lambda: lift_mask(actor=readers[2], review=review, start=0, end=2, reason="x")) == "TQ-449"
    lift_mask(actor=readers[2], review=review, start=mask.start, end=mask.end, reason="Es una calle con su nombre")
    after = review_of(voice)
    assert "Eleuterio" in after.masked and after.status == ReviewStatus.MACHINE
    lift = Lift.objects.get()
    assert lift.reason == "Es una calle con su nombre" and lift.by == "lectora-2"
    assert [one.lift.reason for one in masks(after) if one.lift] == [lift.reason]
    cover_again(actor=readers[0], lift=lift)
    assert "Eleuterio" not in review_of(voice).masked


def test_a_mark_covers_more_than_what_was_lifted(say: Said, readers: list[User], process: Process) -> None:
    """A lift holds for one exact stretch: when another mask takes its place, it is hidden again."""
    voice = say("Le cobran a Eleuterio Vargas en la esquina")
    mask = next(one for one in masks(review_of(voice)) if "Eleuterio" in one.words)
    lift_mask(actor=readers[0], review=review_of(voice), start=mask.start, end=mask.end, reason="personaje público")
    tap(actor=readers[0], process=process, words="Eleuterio Vargas en la esquina", label=TapLabel.PERSON)
    assert "Eleuterio" not in review_of(voice).masked


def test_only_protectors_read_and_the_audit_keeps_no_words(
        say: Said, readers: list[User], process: Process, cast: dict[str, User]) -> None:
    voice = say(ALIAS)
    for act in (lambda: approve_review(actor=cast["analyst"], review=review_of(voice), as_seen=seen(review_of(voice))),
                lambda: refuse_review(actor=cast["facilitator"], review=review_of(voice), reason=RefusalReason.HATE),
                lambda: tap(actor=cast["official"], process=process, words="tienda", label=TapLabel.ALIAS)):
        assert code_of(act) == "TQ-311"
    tap(actor=readers[0], process=process, words="trompo", label=TapLabel.ALIAS)
    assert not any("trompo" in str(vars(row)).lower() for row in Entry.objects.all())
