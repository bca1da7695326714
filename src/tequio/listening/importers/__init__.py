"""Reading what teams collected with other tools: forms, transcripts, surveys, agendas. Words in, no identities out."""

from tequio.listening.importers.agenda_list import Line, Listed, read_agenda
from tequio.listening.importers.forms import Form, Layout
from tequio.listening.importers.kobo import kobo_form, read_kobo
from tequio.listening.importers.looking import Column, look
from tequio.listening.importers.odk import odk_form, read_odk
from tequio.listening.importers.said import REASONS, Dropped, Imported, Said, Submission, Told
from tequio.listening.importers.shaping import shaped
from tequio.listening.importers.survey import read_survey, survey_form
from tequio.listening.importers.transcripts import Transcript, as_words, read_transcript
from tequio.listening.importers.wanted import Wanted

__all__ = ["REASONS", "Column", "Dropped", "Form", "Imported", "Layout", "Line", "Listed", "Said", "Submission", "Told",
           "Transcript", "Wanted", "as_words", "kobo_form", "look", "odk_form", "read_agenda", "read_kobo", "read_odk",
           "read_survey", "read_transcript", "shaped", "survey_form"]
