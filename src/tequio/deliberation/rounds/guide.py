"""How a round is led, step by step: read aloud by whoever facilitates, printed as sheets."""

import tomllib
from functools import cache
from importlib import resources

from tequio.listening.guides import Guide, Step


@cache
def guide_of_rounds(language: str) -> Guide:
    """The guide in `es` or `en`."""
    said = tomllib.loads(resources.files(__package__).joinpath("guide.toml").read_text("utf-8"))[language]
    steps = tuple(Step(row["title"], row["minutes"], row["text"], tuple(row["ask"])) for row in said["steps"])
    return Guide(said["title"], said["lasts"], said["purpose"], tuple(said["before"]), tuple(said["opening"]), steps,
                 tuple(said["care"]), tuple(said["closing"]))
