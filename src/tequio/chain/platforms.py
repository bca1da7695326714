"""What other platforms call their columns in the files they export, so that nobody has to map them by hand.

A source says `platform = "decidim"`; columns that the source names itself come first. Only what is listed here is read:
columns with names or accounts of people (authors, endorsements) are not.

- Polis: `comments.csv` (comment-id, author-id, agrees, disagrees, moderated, comment-body), `votes.csv` (timestamp,
  datetime, comment-id, voter-id, vote) and `participants-votes.csv`: README of compdemocracy/openData, «Export files».
- Decidim: administration, «Export proposals»; decidim-proposals, `ProposalSerializer`. Nested names are joined by `/`
  and texts have one column for each language (`title/es`, `body/es`).
- CONSUL: open data of proposals, `Proposal.public_columns_for_api` (id, title, description, summary, created_at …), and
  the older export of Decide Madrid (code, title, summary, text).
"""

from collections.abc import Mapping, Sequence

from tequio.foundation.intake import Row
from tequio.foundation.language.folding import fold

# For each platform and kind of source: for each field, alternatives in order of preference; each reads one column or
# several together, those that are there.
Alternatives = Sequence[Sequence[str]]
PLATFORMS: Mapping[str, Mapping[str, Mapping[str, Alternatives]]] = {
    "polis": {
        "statements": {"key": [["comment-id"]], "text": [["comment-body"]], "moderated": [["moderated"]],
                       "agreed": [["agrees"]], "disagreed": [["disagrees"]]},
        "votes": {"participant": [["voter-id"], ["participant"]], "statement": [["comment-id"]], "vote": [["vote"]],
                  "order": [["timestamp"]]},
    },
    "decidim": {
        "consultation": {
            "key": [["reference"], ["id"]],
            "proposal": [["title/es-MX"], ["title/es"], ["title/en"], ["title"]],
            "description": [["body/es-MX"], ["body/es"], ["body/en"], ["body"]],
            "section": [["category/name/es-MX"], ["category/name/es"], ["category/name/en"], ["category/name"]],
        },
    },
    "consul": {
        "consultation": {"key": [["code"], ["id"]], "proposal": [["title"]],
                         "description": [["summary", "description", "text"]]},
    },
}


def columns_of(platform: str, kind: str, field: str, there: Sequence[str]) -> tuple[str, ...]:
    """The columns of the sheet that answer to a field; none where the platform has none for it."""
    by_folded = {name.strip().casefold(): name for name in there}
    for names in PLATFORMS.get(platform, {}).get(kind, {}).get(field, ()):
        found = tuple(by_folded[name.casefold()] for name in names if name.casefold() in by_folded)
        if found:
            return found
    return ()


# Columns by which a platform says that something is no longer shown, and the reason; whatever platform a sheet is from.
REMOVED = {"withdrawn_at": "taken_back", "withdrawn": "taken_back", "retired_at": "taken_back",
           "hidden_at": "hidden", "hidden": "hidden", "moderated_at": "hidden", "deleted_at": "hidden"}
STATES = {"withdrawn": "taken_back", "retired": "taken_back", "retirada": "taken_back", "retirado": "taken_back",
          "hidden": "hidden", "oculta": "hidden", "oculto": "hidden", "moderated": "hidden", "deleted": "hidden"}
STATE = ("state", "status", "proposal_state")
STILL_SHOWN = {"", "false", "no", "0", "f", "null", "none", "nil"}


def removed(there: Sequence[str], row: Row) -> str:
    """Why a row must not be printed: its author took it back, or moderation hid it; "" for all others."""
    for column in there:
        parts = fold(column).strip(" ?").replace(" ", "_").split("/")
        said = fold(row[column]).strip()
        if parts[-1] in REMOVED and said not in STILL_SHOWN:
            return REMOVED[parts[-1]]
        if {parts[0], parts[-1]} & set(STATE) and said in STATES:
            return STATES[said]
    return ""
