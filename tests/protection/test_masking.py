"""How the texts of a process are masked: by what it declares, and by what its people marked."""

import pytest
from tests.protection.conftest import Said, review_of

from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Level, Process, Territory
from tequio.protection.masking import detector, masker
from tequio.protection.models import ReviewStatus
from tequio.protection.reading.actions import approve_review, seen
from tequio.protection.reading.models import TapLabel
from tequio.protection.reading.taps import tap
from tequio.protection.release import Words
from tequio.publication.actions import draft_marks

NAMED = "Maribel Sotelo Ochoa pide una banca en el parque Lázaro Cárdenas"


def test_a_corrected_label_reaches_every_text(say: Said, readers: list[User], process: Process) -> None:
    voices = [say("Dicen que los del Norte cobran aquí"), say("Los del Norte mandan"), say("Falta luz en la calle")]
    for voice in voices:
        approve_review(actor=readers[0], review=review_of(voice), as_seen=seen(review_of(voice)))
    assert tap(actor=readers[2], process=process, words="los del Norte", label=TapLabel.CRIMINAL_GROUP) == 2
    masked = [review_of(voice) for voice in voices]
    assert [row.masked for row in masked] == [
        "Dicen que [un grupo criminal] cobran aquí", "[Un grupo criminal] mandan", "Falta luz en la calle"]
    assert [row.status for row in masked] == [ReviewStatus.MACHINE, ReviewStatus.MACHINE, ReviewStatus.FIRST]


def test_what_the_team_wrote_keeps_places_and_loses_names_and_marks(
        readers: list[User], process: Process) -> None:
    tap(actor=readers[0], process=process, words="la casa del portón", label=TapLabel.PLACE)
    mask = masker(process)
    written = "Que la escuela Niños Héroes abra en mayo, pidió Maribel Sotelo frente a la casa del portón."
    assert mask(Words(written, drafted=True)) == (
        "Que la escuela Niños Héroes abra en mayo, pidió [una persona] frente a [un lugar].")
    assert "Niños Héroes" not in mask(Words(written))


@pytest.mark.parametrize("already_public", [True, False])
def test_a_process_may_be_declared_public_already(already_public: bool, process: Process) -> None:
    process.already_public = already_public
    process.save()
    masked = masker(Process.objects.get(pk=process.pk))(Words(NAMED))
    assert "Maribel" not in masked
    assert ("Lázaro Cárdenas" in masked) is already_public


def test_a_declared_municipality_stays_under_its_short_name_and_a_neighbourhood_does_not(process: Process) -> None:
    town = Territory.objects.create(process=process, key="limonar", name="Limonar de la Cuesta")
    Territory.objects.create(process=process, parent=town, key="pozas", name="Colonia Las Pozas Altas",
                             level=Level.NEIGHBOURHOOD)
    masked = detector(process).mask("En Limonar no hay agua, y en Las Pozas Altas menos.").text
    assert masked == "En Limonar no hay agua, y en [un lugar] menos."


def test_drafts_say_that_what_they_hold_was_public_already(demo_process: Process) -> None:
    from tequio.agendas.queries import agendas

    agenda = agendas(demo_process)[0]
    demo_process.already_public = True
    assert any("público" in mark for mark in draft_marks(demo_process, agenda))
    demo_process.already_public = False
    assert not any("público" in mark for mark in draft_marks(demo_process, agenda))
