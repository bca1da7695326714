"""Reading what teams collected with other tools: forms, transcripts, surveys, agendas. Words in, no identities out."""

from tequio.listening.importers.agenda_list import Line, Listed, read_agenda
from tequio.listening.importers.forms import Layout
from tequio.listening.importers.kobo import read_kobo
from tequio.listening.importers.odk import read_odk
from tequio.listening.importers.said import REASONS, Dropped, Imported, Said, Submission, Told
from tequio.listening.importers.survey import read_survey
from tequio.listening.importers.transcripts import Transcript, as_words, read_transcript
from tequio.listening.importers.wanted import Wanted

__all__ = ["REASONS", "Dropped", "Imported", "Layout", "Line", "Listed", "Said", "Submission", "Told", "Transcript",
           "Wanted", "as_words", "read_agenda", "read_kobo", "read_odk", "read_survey", "read_transcript"]
