"""Projects of other tools: their ways of counting, and everything that is kept or listed."""

import codecs
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.diagnosis.refi_qda.files import SCHEMAS, codes, guid, passage, project, qde, source, zipped

from tequio.diagnosis.refi_qda import Opened, Project, open_project

SAID = ("Aquí en la colonia 💡 no hay luz desde marzo.\nLas señoras 👵🏽 caminan juntas al mercado.\n"
        "El agua llega los martes 💧 y a veces ni eso.\nÁrboles caídos tapan la calle 🚧 de la escuela.\n")
WORDS = ("luz", "marzo", "señoras", "caminan", "mercado", "agua", "martes", "veces", "caídos", "tapan", "calle",
         "escuela")
SAMPLES = SCHEMAS.parent


def counted(unit: str, lines: str, mark: int) -> str:
    """Passages over WORDS as a tool would count them that counts so."""
    def place(at: int) -> int:
        before = SAID[:at].replace("\n", "\r\n") if lines == "two" else SAID[:at]
        return mark + (len(before.encode("utf-16-le")) // 2 if unit == "utf16" else len(before))
    return "".join(passage(place(SAID.index(word)), place(SAID.index(word) + len(word))) for word in WORDS)


def quotes(opened: Opened) -> list[str]:
    return [(one.text or "")[part.start:part.end] for one in opened.project.sources for part in one.selections]


@pytest.mark.parametrize("unit", ["points", "utf16"])
@pytest.mark.parametrize("lines", ["one", "two"])
@pytest.mark.parametrize("mark", [0, 1])
def test_whichever_way_a_tool_counts_the_passages_say_what_was_marked(
        tmp_path: Path, unit: str, lines: str, mark: int) -> None:
    data = codecs.BOM_UTF8 + SAID.replace("\n", "\r\n").encode()
    opened = open_project(project(tmp_path, {"uno": data}, {"uno": counted(unit, lines, mark)}))
    assert tuple(quotes(opened)) == WORDS
    assert opened.account.reading["share"] == 1.0
    assert not opened.account.doubtful
    assert opened.project.sources[0].text == SAID


def test_line_ends_that_the_xml_made_one_sign_may_have_been_two(tmp_path: Path) -> None:
    body = (f'{codes("luz")}<Sources><TextSource guid="{guid("uno")}"><PlainTextContent>{SAID}</PlainTextContent>'
            f'{counted("utf16", "two", 0)}</TextSource></Sources>')
    path = tmp_path / "maxqda.qdpx"
    path.write_bytes(zipped({"project.qde": qde(body, origin="MAXQDA 24")}))
    assert tuple(quotes(open_project(path))) == WORDS


def test_ends_that_are_the_last_sign_are_seen_at_many_ends(tmp_path: Path) -> None:
    said = "".join(passage(SAID.index(word), SAID.index(word) + len(word) - 1) for word in WORDS)
    opened = open_project(project(tmp_path, {"uno": SAID.encode()}, {"uno": said}))
    assert tuple(quotes(opened)) == WORDS
    assert opened.account.reading["end_inclusive"]


def test_one_loose_hand_does_not_move_every_end(tmp_path: Path) -> None:
    said = "".join(passage(SAID.index(word), SAID.index(word) + len(word) - (word == "luz")) for word in WORDS)
    opened = open_project(project(tmp_path, {"uno": SAID.encode()}, {"uno": said}))
    assert tuple(quotes(opened)) == ("lu", *WORDS[1:])


def test_passages_that_begin_nowhere_are_kept_in_doubt(tmp_path: Path) -> None:
    said = "".join(passage(SAID.index(word) + 1, SAID.index(word) + len(word)) for word in WORDS if len(word) > 3)
    opened = open_project(project(tmp_path, {"uno": SAID.encode()}, {"uno": said}))
    assert opened.account.doubtful
    assert opened.project.counts()["selections"] == len([word for word in WORDS if len(word) > 3])


def test_a_source_that_another_tool_counted_is_read_in_its_own_way(tmp_path: Path) -> None:
    data = SAID.replace("\n", "\r\n").encode()
    many = "".join(counted("points", "two", 0) for _ in range(1))
    opened = open_project(project(
        tmp_path, {"uno": data, "dos": data, "tres": data},
        {"uno": many, "dos": many.replace(guid("0"), guid("9")), "tres": counted("utf16", "one", 0)}))
    assert tuple(quotes(opened)) == WORDS * 3
    assert opened.account.noticed["sources", "own_reading"] == 1


@pytest.mark.parametrize("inside", ["Sources/", "sources/", "SOURCES/", ""])
@pytest.mark.parametrize("path", ["internal://{}.txt", "{}.txt", "INTERNAL://{}.TXT", "sources/{}.txt",
                                  "sources\\{}.txt"])
def test_texts_are_found_wherever_a_tool_puts_them(tmp_path: Path, inside: str, path: str) -> None:
    said = source("uno", passage(0, 2), path=path.format(guid("uno")))
    file = tmp_path / "a.qdpx"
    file.write_bytes(zipped({"Project.qde": qde(f"{codes('luz')}<Sources>{said}</Sources>"),
                             f"{inside}{guid('uno')}.txt": b"No hay luz"}))
    assert quotes(open_project(file)) == ["No"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_texts_are_read_in_the_encoding_they_have(tmp_path: Path, encoding: str) -> None:
    said = "Aquí los niños juegan más allá del jardín.\nLa señora vende té y café en la esquina.\n"
    opened = open_project(project(tmp_path, {"uno": said.encode(encoding)}, {"uno": passage(9, 14)}))
    assert quotes(opened) == ["niños"]
    assert opened.project.sources[0].text == said


def test_what_has_no_place_is_listed_with_its_codings(tmp_path: Path) -> None:
    said = "".join([passage(0, 2), passage(5, 500), passage(-4, 3), passage(7, 7), passage(8, 3), passage("x", 4),
                    passage(3, 6, "nada")])
    opened = open_project(project(tmp_path, {"uno": b"No hay luz aqui"}, {"uno": said}))
    listed = opened.account.listed
    assert quotes(opened) == ["No", "hay"]
    assert {reason: listed["selections", reason] for reason in ("beyond", "empty", "no_number")} == {
        "beyond": 2, "empty": 2, "no_number": 1}
    assert listed["codings", "no_code"] == 1
    assert_whole(opened)


def assert_whole(opened: Opened) -> None:
    """Everything that the file holds is kept or listed."""
    kept, account = opened.project.counts(), opened.account
    for kind in ("codes", "sources", "selections", "regions", "codings", "notes", "cases", "variables", "links",
                 "sets"):
        listed = sum(count for (what, _), count in account.listed.items() if what == kind and kind != "notes")
        added = account.noticed["sources", "transcript"] if kind == "sources" else 0
        assert kept[kind] + listed == account.found[kind] + added, kind


RICH = f"""<Users><User guid="{{{guid('ana')}}}" name="Ana"/></Users>
<CodeBook><Codes><Code guid="{guid('cat')}" name="Servicios" isCodable="false" color="#FC0">
<Code guid="{guid('luz')}" name="Luz" isCodable="TRUE" color="#80FF0000"/>
<Code guid="luz-dos" name="Luz" color="rgb(1, 2, 3)"/><Code guid="{guid('agua')}" name="" isCodable="1" color="rosa"/>
</Code></Codes></CodeBook>
<Variables><Variable guid="{guid('v')}" name="barrio" typeOfVariable="Rare"/></Variables>
<Cases><Case guid="{guid('caso')}"><VariableValue><VariableRef targetGUID="{guid('v')}"/><TextValue>Centro</TextValue>
</VariableValue><SourceRef targetGUID="{guid('uno')}"/><SourceRef targetGUID="{guid('otra')}"/></Case></Cases>
<Sources><TextSource guid="{guid('uno')}" name="Charla">
<PlainTextContent>Falta &lt;luz&gt; &amp; agua</PlainTextContent>
{passage(6, 11)}{passage(14, 18, 'cat')}<PlainTextSelection guid="{guid('n')}" startPosition="0" endPosition="5">
<Description>una nota</Description></PlainTextSelection></TextSource>
<TextSource guid="{guid('dos')}" name="Charla" plainTextPath="absolute:///casa/x.txt">
{passage(0, 4, key='d')}</TextSource>
<TextSource guid="{guid('uno')}" name="Otra"><PlainTextContent>Nada</PlainTextContent></TextSource>
<PDFSource guid="{guid('pdf')}" name="acta.pdf" path="internal://x.pdf"><PDFSelection guid="{guid('ps')}" page="2"
 firstX="1" firstY="2" secondX="30" secondY="40"><Coding guid="{guid('pc')}">
<CodeRef targetGUID="{guid('luz')}"/></Coding></PDFSelection><Representation guid="{guid('rep')}">
<PlainTextContent>Acta del barrio</PlainTextContent>
{passage(9, 15, key='p')}</Representation></PDFSource>
<AudioSource guid="{guid('son')}" name="voz.mp3"><Transcript guid="{guid('tr')}">
<PlainTextContent>Hola a todas</PlainTextContent>
<SyncPoint guid="{guid('s1')}" timeStamp="0" position="0"/><SyncPoint guid="{guid('s2')}" timeStamp="9" position="4"/>
<TranscriptSelection guid="{guid('ts')}" fromSyncPoint="{guid('s1')}" toSyncPoint="{guid('s2')}">
<Coding guid="{guid('tc')}"><CodeRef targetGUID="{guid('luz')}"/></Coding></TranscriptSelection></Transcript>
<AudioSelection guid="{guid('as')}" begin="10" end="x"><Coding guid="{guid('ac')}" creatingUser="{guid('quien')}">
<CodeRef targetGUID="{guid('luz')}"/></Coding></AudioSelection></AudioSource></Sources>
<Notes><Note guid="{guid('nota')}" name="memo"><PlainTextContent>ver de nuevo</PlainTextContent></Note></Notes>
<Links><Link guid="{guid('l')}" direction="OneWay" originGUID="{guid('luz')}" targetGUID="{guid('nota')}"/>
<Link guid="{guid('l2')}" originGUID="{guid('luz')}" targetGUID="{guid('zzz')}"/></Links>
<Sets><Set guid="{guid('set')}" name="Todo"><MemberCode targetGUID="{guid('luz')}"/>
<MemberSource targetGUID="{guid('no')}"/></Set></Sets>
<Graphs><Graph guid="{guid('g')}"><Vertex guid="{guid('vx')}" firstX="1" firstY="1"/></Graph></Graphs>"""


def test_everything_else_a_tool_writes_is_kept_or_listed(tmp_path: Path) -> None:
    path = tmp_path / "todo.qdpx"
    path.write_bytes(zipped({"project.qde": qde(RICH, origin="ATLAS.ti 23")}))
    opened = open_project(path)
    made, account = opened.project, opened.account
    assert sorted(quotes(opened)) == ["<luz>", "Falta", "Hola", "agua", "barrio"]
    assert [code.colour for code in made.codes] == ["#ffcc00", "#ff0000", "#010203", ""]
    assert [code.parent for code in made.codes] == ["", *[guid("cat")] * 3]
    assert made.codes[0].codable  # it was applied
    assert account.noticed["codes", "category_applied"] == account.noticed["codes", "nameless"] == 1
    assert account.noticed["codes", "same_name"] == 2
    assert account.noticed["sources", "same_name"] == 4  # two talks, and a recording with its transcript
    assert account.listed["texts", "outside"] == account.listed["selections", "without_text"] == 1
    assert account.listed["regions", "no_number"] == account.listed["links", "points_nowhere"] == 1
    assert account.listed["graphs", "graph"] == 1
    assert account.listed["references", "points_nowhere"] == 2
    assert len({source.guid for source in made.sources}) == len(made.sources) == 6
    assert_whole(opened)


def test_what_a_tool_wraps_in_an_element_of_its_own_is_not_lost(tmp_path: Path) -> None:
    body = (f'{codes("luz")}<Sources><Folder><TextSource guid="{guid("uno")}"><PlainTextContent>No hay luz'
            f'</PlainTextContent><Mark>{passage(7, 10)}</Mark></TextSource></Folder></Sources>')
    path = tmp_path / "a.qdpx"
    path.write_bytes(zipped({"project.qde": qde(body)}))
    opened = open_project(path)
    assert quotes(opened) == ["luz"]
    assert opened.account.listed["elements", "unknown"] == 2


@pytest.mark.parametrize("namespace", ["urn:QDA-XML:codebook:1.0", "urn:QDA-XML:codebook:0:4",
                                       "urn:QDA-XML:codebook:1:0", ""])
def test_codebooks_are_read_whatever_they_call_their_namespace(tmp_path: Path, namespace: str) -> None:
    path = tmp_path / "libro.qdc"
    path.write_text(f'\ufeff<CodeBook xmlns="{namespace}" origin="Taguette"><Codes><Code guid="{guid(1)}" name="Luz" '
                    f'isCodable="true"/></Codes><Sets><Set guid="{guid(2)}" name="S"><MemberCode guid="{guid(1)}"/>'
                    "</Set></Sets></CodeBook>", encoding="utf-8")
    made = open_project(path).project
    assert [code.name for code in made.codes] == ["Luz"]
    assert made.groups[0].codes == (guid(1),)


def test_words_stand_in_no_account_and_no_printed_project(tmp_path: Path) -> None:
    said = passage(0, 5, name="Petra Zarzal") + passage(3, 900, name="Petra Zarzal")
    opened = open_project(project(tmp_path, {"uno": b"Petra Zarzal dijo"}, {"uno": said}, named=("Petra", "luz")))
    assert "Zarzal" not in str(opened.account.as_json(opened.project.counts()))
    assert "Zarzal" not in repr(opened)
    assert isinstance(opened.project, Project)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(["luz", "niño\u0301s", "año", "👩‍👧", "agua", "e\u0301l", "💡"]), min_size=30,
                      max_size=60),
       ends=st.lists(st.sampled_from([" ", "\r\n", ", ", "\n"]), min_size=60, max_size=60), unit=st.booleans())
def test_passages_survive_emoji_combining_marks_and_line_ends(
        tmp_path: Path, words: list[str], ends: list[str], unit: bool) -> None:
    raw, spans = "", []
    for word, end in zip(words, ends, strict=False):
        if word[0].isalpha():
            spans.append((len(raw), len(raw) + len(word), word))
        raw += word + end

    def place(at: int) -> int:
        return len(raw[:at].encode("utf-16-le")) // 2 if unit else at
    said = "".join(passage(place(start), place(end), name=word) for start, end, word in spans)
    opened = open_project(project(tmp_path, {"uno": raw.encode()}, {"uno": said}))
    assert quotes(opened) == [word for _, _, word in spans]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the collected projects are not on this machine")
def test_the_collected_projects_are_kept_or_listed() -> None:
    found = sorted([*SAMPLES.glob("*.qdpx"), *SAMPLES.glob("*.qdc"), *SAMPLES.glob("own/*.qd*")])
    assert len(found) >= 6
    for path in found:
        opened = open_project(path)
        assert_whole(opened)
        assert opened.account.found["codes"]
        assert not opened.account.doubtful
