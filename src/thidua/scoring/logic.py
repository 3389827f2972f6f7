"""Work on a sheet as a value: its tree in order, nodes put in and taken out and moved. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from thidua.scoring.engine import Group, Leaf, Sheet


@dataclass(frozen=True, slots=True)
class Line:
    """A node of the tree as drawn: how deep it stands, and whether it is a leaf."""

    node: Group | Leaf
    depth: int

    @property
    def leaf(self) -> Leaf | None:
        """The node if it is a criterion."""
        return self.node if isinstance(self.node, Leaf) else None


def tree(sheet: Sheet) -> tuple[Line, ...]:
    """All nodes, each group before what it holds; nodes that hang nowhere come last, so that none is hidden."""
    below: dict[str, list[Group | Leaf]] = {}
    for node in sheet.nodes:
        below.setdefault(node.parent, []).append(node)

    def walk(parent: str, depth: int, above: frozenset[str]) -> Iterator[Line]:
        for node in below.get(parent, ()):
            yield Line(node, depth)
            if isinstance(node, Group) and node.code not in above:
                yield from walk(node.code, depth + 1, above | {node.code})

    found = list(walk("", 0, frozenset()))
    shown = {line.node.code for line in found}
    return (*found, *(Line(node, 0) for node in sheet.nodes if node.code not in shown))


def put(sheet: Sheet, node: Group | Leaf, former: str = "") -> Sheet:
    """The sheet with a node added, or put in place of the one with code `former`; what hung on it follows."""
    kind = "leaves" if isinstance(node, Leaf) else "groups"
    nodes: tuple[Any, ...] = getattr(sheet, kind)
    if former:
        nodes = tuple(node if each.code == former else each for each in nodes)
    else:
        nodes = (*nodes, node)
    changed = sheet.model_copy(update={kind: nodes})
    return _renamed(changed, former, node.code) if former and former != node.code else changed


def drop(sheet: Sheet, code: str) -> Sheet:
    """The sheet without a node; what hung on a group moves up to its parent. Unknown codes change nothing."""
    gone = next((node for node in sheet.nodes if node.code == code), None)
    if gone is None:
        return sheet
    kept = sheet.model_copy(
        update={
            "groups": tuple(group for group in sheet.groups if group is not gone),
            "leaves": tuple(leaf for leaf in sheet.leaves if leaf is not gone),
            "ties": tuple(tie for tie in sheet.ties if tie != code),
        }
    )
    return _rehung(kept, code, gone.parent)


def move(sheet: Sheet, code: str, places: int) -> Sheet:
    """The sheet with a node moved past its neighbours of the same sort under the same parent; -1 is one up.

    A node that is first stays first, one that is last stays last; unknown codes change nothing.
    """
    node = next((each for each in sheet.nodes if each.code == code), None)
    if node is None:
        return sheet
    kind = "leaves" if isinstance(node, Leaf) else "groups"
    nodes = list(getattr(sheet, kind))
    among = [at for at, each in enumerate(nodes) if each.parent == node.parent]
    own = among.index(nodes.index(node))
    new = min(max(own + places, 0), len(among) - 1)
    order = [nodes[at] for at in among]
    order.insert(new, order.pop(own))
    for at, each in zip(among, order, strict=True):
        nodes[at] = each
    return sheet.model_copy(update={kind: tuple(nodes)})


def _renamed(sheet: Sheet, former: str, code: str) -> Sheet:
    ties = tuple(code if tie == former else tie for tie in sheet.ties)
    return _rehung(sheet.model_copy(update={"ties": ties}), former, code)


def _rehung(sheet: Sheet, former: str, parent: str) -> Sheet:
    def moved(nodes: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(
            node.model_copy(update={"parent": parent}) if node.parent == former else node for node in nodes
        )

    return sheet.model_copy(update={"groups": moved(sheet.groups), "leaves": moved(sheet.leaves)})
