"""The road ahead: which awards are within reach by which year, and what exactly is needed each year.

road = roadmap(ground(book, record, ahead=10))
told(road.ground, plan(road.plain, "labour_order_3"))
"""

from thidua.lawbook.roadmap.ground import Goal, Ground, ground
from thidua.lawbook.roadmap.planning import Plan, plan
from thidua.lawbook.roadmap.reach import Moved, Reach, Roadmap, moved, roadmap
from thidua.lawbook.roadmap.telling import Told, told

__all__ = [
    "Goal", "Ground", "Moved", "Plan", "Reach", "Roadmap", "Told", "ground", "moved", "plan", "roadmap", "told",
]  # fmt: skip
