"""What feeds and what interrupts what, pure: loops, who told them, and where interrupting a link breaks most.

It is a map of what people said follows what. It proves no cause, and a loop put together from what different people
said is not a loop that anybody told: both are stated with every loop.
"""

from tequio.diagnosis.system_map.graphml import graphml
from tequio.diagnosis.system_map.heard import FEEDS, INTERRUPTS, Heard, Link, Told, heard
from tequio.diagnosis.system_map.loops import Bound, Found, Loop, loops
from tequio.diagnosis.system_map.reading import LinkInMap, LoopInMap, SystemMap, read_map

__all__ = ["FEEDS", "INTERRUPTS", "Bound", "Found", "Heard", "Link", "LinkInMap", "Loop", "LoopInMap", "SystemMap",
           "Told", "graphml", "heard", "loops", "read_map"]
