"""Server time of every kind of page of the demonstration: `python benchmarks/pages.py`.

Bars: median ≤ 60 ms, 95th percentile ≤ 200 ms. Each page is asked in this process through Django's client, 5 times
after one warm-up; what is printed is the median of the five.
"""

import os
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
EACH = 3


def main() -> None:
    from tequio.chain.build import build
    from tequio.demo import PROCESS_FILE
    folder = Path(tempfile.mkdtemp()) / "demo"
    built = build(PROCESS_FILE, folder)
    from django.conf import settings
    from django.db import connections
    # The build worked in a folder beside; from here on the pages are served from where it was moved to.
    settings.HOME = folder
    connections["default"].settings_dict["NAME"] = str(folder / "tequio.sqlite3")
    from django.test import Client

    from tequio.foundation.accounts.models import User
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(pseudonym=built.person), backend="django.contrib.auth.backends.ModelBackend")
    times = {address: timed(client, address) for address in pages(client, f"/{built.process_id}/")}
    for address, seconds in sorted(times.items(), key=lambda pair: -pair[1])[:15]:
        print(f"{seconds * 1000:7.1f} ms  {UUID.sub('*', address)}")
    values = sorted(times.values())
    print(f"pages {len(values)}, cores {os.cpu_count()}: median {statistics.median(values) * 1000:.1f} ms, "
          f"p95 {values[int(0.95 * (len(values) - 1))] * 1000:.1f} ms, max {values[-1] * 1000:.1f} ms")


def pages(client: object, home: str) -> list[str]:
    waiting, found, shapes = [home], [], {}
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address)
        if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
            continue
        found.append(address)
        for link in re.findall(r'href="(/[^"#?]+)"', answer.content.decode()):
            shape = UUID.sub("*", link)
            if link.startswith(home) and link not in found + waiting and shapes.get(shape, 0) < EACH:
                shapes[shape] = shapes.get(shape, 0) + 1
                waiting.append(link)
    return found


def timed(client: object, address: str) -> float:
    runs = []
    for _ in range(6):
        began = time.perf_counter()
        client.get(address)
        runs.append(time.perf_counter() - began)
    return statistics.median(runs[1:])


if __name__ == "__main__":
    main()
