"""Does a refusal tell by its time whether the thing exists? `python benchmarks/refusals.py`.

1,000 pairs: an account of one process asks for an object of another that exists, and for one that does not, in random
order. Compared with the sign test: where existing took longer in about half of the pairs, nothing can be told.
"""

import contextlib
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
PAIRS, WARM = 1000, 50
KINDS = ("voice", "finding", "proposal", "item")


def main() -> None:
    from tequio.chain.build import build
    from tequio.demo import PROCESS_FILE
    folder = Path(tempfile.mkdtemp()) / "demo"
    built = build(PROCESS_FILE, folder)
    from django.conf import settings
    from django.db import connections
    settings.HOME = folder
    connections["default"].settings_dict["NAME"] = str(folder / "tequio.sqlite3")
    client, own = _account_of_another_process()
    for name, address in (("a process of others", lambda kind, pk: f"/{built.process_id}/rastro/{kind}/{pk}/"),
                          ("the own process", lambda kind, pk: f"/{own}/rastro/{kind}/{pk}/")):
        _compare(name, client, address, _existing())


def _account_of_another_process() -> tuple[object, object]:
    from django.test import Client

    from tequio.foundation.accounts.models import Membership, Role, User
    from tequio.foundation.places.models import Process
    process, user = Process.objects.create(name="Otro"), User.objects.create_user("Otra")
    Membership.objects.create(user=user, process=process, role=Role.COORDINATOR)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client, process.pk


def _existing() -> list[tuple[str, object]]:
    from tequio.foundation.trail.noun import nouns
    return [(kind, pk) for kind in KINDS for pk in nouns()[kind].model.objects.values_list("pk", flat=True)[:100]]


def _compare(name: str, client: object, address: object, existing: list[tuple[str, object]]) -> None:
    there, missing = [], []
    for turn in range(PAIRS + WARM):
        kind, pk = random.choice(existing)
        asked = [(there, address(kind, pk)), (missing, address(kind, uuid4()))]
        random.shuffle(asked)
        for times, one in asked:
            began = time.perf_counter()
            assert client.get(one).status_code == 404
            if turn >= WARM:
                times.append(time.perf_counter() - began)
    _report(name, there, missing)


def _report(name: str, there: list[float], missing: list[float]) -> None:
    from scipy.stats import binomtest
    slower = sum(one > other for one, other in zip(there, missing, strict=True))
    found = binomtest(slower, PAIRS)
    apart = statistics.median(there) - statistics.median(missing)
    print(f"{name}: existing slower in {slower} of {PAIRS} pairs (p = {found.pvalue:.2f}); medians "
          f"{statistics.median(there) * 1000:.2f} and {statistics.median(missing) * 1000:.2f} ms, "
          f"{apart * 1e6:+.0f} µs apart")


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
