"""Files of Polis, Decidim and CONSUL come in as they were exported, through `tequio build`."""

import csv
import json
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner

from tequio.agendas.models import Proposal
from tequio.chain.ledger import Ledger
from tequio.chain.platforms import columns_of
from tequio.chain.process_file import read_process_file
from tequio.chain.stages.run import run_stages
from tequio.deliberation.models import Round
from tequio.foundation.errors import TequioError
from tequio.listening.models import Voice

pytestmark = pytest.mark.django_db
MADRID = Path(__file__).parents[3] / "shared" / "data" / "decide_madrid"
HEAD = """
[process]
name = "Plataformas"
[[territories]]
key = "centro"
name = "Centro"
[[groups]]
key = "g"
es = "Todas las personas"
"""
ROUND = '[[rounds]]\nkey = "r1"\nterritory = "centro"\n'
# As `ProposalSerializer` of Decidim names and nests them; invented words.
DECIDIM = ["id", "reference", "category/id", "category/name/es", "title/es", "body/es", "title/ca", "body/ca", "state",
           "supports", "endorsements/total_count", "endorsements/user_endorsements", "published_at", "url"]


def source(kind: str, file: str, platform: str, *, delimiter: str = "") -> str:
    lines = ["[[sources]]", f'kind = "{kind}"', f'file = "{file}"', f'platform = "{platform}"' if platform else ""]
    return "\n".join([*lines, f'delimiter = "{delimiter}"' if delimiter else "", '[sources.values]\nround = "r1"'
                      if kind in ("statements", "votes", "wide_votes") else "", ""])


def build(folder: Path, home: Path, *sources: str) -> Ledger:
    (folder / "rondas.toml").write_text(ROUND, encoding="utf-8")
    path = folder / "proceso.toml"
    path.write_text(HEAD + "\n".join(sources), encoding="utf-8")
    ledger = Ledger()
    run_stages(read_process_file(path), home, "frase", ledger, lambda *_: None)
    return ledger


def polis(folder: Path) -> None:
    (folder / "comments.csv").write_text(
        "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
        + "".join(f"1,x,{at},9,1,1,1,Frase {at}\n" for at in range(4)), encoding="utf-8")
    # The later vote by time stands first in the file: it is the one that counts.
    rows = ["30,x,0,1,1", "10,x,0,1,-1"] + [f"20,x,{what},{who},-1" for who in range(2, 16) for what in range(4)]
    (folder / "votes.csv").write_text("timestamp,datetime,comment-id,voter-id,vote\n" + "\n".join(rows) + "\n",
                                      encoding="utf-8")
    (folder / "participants-votes.csv").write_text(
        "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2,3\n1,0,0,1,1,0,1,,,\n"
        + "".join(f"{who},0,0,4,0,4,-1,-1,-1,-1\n" for who in range(2, 16)), encoding="utf-8")


@pytest.mark.parametrize("votes", [("votes", "votes.csv", "polis"), ("wide_votes", "participants-votes.csv", "")])
def test_a_polis_export_is_a_round_that_waits_for_its_reviews(tmp_path: Path, home: Path, votes: tuple[str, str, str]
                                                              ) -> None:
    polis(tmp_path)
    build(tmp_path, home, source("rounds", "rondas.toml", ""), source("statements", "comments.csv", "polis"),
          source(*votes))
    result = Round.objects.get(key="r1").result
    assert result["ballots"] == 15
    assert result["statements"]["0"] == {"agree": 1, "disagree": 14, "passed": 0, "not_said": 0}
    assert set(result["held_back"].values()) == {"unreviewed"} and result["unites_against"] == []


def test_proposals_of_decidim_and_nobody_who_endorsed_them(tmp_path: Path, home: Path) -> None:
    with (tmp_path / "decidim.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, DECIDIM, delimiter=";")
        writer.writeheader()
        writer.writerow({"id": "7", "reference": "L-PROP-2025-03-7", "category/name/es": "Alumbrado",
                         "title/es": "Luz en la parada", "body/es": "<p>Que la parada tenga luz de noche.</p>",
                         "title/ca": "Llum", "endorsements/user_endorsements": "Xóchitl Zarprueba"})
    build(tmp_path, home, source("consultation", "decidim.csv", "decidim", delimiter=";"))
    (voice,), (proposal,) = Voice.objects.all(), Proposal.objects.all()
    assert (voice.text, proposal.text) == ("Que la parada tenga luz de noche.", "Luz en la parada")
    assert proposal.section == "Alumbrado" and "2025-03-7" in voice.key


@pytest.mark.parametrize(("file", "delimiter"), [("propuestas_2019.csv", ","), ("propuestas_2024_2025.csv", ";")])
def test_real_proposals_of_consul_need_no_mapping(tmp_path: Path, home: Path, file: str, delimiter: str) -> None:
    if not MADRID.is_dir():
        pytest.skip("the proposals of Decide Madrid are not here")
    with (MADRID / file).open(encoding="utf-8-sig", newline="") as whole, \
            (tmp_path / file).open("w", encoding="utf-8", newline="") as part:
        # A part is enough: what is tested are the columns.
        csv.writer(part, delimiter=delimiter).writerows(islice(csv.reader(whole, delimiter=delimiter), 31))
    ledger = build(tmp_path, home, source("consultation", file, "consul", delimiter=delimiter))
    assert Voice.objects.count() >= 25 and not ledger.unaccounted()


def test_columns_a_source_names_come_before_those_of_the_platform() -> None:
    there = ["ID", "Title", "summary", "description"]
    assert columns_of("consul", "consultation", "proposal", there) == ("Title",)
    assert columns_of("consul", "consultation", "description", there) == ("summary", "description")
    assert columns_of("consul", "consultation", "group", there) == ()
    assert columns_of("consul", "votes", "vote", there) == ()


@pytest.mark.parametrize("line", ['platform = "facebook"', 'platform = "polis"'])
def test_a_platform_that_does_not_export_that_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "p.toml"
    path.write_text(f'{HEAD}\n[[sources]]\nkind = "consultation"\nfile = "x.csv"\n{line}\n', encoding="utf-8")
    with pytest.raises(TequioError) as caught:
        read_process_file(path)
    assert caught.value.problem.code == "TQ-105" and "decidim" in caught.value.problem.message("en")


def test_a_polis_export_goes_into_opinions_as_it_is(tmp_path: Path) -> None:
    from tequio.cli.opinions import command
    polis(tmp_path)
    told = []
    for name in ("votes.csv", "participants-votes.csv"):
        out = tmp_path / name.removesuffix(".csv")
        assert CliRunner().invoke(command, [str(tmp_path / name), "--out", str(out)]).exit_code == 0
        told.append(json.loads((out / "opinions.json").read_text("utf-8")))
    assert told[0]["votes"] == told[1]["votes"] == 57
    assert sorted(map(str, told[0]["counts"])) == sorted(map(str, told[1]["counts"]))
