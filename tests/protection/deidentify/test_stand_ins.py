"""What stands instead: words that can be read where they stand, the same for the same, told apart where they differ."""

import pytest

from tequio.protection.deidentify import Detector, Span, masked

DETECTOR = Detector()

READ = [
    ("Mi hermano Leobardo entendía a todos.", "Mi hermano [nombre] entendía a todos."),
    ("Le tienen miedo al Tuercas.", "Le tienen miedo a [una persona]."),
    ("Vive en la calle Morelos 45.", "Vive en [una calle]."),
    ("Salí del Oxxo a las diez.", "Salí de [un lugar] a las diez."),
    ("Eso fue en 2014.", "Eso fue en [un año]."),
    ("Vinieron en marzo.", "Vinieron en [un mes]."),
    ("El 3 de mayo de 2017 quemaron la casa.", "[Una fecha] quemaron la casa."),
    ("Evaristo Mora cobra, Lucina Ríos recoge y Evaristo cobra.",
     "[Una persona] cobra, [otra persona] recoge y [una persona] cobra."),
    ("Es primo del delegado.", "Es [un familiar]."),
    ("Habló la dueña de la única farmacia.", "Habló [una persona]."),
    ("Traía placas HBR 73 91 C.", "Traía placas [número]."),
    ("Uno que le dicen el Yiyo.", "Uno que le dicen [un apodo]."),
    ("Trae una Cheyenne negra.", "Trae [un vehículo]."),
    ("Me llamo Alma Delia.", "Me llamo [nombre]."),
]
STAYS = [
    "Mi marido me grita y mi suegra se calla.",
    "Mi hijo mayor entra a las diez de la noche.",
    "Los lunes y los jueves no pasa la patrulla.",
    "Salgo a las once y media, a veces a las 4:15 am.",
    "Las madres de los desaparecidos buscan solas.",
    "La mamá no puede dejar a los niños.",
    "Mis hijos ya no salen desde el sábado pasado.",
    "Préstenme una y se las regreso el viernes.",
    "Pue que venga, quién sabe.",
    "Fue por un pleito viejo del agua.",
]


@pytest.mark.parametrize(("text", "read"), READ)
def test_reads_as_a_sentence(text: str, read: str) -> None:
    assert DETECTOR.mask(text).text == read


@pytest.mark.parametrize("text", STAYS)
def test_plain_kinship_hours_and_weekdays_stay(text: str) -> None:
    assert DETECTOR.mask(text).text == text


@pytest.mark.parametrize(("text", "piece"), [
    ("mi hermana la gemela vio todo", "gemela"),
    ("es hija única de la partera", "partera"),
    ("lo sabe la suegra del síndico", "suegra del síndico"),
    ("soy la única enfermera de aquí", "única enfermera"),
    ("fue el hijo del que renta los cuartos", "hijo del que renta los cuartos"),
    ("mi tía la rezandera lo encontró", "tía la rezandera"),
    ("la señora del 14 ya no aguantó", "señora del 14"),
    ("anda en un tsuru rojo", "tsuru rojo"),
    ("la placa era jota ka ele cuarenta y dos", "jota ka ele cuarenta y dos"),
    ("firmó como ere erre pe", "ere erre pe"),
    ("el comandante 07 pasó", "07"),
    ("el de la ferretería les presta", "el de la ferretería"),
])
def test_what_singles_out_falls(text: str, piece: str) -> None:
    start = text.index(piece)
    assert any(span.start <= start and start + len(piece) <= span.end for span in DETECTOR.spans(text))


def test_what_people_marked_keeps_the_label_they_gave() -> None:
    text = "Dicen que los del Norte cobran en la esquina."
    assert [span.label for span in DETECTOR.spans(text)] != ["CRIMINAL_GROUP"]
    corrected = Detector(glossary=[("los del Norte", "CRIMINAL_GROUP")])
    assert [span.label for span in corrected.spans(text)] == ["CRIMINAL_GROUP"]
    assert corrected.mask(text).text == "Dicen que [un grupo criminal] cobran en la esquina."


def test_four_of_a_kind_are_numbered() -> None:
    text = "a b c d a"
    spans = [Span(place, place + 1, "STREET", "street") for place in range(0, 9, 2)]
    assert masked(text, spans).text == "[una calle] [otra calle] [una tercera calle] [una calle (4)] [una calle]"
