"""Run by slate_oracle.py with the peer's own Python: instances in, all slates each rule allows out, as JSON."""

import json
import sys

from abcvoting import abcrules, properties
from abcvoting.preferences import Profile

RULES = {"pav": "seqpav", "phragmen": "seqphragmen", "equal_shares": "equal-shares"}


def answer(asked):
    profile = Profile(asked["statements"])
    profile.add_voters(asked["ballots"])
    slates = {method: [sorted(slate) for slate in abcrules.compute(rule, profile, asked["seats"], resolute=False)]
              for method, rule in RULES.items()}
    return {"slates": slates, "fair": bool(properties.check_EJR_plus(profile, set(asked["drawn"])))}


print(json.dumps([answer(asked) for asked in json.load(sys.stdin)]))
