"""The verbs of the record as a person says them."""

from tequio.foundation.register import verbs


def verb_in_words(entered: str) -> str:
    """What was done and, where it was asked, why. What is allowed together is told apart where it is not the same."""
    name, _dot, added = entered.partition(".")
    verb = verbs().get(name)
    if verb and added in verb.also:
        return str(verb.also[added])
    words = str(verb.said) if verb and verb.said else name.replace("_", " ")
    reason = verb.because.get(added, added) if verb else added
    return f"{words} ({reason})" if added else words
