"""Rules made ready: the nodes of the data that hold on a day, with parameters filled in and conditions built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from thidua.lawbook.citations import parse
from thidua.lawbook.predicates import VOCABULARY, Predicate
from thidua.lawbook.schema import AwardEntry, Conduct, Node, ParameterValue, Version, concerns

if TYPE_CHECKING:
    from thidua.lawbook.book import LawBook


@dataclass(frozen=True, slots=True)
class Condition:
    """A node ready to evaluate: a predicate, or a combination of conditions (`either` for any, else all)."""

    rule: str
    title: str
    cites: tuple[str, ...]
    checked: bool
    because: str | None
    no_means: Literal["no", "unknown", "held"]
    remark: str | None
    routes: frozenset[str]
    kinds: frozenset[str]
    groups: frozenset[str]
    predicate: Predicate | None = None
    parts: tuple[Condition, ...] = ()
    either: bool = False

    def all_cites(self) -> Iterator[tuple[str, ...]]:
        """Its citations and those of every part."""
        yield self.cites
        for part in self.parts:
            yield from part.all_cites()

    def applies(self, kind: str, group: str | None, route: str | None) -> bool:
        """Whether the condition is meant for such a recipient and route; no route in the question means every route."""
        if self.kinds and kind not in self.kinds:
            return False
        if self.groups and group not in self.groups:
            return False
        return not (self.routes and route is not None and route not in self.routes)


@dataclass(frozen=True, slots=True)
class Standard:
    """All conditions of an award (or all gates) on a day, with what a person certifies."""

    law: tuple[str, ...]
    conditions: tuple[Condition, ...]
    certify: tuple[Conduct, ...] = ()

    @property
    def article(self) -> str | None:
        """The article of the law itself in which the award stands: "06/2022/QH15 Đ24"."""
        for condition in self.conditions if self.law else ():
            for cites in condition.all_cites():
                for text in cites:
                    citation = parse(text)
                    if citation.instrument == self.law[0] and citation.article:
                        return f"{citation.instrument} Đ{citation.article}"
        return None


class Compiler:
    """Builds the rules of one day. Raises ValueError (pydantic's included) or ParameterError for unsound data."""

    def __init__(self, book: LawBook, on: date) -> None:
        self.book, self.on = book, on

    def standard(self, version: Version) -> Standard:
        """The conditions of a version."""
        law = tuple(number for number in version.law if self.book.instruments[number].holds_on(self.on))
        return Standard(law, self._nodes(version.criteria), version.certify)

    def gates(self, award: AwardEntry, gates: tuple[Node, ...]) -> Standard:
        """The gates that concern the award."""
        return Standard((), self._nodes(tuple(gate for gate in gates if concerns(gate.awards, award))))

    def _nodes(self, nodes: tuple[Node, ...]) -> tuple[Condition, ...]:
        return tuple(self.condition(node) for node in nodes if self._today(node))

    def _today(self, node: Node) -> bool:
        return (node.first is None or node.first <= self.on) and (node.until is None or self.on <= node.until)

    def condition(self, node: Node) -> Condition:
        """One node with its parameters filled in."""
        used: list[ParameterValue] = []
        predicate = None
        if node.need is not None:
            filled = self._fill(node.with_, used)
            predicate = VOCABULARY[node.need].model_validate(filled)
        unchecked = next((value for value in used if not value.checked), None)
        return Condition(
            rule=node.rule,
            title=node.title,
            cites=tuple(dict.fromkeys((*node.cites, *(cite for value in used for cite in value.cites)))),
            checked=node.checked and unchecked is None,
            because=node.because or (unchecked.because if unchecked else None),
            no_means=node.no_means,
            remark=node.remark,
            routes=frozenset(node.routes),
            kinds=frozenset(node.kinds),
            groups=frozenset(node.groups),
            predicate=predicate,
            parts=self._nodes(node.any_of or node.all_of or ()),
            either=node.any_of is not None,
        )

    def _fill(self, value: Any, used: list[ParameterValue]) -> Any:
        if isinstance(value, dict):
            if set(value) == {"param"}:
                found = self.book.parameter(value["param"], self.on)
                used.append(found)
                return found.value
            return {key: self._fill(each, used) for key, each in value.items()}
        if isinstance(value, list):
            return [self._fill(each, used) for each in value]
        return value


def parameters_in(value: Any) -> Iterator[str]:
    """The names of the parameters that a condition's values refer to, at any depth."""
    if isinstance(value, dict):
        if set(value) == {"param"}:
            yield str(value["param"])
        for each in value.values():
            yield from parameters_in(each)
    if isinstance(value, list):
        for each in value:
            yield from parameters_in(each)
