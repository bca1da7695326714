"""Survey tables: open answers become words, codes their labels, from a dictionary beside the table or in SPSS."""


from tequio.foundation.intake import File
from tequio.listening.importers.dictionary import Dictionary, read_dictionary
from tequio.listening.importers.forms import Form, Layout, as_table, tags_of
from tequio.listening.importers.said import Imported
from tequio.listening.importers.shaping import shaped
from tequio.listening.importers.spss import read_spss
from tequio.listening.importers.wanted import Wanted

BLANK = ("NA", "#NULL!")  # how R and SPSS write what was not answered


def read_survey(path: File, wanted: Wanted, layout: Layout = Layout(blank=BLANK), *,  # noqa: B008  frozen
                dictionary: File | None = None) -> Imported:
    """One submission per row of a table (CSV, XLSX, Parquet …) or of a .sav file.

    A column can be named by its name or by its question, where a dictionary says it.
    Raises TequioError: TQ-2xx for the files and for names of columns, TQ-421 to TQ-424, TQ-431 for the dictionary.
    """
    return shaped(survey_form(path, layout, dictionary=dictionary), wanted)


def survey_form(path: File, layout: Layout, *, dictionary: File | None = None) -> Form:
    """The table with what its codes mean. Raises TequioError: TQ-2xx, TQ-431."""
    if path.suffix.lower() in (".sav", ".zsav"):
        sheet, inside = read_spss(path, layout)
    else:
        sheet, inside = layout.read(path, layout.sheet), Dictionary()
    words = inside if dictionary is None else inside | read_dictionary(dictionary, layout)
    main = as_table("", sheet)
    main.titles = words.titles
    return Form("survey", sheet.file, main, decode=words.labels, dropped=list(tags_of("", sheet)))
