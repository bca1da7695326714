"""What kind of file was handed in, told by its ending and, for tables, by the columns that only one server writes."""

from tequio.foundation.errors import TequioError
from tequio.foundation.intake import Handed, read_sheet
from tequio.foundation.language.folding import fold
from tequio.listening.bringing.models import FileKind

TRANSCRIPTS = (".txt", ".md", ".markdown", ".docx", ".odt", ".pdf", ".srt", ".vtt")
BY_ENDING = {".zip": FileKind.ODK, ".sav": FileKind.SURVEY, ".zsav": FileKind.SURVEY,
             **dict.fromkeys(TRANSCRIPTS, FileKind.TRANSCRIPT)}
OF_KOBO = {"_uuid", "_submission_time", "_index", "meta/instanceid", "meta/rootuuid", "formhub/uuid"}
OF_CENTRAL = {"key", "submissiondate"}
OF_AGENDA = {"propuesta", "proposal"}


def recognised(file: Handed) -> FileKind:
    """The kind of `file`. Raises TequioError TQ-2xx for a table that cannot be read."""
    ending = file.suffix.lower()
    if ending in BY_ENDING:
        return BY_ENDING[ending]
    try:
        columns = {fold(column) for column in read_sheet(file).columns}
    except TequioError:
        if ending == ".json":
            return FileKind.KOBO
        raise
    if columns & OF_KOBO:
        return FileKind.KOBO
    if columns >= OF_CENTRAL:
        return FileKind.ODK
    return FileKind.AGENDA_LIST if columns & OF_AGENDA else FileKind.SURVEY
