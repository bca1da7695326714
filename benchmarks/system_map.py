"""The map of what feeds what with 200 codes and 5,000 links: seconds, and how far loops were looked for.

Run as `PYTHONPATH=src .venv/bin/python benchmarks/system_map.py`. Three maps: every link heard in one encounter, links
heard as unevenly as people speak, and links heard in many encounters. Prints Markdown.
"""

import random
import time

from tequio.diagnosis.system_map import FEEDS, INTERRUPTS, Link, SystemMap, Told, graphml, read_map

CODES, LINKS, VOICES, GROUPS = 200, 5_000, 3_000, 7
MAPS = {"every link in one encounter": 1, "up to 8 encounters a link": 8, "up to 40 encounters a link": 40}
RUNS = 3


def told(most: int) -> list[Told]:
    chance = random.Random(3)
    codes = [f"C{at:03}" for at in range(CODES)]
    links: set[Link] = set()
    while len(links) < LINKS:
        links.add(Link(chance.choice(codes), FEEDS if chance.random() < 0.85 else INTERRUPTS, chance.choice(codes)))
    voices = [(link, chance.randrange(VOICES)) for link in sorted(links)
              for _ in range(1 if most == 1 else min(most, int(chance.paretovariate(1.2))))]
    return [Told(link, voice, voice // 15, voice % GROUPS) for link, voice in voices]


def bounds(found: SystemMap) -> str:
    return "; ".join(f"{one.length} links: " + (f"all from {one.least} encounters" if one.least else "none looked for")
                     for one in found.bounds)


def main() -> None:
    print("| map | seconds | loops | distinct | looked for |\n|---|---|---|---|---|")
    for name, most in MAPS.items():
        rows = told(most)
        seconds = []
        for _ in range(RUNS):
            began = time.process_time()
            found = read_map(rows, range(GROUPS))
            seconds.append(time.process_time() - began)
        print(f"| {name} | {min(seconds):.2f} | {found.found} | {found.distinct} | {bounds(found)} |")
    began = time.process_time()
    size = len(graphml(found, {}))
    print(f"\nGraphML of the last: {time.process_time() - began:.2f} s, {size // 1024} kB.")


if __name__ == "__main__":
    main()
