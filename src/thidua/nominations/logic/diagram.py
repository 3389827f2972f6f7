"""The table of transitions as pictures and words for the documents: what is drawn is what runs."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.access.types import Role
from thidua.nominations.logic.table import ALWAYS, RULES, Rule
from thidua.nominations.types import Event, Goes, ReviewState

_GOES = {
    Goes.STAYS: "ở lại đơn vị",
    Goes.ABOVE: "lên đơn vị cấp trên, bước “Chờ thẩm định”",
    Goes.BELOW: "về đơn vị cấp dưới, bước “Cần bổ sung”",
    Goes.ENDS: "kết thúc",
}


def mermaid() -> str:
    """A state diagram of one unit's review, in Mermaid; withdrawal, possible everywhere, is left out."""
    return "\n".join(["stateDiagram-v2", *_names(), "    [*] --> draft", *_arrows()]) + "\n"


def markdown_table() -> str:
    """Every row of the table, in Markdown."""
    head = ["| Bước | Việc | Ai làm | Khi nào | Bước mới | Hồ sơ |", "|---|---|---|---|---|---|"]
    return "\n".join([*head, *map(_line, RULES)]) + "\n"


def _names() -> Iterator[str]:
    yield '    state "Đang soạn" as draft'
    for state in ReviewState:
        yield f'    state "{state.label}" as {state.value}'


def _arrows() -> Iterator[str]:
    for rule in RULES:
        if rule.event is not Event.WITHDRAW:
            start = "draft" if rule.state is None else rule.state.value
            when = "" if rule.when is ALWAYS else f" ({rule.when.name})"
            yield f"    {start} --> {rule.to.value}: {rule.label}{when}"
    for state in (ReviewState.DECIDED, ReviewState.REJECTED, ReviewState.WITHDRAWN):
        yield f"    {state.value} --> [*]"


def _line(rule: Rule) -> str:
    start = "Đang soạn" if rule.state is None else rule.state.label
    roles = ", ".join(role.label for role in Role if role in rule.roles)
    where = " (đơn vị đề nghị)" if rule.by_proposer else ""
    when = "" if rule.when is ALWAYS else rule.when.name
    return f"| {start} | {rule.label} | {roles}{where} | {when} | {rule.to.label} | {_GOES[rule.goes]} |"
