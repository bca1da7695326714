"""How the texts of a process are masked: by what it declares, and by what its people marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.protection.conftest import Said, review_of

from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Level, Process, Territory
from tequio.protection.deidentify import Detector
from tequio.protection.deidentify.hours import NUMBERS
from tequio.protection.deidentify.placeholders import STAND_IN
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


HOURS = st.one_of(
    st.builds("las {} de la {}".format, st.sampled_from(NUMBERS[1:]), st.sampled_from(
        ("noche", "mañana", "tarde", "madrugada"))),
    st.builds("la una {}".format, st.sampled_from(("y media", "en punto", "de la tarde"))),
    st.builds("las {}:{:02}".format, st.integers(2, 23), st.integers(0, 59)),
    st.builds("las {} {}".format, st.integers(2, 12), st.sampled_from(("pm", "am", "p.m.", "hrs"))),
    st.builds("las {}".format, st.sampled_from(NUMBERS[1:])))


@given(HOURS, st.sampled_from(("Salgo a {} y no hay quien pase.", "Que el camión pase hasta {}.", "Fue como a {}.")))
def test_hours_stay(hour: str, around: str) -> None:
    said = around.format(hour)
    assert Detector().mask(said).text == said


@pytest.mark.parametrize(("hour", "stands"), [
    ("las diez de la noche", "[una hora de la noche]"), ("las 22:30", "[una hora de la noche]"),
    ("las 3 am", "[una hora de la madrugada]"), ("las ocho de la mañana", "[una hora del día]"),
    ("las 5 p.m.", "[una hora del día]"), ("las diez", "[una hora]")])
def test_an_hour_that_people_marked_says_its_part_of_the_day(hour: str, stands: str) -> None:
    """What is feared at night is not the same as what is feared by day."""
    shown = Detector(glossary=[(hour, "DATE")]).mask(f"Salgo a {hour} y no hay quien pase").text
    assert shown == f"Salgo a {stands} y no hay quien pase" and STAND_IN.search(shown)


@given(st.integers(1940, 2035))
def test_a_year_is_no_hour(year: int) -> None:
    assert Detector().mask(f"Pasó en {year}").text == "Pasó en [un año]"
