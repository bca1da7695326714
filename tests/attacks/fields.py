"""What a form lets somebody write freely, by the name of its field. A new one joins here on the day it is born."""

# No pseudonyms: those are nobody's names, and an error says which one is unknown.
FIELDS = (
    "text", "words", "note", "reason", "claim", "said", "query", "q", "passphrase", "day", "number", "key",
    "label", "name", "circumstance", "task", "evidence", "step", "address", "care", "check_in", "danger",
    "feeds", "hour", "place", "referrals", "reply", "statements", "stop_signal", "caption", "card", "count",
    "facilitator", "port", "slip", "memo", "first", "last", "origin", "goal", "limits", "why", "answer", "into",
    "section", "safeguard", "context", "idioma", "conditions", "designed", "proof", "source", "money", "minutes")
# Not posted with words of people: what is read aloud to everybody who votes, entries of the published codebook,
# and what is never kept as it was typed.
PUBLIC = frozenset({"title", "question", "es", "en", "definition_es", "definition_en", "cues", "into_es", "into_en",
                    "into_key", "seen"})
SECRET = frozenset({"password", "again", "code", "pseudonym"})
