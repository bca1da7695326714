"""What a form lets somebody write freely, by the name of its field. A new one joins here on the day it is born."""

# No pseudonyms: those are nobody's names, and an error says which one is unknown.
FIELDS = (
    "text", "words", "note", "reason", "claim", "said", "query", "q", "passphrase", "day", "number", "key",
    "label", "name", "circumstance", "task", "evidence", "step", "address", "care", "check_in", "danger",
    "feeds", "hour", "place", "referrals", "reply", "statements", "stop_signal", "caption", "card", "count",
    "facilitator", "port", "slip", "section", "safeguard", "context", "idioma")
# Not posted with words of people: what is read aloud to everybody who votes, and what is never kept as it was typed.
PUBLIC = frozenset({"title", "question"})
SECRET = frozenset({"password", "again", "code", "pseudonym"})
