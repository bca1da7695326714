"""One sentence per kind of thing, with capitals and without."""

import pytest

from tequio.protection.deidentify import Detector

DETECTOR = Detector()

MASKED = [
    ("mi CURP es MUOD990605HBCRCN09", "MUOD990605HBCRCN09", "CURP"),
    ("con rfc favs850211k38 de siempre", "favs850211k38", "RFC"),
    ("su INE: HGLPIN99041202M300.", "HGLPIN99041202M300", "INE"),
    ("a la cuenta 012 470 01234567890 1", "012 470 01234567890 1", "CLABE"),
    ("traía placas HBR 73 91 C", "HBR 73 91 C", "PLATE"),
    ("la patrulla cuatro cuarenta y dos", "cuatro cuarenta y dos", "PLATE"),
    ("una con placas g u e treinta y dos cuarenta y uno", "g u e treinta y dos cuarenta y uno", "PLATE"),
    ("llámeme al 744-309-81-17", "744-309-81-17", "PHONE"),
    ("es siete cuarenta y cuatro ciento doce treinta y tres cero nueve", "siete cuarenta y cuatro", "PHONE"),
    ("escriba a lalito.apatz@correo.mx", "lalito.apatz@correo.mx", "EMAIL"),
    ("en facebook @wilmer.catracho", "@wilmer.catracho", "HANDLE"),
    ("vive en el andador 6 casa 22", "andador 6 casa 22", "STREET"),
    ("es a dos casas de la tortillería", "a dos casas de la tortillería", "STREET"),
    ("en morelos 45 junto al pozo", "morelos 45", "STREET"),
    ("la colonia la florida está sola", "la florida", "PLACE"),
    ("Va en la Secundaria Técnica Núm. 61", "Secundaria Técnica Núm. 61", "SCHOOL"),
    ("la taqueria los carnales", "taqueria los carnales", "BUSINESS"),
    ("pasaron el 3 de mayo de 2017", "3 de mayo de 2017", "DATE"),
    ("es el dueño de la única farmacia", "dueño de la única farmacia", "RELATION"),
    ("uno que le dicen el siete", "el siete", "ALIAS"),
    ("lo mandó el Botas ayer", "el Botas", "ALIAS"),
    ("se llama ismael torres", "ismael torres", "PERSON"),
    ("preguntó la licenciada Pacheco", "Pacheco", "PERSON"),
    ("fueron los Caballeros Templarios", "los Caballeros Templarios", "CRIMINAL_GROUP"),
    ("lo mataron en el noventa y nueve", "el noventa y nueve", "DATE"),
    ("fuimos a la ferretería los primos", "ferretería los primos", "BUSINESS"),
    ("le deben a la lonchería del portón", "lonchería del portón", "BUSINESS"),
    ("viven en la comunidad el podrido", "comunidad el podrido", "PLACE"),
    ("vivo en flor de nochebuena 1122", "flor de nochebuena 1122", "STREET"),
    ("Lo bajaron en Benito Juárez y Morones Prieto", "Benito Juárez y Morones Prieto", "STREET"),
    ("iba en la secundaria ciento ocho", "secundaria ciento ocho", "SCHOOL"),
    ("habló la líder de la cuadra", "líder de la cuadra", "RELATION"),
    ("lo maneja una señora la cuca y ya", "la cuca", "ALIAS"),
    ("y el jefe es el humo, dicen", "el humo", "ALIAS"),
    ("la que cobra se llama rutila nemesio", "rutila nemesio", "PERSON"),
    ("mi ig es yare.bj_ por si acaso", "yare.bj_", "HANDLE"),
    ("soy la mamá de Kevin", "Kevin", "PERSON"),
    ("vino el lunes 14 de marzo", "el lunes 14 de marzo", "DATE"),
    ("su hermana gemela también vio", "hermana gemela", "RELATION"),
    ("es la única partera de acá", "única partera", "RELATION"),
    ("fue el primo del delegado", "primo del delegado", "RELATION"),
    ("nos corrió el cártel de los Cuervos", "cártel de los Cuervos", "CRIMINAL_GROUP"),
    ("Venía en una Durango blanca", "una Durango blanca", "VEHICLE"),
    ("Firmó la regidora Amalia, dicen", "la regidora Amalia", "PERSON"),
    ("La casa es de un señor Otilio, de acá", "un señor Otilio", "PERSON"),
    ("Soy la única veterinaria de la sierra", "la única veterinaria de la sierra", "RELATION"),
    ("Fui la única mujer en el comité", "la única mujer en el comité", "RELATION"),
    ("Habló el sacristán y se fue", "el sacristán", "RELATION"),
    ("Se quedó en la vecindad de la calle Mina", "la vecindad de la calle Mina", "PLACE"),
    ("Ayer en los cuartos de doña Cuca", "los cuartos de doña Cuca", "BUSINESS"),
    ("Va con Unidas por la Paz desde ayer", "Unidas por la Paz", "PERSON"),
    ("Pasan los días 5, 12 y 19 a cobrar", "días 5, 12 y 19", "DATE"),
    ("hablé con lucha la tía de ellos", "lucha", "PERSON"),
    ("nos vemos por la loma prieta", "la loma prieta", "PLACE"),
    ("me subí al camión de la flecha", "la flecha", "BUSINESS"),
    ("trabaja en fletes norte", "fletes norte", "BUSINESS"),
    ("la familia pulido se fue", "la familia pulido", "PERSON"),
    ("es sobrino del líder cañero", "sobrino del líder", "RELATION"),
    ("«el sope» iba manejando", "el sope", "ALIAS"),
    ("venían en una lancha amarilla los tres", "una lancha amarilla", "VEHICLE"),
    ("se fue en mi stratus guinda", "mi stratus guinda", "VEHICLE"),
    ("Lo subieron a una combi verde con blanco", "una combi verde con blanco", "VEHICLE"),
    ("llegó una Tacoma blanca con torreta", "una Tacoma blanca con torreta", "VEHICLE"),
    ("vive en la casa verde de dos pisos frente al kiosco", "la casa verde de dos pisos frente al kiosco", "STREET"),
    ("los tienen en una bodega de lámina a un lado de la ladrillera de los Toledo",
     "una bodega de lámina a un lado de la ladrillera de los Toledo", "STREET"),
    ("se escondió en la casa de la bugambilia", "la casa de la bugambilia", "STREET"),
    ("vive en la cuarta cerrada de tepozanes", "cuarta cerrada de tepozanes", "STREET"),
    ("tiene una llantera en insurgentes y jacarandas.", "insurgentes y jacarandas", "STREET"),
    ("Renta en la 5 de Mayo, junto a la vulcanizadora.", "la 5 de Mayo, junto a la vulcanizadora", "STREET"),
    ("La única intérprete de náhuatl del hospital declaró", "La única intérprete de náhuatl del hospital", "RELATION"),
    ("es la unica viuda del barrio con terreno", "la unica viuda del barrio con terreno", "RELATION"),
    ("ese es el único haitiano que vende cobijas", "el único haitiano que vende cobijas", "RELATION"),
    ("soy la única que sabe inyectar", "la única que sabe inyectar", "RELATION"),
    ("lo dijo efrén el que tiene la refaccionaria", "el que tiene la refaccionaria", "RELATION"),
    ("Fue la que toca la campana", "la que toca la campana", "RELATION"),
    ("Soy hermana del policía que balacearon", "hermana del policía que balacearon", "RELATION"),
    ("Guardó el dinero el mayordomo de San Isidro", "mayordomo de San Isidro", "RELATION"),
    ("habló la rezandera del barrio de arriba", "rezandera del barrio", "RELATION"),
    ("Nos corrió el topil Fidencio", "el topil Fidencio", "PERSON"),
    ("avisó tía Eufrosina a todas", "tía Eufrosina", "PERSON"),
    ("le pegaron a la güera lety", "la güera lety", "PERSON"),
    ("fue el chino balas, creo", "el chino balas", "ALIAS"),
    ("le tocan a el Señor de la Sierra cada año", "el Señor de la Sierra", "RELATION"),
    ("traía el gafete 10447", "10447", "ID"),
    ("su expediente es CNDH/4/2019/3382/Q", "CNDH/4/2019/3382/Q", "ID"),
    ("mi número de denuncia es quinientos treinta diagonal dos mil dieciocho",
     "quinientos treinta diagonal dos mil dieciocho", "ID"),
    ("se fue después de la feria de 2022", "después de la feria de 2022", "DATE"),
    ("el jueves negro ya no regresó", "el jueves negro", "DATE"),
    ("fue en la boda de la hija de Artemio", "la boda de la hija de Artemio", "DATE"),
    ("lo vieron el pasado 9 de mayo", "el pasado 9 de mayo", "DATE"),
    ("cobra en la garita Viva Cuauhtémoc", "garita Viva Cuauhtémoc", "PLACE"),
    ("atiende en la clínica rural 14", "clínica rural 14", "PLACE"),
    ("Los bajaron en las vías de Chahuites", "las vías de Chahuites", "PLACE"),
    ("Vive ahí el apuntador del empaque San Gabriel.", "el apuntador del empaque San Gabriel", "RELATION"),
    ("Era monaguillo en el Santuario de Atotonilco", "monaguillo en el Santuario de Atotonilco", "RELATION"),
    ("yo soy presidente de la danza de los diablos", "presidente de la danza de los diablos", "RELATION"),
    ("Su hijo es el que estudia en la Marista", "el que estudia en la Marista", "RELATION"),
    ("Nos llevaron al patio 4 de la terminal", "patio 4 de la terminal", "PLACE"),
    ("Vive en la casa grande de la esquina del parque", "la casa grande de la esquina del parque", "STREET"),
    ("viven en barrio 3 manzana 12 casa 40", "barrio 3 manzana 12 casa 40", "STREET"),
    ("andaban en la ram blanca del comisariado", "la ram blanca del comisariado", "VEHICLE"),
    ("yo traía la cero catorce con mi pareja", "cero catorce", "PLATE"),
    ("Carta de la familia De la Rosa Tiscareño", "la familia De la Rosa Tiscareño", "PERSON"),
    ("la mataron el año del temblor", "el año del temblor", "DATE"),
    ("la credencial es INAPAM 0093341", "INAPAM 0093341", "ID"),
    ("Es hija del señor que amaneció muerto", "hija del señor que amaneció muerto", "RELATION"),
    ("Al topil más chico le pegaron", "topil más chico", "RELATION"),
    ("soy la única pelirroja del grupo", "la única pelirroja del grupo", "RELATION"),
    ("me agarraron en el paso del burro anoche", "el paso del burro", "PLACE"),
    ("Pasó en Villa del Real, sexta sección", "Villa del Real, sexta sección", "PLACE"),
    ("Duerme en el cuarto que rento atrás de la carbonería", "el cuarto que rento atrás de la carbonería", "STREET"),
    ("lupita punto rios arroba correo punto com", "lupita punto rios arroba correo punto com", "EMAIL"),
    ("venían en una suburban negra con vidrios polarizados", "una suburban negra con vidrios polarizados", "VEHICLE"),
    ("era un Jetta clásico color arena", "un Jetta clásico color arena", "VEHICLE"),
    ("lo subieron a una pick up blanca doble cabina", "una pick up blanca doble cabina", "VEHICLE"),
    ("se juntan en el billar de los hermanos Rosas", "el billar de los hermanos Rosas", "BUSINESS"),
    ("llegaron en la camioneta del rastro", "la camioneta del rastro", "PLACE"),
    ("le dicen el pelón de la loma y trae radio", "el pelón de la loma", "ALIAS"),
    ("está en el kilómetro 42 de la carretera a Tlapa", "el kilómetro 42 de la carretera a Tlapa", "STREET"),
    ("vende en la telesecundaria de arriba", "la telesecundaria de arriba", "SCHOOL"),
    ("salió de la universidad de los jesuitas", "la universidad de los jesuitas", "SCHOOL"),
    ("es de 5to semestre de enfermería", "5to semestre de enfermería", "DATE"),
    ("yo vivo arriba de la farmacia", "arriba de la farmacia", "STREET"),
    ("es la tercera casa pasando el arroyo", "la tercera casa pasando el arroyo", "STREET"),
    ("viven a dos cuadras del panteón viejo", "a dos cuadras del panteón viejo", "STREET"),
    ("tengo una papelería enfrente de la primaria", "una papelería enfrente de la primaria", "STREET"),
    ("desapareció el 3 de marzo de hace dos años", "el 3 de marzo de hace dos años", "DATE"),
    ("lo vieron el mismo día que enterramos a mi papá", "el mismo día que enterramos a mi papá", "DATE"),
    ("se lo llevaron un día antes de la fiesta del pueblo", "un día antes de la fiesta del pueblo", "DATE"),
    ("soy cargadora en la central y me pegan", "cargadora en la central", "RELATION"),
    ("mi esposo fue presidente de bienes comunales en 2014", "presidente de bienes comunales en 2014", "RELATION"),
    ("yo fui la primera presidenta del comité de agua", "la primera presidenta del comité de agua", "RELATION"),
    ("soy la que denunció al cura", "la que denunció al cura", "RELATION"),
    ("lo contó la del puesto de enfrente", "la del puesto de enfrente", "RELATION"),
    ("la credencial del inapam es 88231", "88231", "ID"),
    ("en el tianguis de los lunes", "el tianguis de los lunes", "PLACE"),
    ("fue en la casa de citas de la señora Olga", "la casa de citas de la señora Olga", "BUSINESS"),
    ("dejó la escuela en segundo año de prepa", "segundo año de prepa", "DATE"),
    ("lo avisó el del tatuaje en el cuello", "el del tatuaje en el cuello", "RELATION"),
    ("el 24 en la noche se oyeron balazos", "el 24", "DATE"),
    ("llegaron antes de las elecciones", "antes de las elecciones", "DATE"),
    ("nadie baja de agua fría en la noche", "agua fría", "PLACE"),
]



@pytest.mark.parametrize(("text", "piece", "label"), MASKED)
def test_masked_whole_and_under_its_label(text, piece, label):
    start = text.index(piece)
    holding = [span for span in DETECTOR.spans(text) if span.start <= start and start + len(piece) <= span.end]
    assert [span.label for span in holding] == [label]


@pytest.mark.parametrize(
    "text",
    [
        "La policía municipal no hizo nada",
        "Fuimos a la Fiscalía y al Ministerio Público",
        "Estaba el Ejército, la Marina y la Guardia Nacional",
        "Lo llevaron al DIF y luego al IMSS",
        "Los ministeriales de la Fiscalía General del Estado",
        "ahí estaba la marina y no se movió",
        "Entró a la Municipal y luego a la Estatal",
        "los ministeriales le pegaron y la preventiva vio",
        "El comandante de la Policía Estatal no contestó",
    ],
)
def test_public_bodies_stay_named(text):
    assert DETECTOR.spans(text) == []


def test_the_commander_is_masked_and_his_corporation_is_not():
    masked = DETECTOR.mask("El comandante Evaristo Mora, de la Policía Estatal, cobraba.").text
    assert masked == "El comandante [nombre], de la Policía Estatal, cobraba."


def test_a_name_found_once_is_masked_wherever_it_returns():
    masked = DETECTOR.mask("le dicen el llillo y vende ahí. ayer vi que llillo salió").text
    assert "llillo" not in masked


def test_ordinary_speech_stays_readable():
    text = "Queremos luz en la calle, que arreglen la cancha y que los maestros no falten. La gente tiene miedo."
    assert DETECTOR.spans(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Pasan camionetas blancas y carros negros toda la noche.",
        "La única manera es organizarnos, y lo único que pido es luz.",
        "El que vende droga manda, y la que tiene miedo se calla.",
        "La casa de la cultura y la casa de mi mamá se inundan.",
        "El día que me pegó ya no dije nada",
        "El día que él contestó a golpes me fui",
        "Yo soy la que les digo que no",
        "Trabajé en la estancia del seguro",
        "Es la primera vez que hablo",
        "Tarjeta 9: que haya luz",
        "Que la fiesta del pueblo vuelva a hacerse.",
        "Pedimos que el comisariado rinda cuentas a la asamblea.",
        "La policía es la única que puede entrar.",
    ],
)
def test_what_tells_nobody_apart_stays(text):
    assert DETECTOR.spans(text) == []


def test_glossary_and_catalogue_reach_every_text():
    text = "el de la moto azul vive por donde las piedras negras"
    detector = Detector(places=["Las Piedras Negras"], glossary=[("El de la moto azul", "ALIAS")])
    assert detector.mask(text).text == "[una persona] vive por donde [un lugar]"


def test_text_in_capitals_is_read_as_text_without():
    text = "EL QUE COBRA ES MARIO ALBERTO COTA Y VIVE EN LA COLONIA LIBERTAD"
    masked = DETECTOR.mask(text).text
    assert masked.startswith("EL QUE COBRA ES [una persona] Y VIVE EN")
    assert "LIBERTAD" not in masked


def test_the_stop_of_a_sentence_ends_a_name():
    masked = DETECTOR.mask("Mi primo el Chino vive en la colonia Zozaya. Conoce a Hnos. Radilla.").text
    assert masked == "Mi primo [una persona] vive en [un lugar]. Conoce a [otra persona]."
