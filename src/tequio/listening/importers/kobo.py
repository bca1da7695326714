"""KoboToolbox: the answers of a form as XLSX, CSV or JSON of /api/v2, with names or with labels.

Sources: the exports of formpack (columns, repeats, `_submission__uuid`) and the data endpoint of kpi
(`meta/rootUuid` stays through edits).
"""


from tequio.foundation.errors import TequioError
from tequio.foundation.intake import File
from tequio.listening.importers.forms import Form, Layout
from tequio.listening.importers.kobo_flat import flat_form
from tequio.listening.importers.kobo_json import json_form
from tequio.listening.importers.kobo_workbook import workbook_form
from tequio.listening.importers.said import Imported
from tequio.listening.importers.shaping import shaped
from tequio.listening.importers.versions import KOBO
from tequio.listening.importers.wanted import Wanted

BLANK = ("n/a",)  # how older exports write what was not answered
READERS = {".json": json_form, ".csv": flat_form, ".tsv": flat_form, ".txt": flat_form}


def read_kobo(path: File, wanted: Wanted, layout: Layout = Layout(blank=BLANK)) -> Imported:  # noqa: B008  frozen
    """The submissions of an export, the latest version of each, repeats included.

    Raises TequioError: TQ-2xx for the file and for names of questions, TQ-421 to TQ-427.
    """
    return shaped(kobo_form(path, layout), wanted)


def kobo_form(path: File, layout: Layout) -> Form:
    """The tables of an export. Raises TequioError: TQ-2xx, TQ-425."""
    form = READERS.get(path.suffix.lower(), workbook_form)(path, layout)
    _check(form)
    return form


def _check(form: Form) -> None:
    """Raises TequioError TQ-425 for the form itself, or a table of somebody else."""
    known = {KOBO["sent"], KOBO["number"], "_uuid", "_index", "meta/instanceid", "meta/rootuuid"}
    if not known & {column.lower() for column in form.main.columns}:
        raise TequioError("TQ-425", file=form.file, sheet=form.main.name)
