"""A directive of the demo, written for it: taken in, registered, judged clause by clause and sent to the units.

Issuer, number and signer are marked as sample; nothing in it is a real order.
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from importlib.resources import files

from thidua.access.queries import actor_of
from thidua.access.types import Actor
from thidua.directives import commands, queries, screens
from thidua.directives.addressees import recipients
from thidua.directives.types import Particulars
from thidua.organisation.queries import unit_refs
from thidua.site.demo.accounts import SIGN_INS
from thidua.site.demo.stage import Stage

FILE = "chi-thi-mau.txt"
ARRIVED = date(2021, 9, 7)
_ACKNOWLEDGING = (("cujut.chuyenvien", date(2021, 9, 8)), ("snv.canbo", date(2021, 9, 9)))
_ENTERING = "cujut.chuyenvien"


def play(stage: Stage, users: dict[str, int]) -> int:
    """Take the directive in and send it; two units acknowledge it, one enters it in its register. Answers its id.

    Two things are left to the officer who tries the demo: the clause for the media, which names no unit of the tree,
    and the councils' one.
    """
    names = {account.username: account.full_name for account in SIGN_INS}

    def actor(username: str, day: date) -> Actor:
        return actor_of(users[username], names[username], day)

    text = (files("thidua.site.demo") / "data" / FILE).read_text(encoding="utf-8")
    officer = actor("tinh.chuyenvien", ARRIVED)
    pk = commands.take_in(
        actor=officer,
        unit_id=stage.province.id,
        text=text,
        file=text.encode(),
        file_name=FILE,
        sample=True,
    )
    found = queries.document(officer, pk)
    read = Particulars(**{each.name: getattr(found, each.name) for each in fields(Particulars)})
    commands.register(
        actor=officer, document_id=pk, version=found.version, particulars=replace(read, arrived=ARRIVED)
    )
    tree = recipients(unit_refs([stage.province.id])[stage.province.id], ARRIVED)
    for clause in queries.clauses(officer, pk):
        if all(tree.place(words).units for words in clause.addressees):
            commands.accept_clause(actor=officer, clause_id=clause.pk, version=clause.version)
    plan = screens.plan(queries.document(officer, pk), tree)
    commands.distribute(
        actor=officer, document_id=pk, unit_ids=[unit.id for unit in plan.units], outside=plan.outside
    )
    sent = {row.unit_id: row.pk for row in queries.dispatches(pk)}
    for username, day in _ACKNOWLEDGING:
        taker = actor(username, day)
        receive = commands.take_over if username == _ENTERING else commands.acknowledge
        receive(actor=taker, dispatch_id=sent[taker.posts[0].unit_id])
    commands.register_outgoing(
        actor=actor("tinh.chuyenvien", date(2021, 9, 20)),
        unit_id=stage.province.id,
        kind="KH",
        subject="Triển khai Chỉ thị số 07/CT-MẪU về phong trào thi đua cuối năm 2021 và năm 2022 (văn bản mẫu)",
        signer="Người Ký Mẫu",
        signer_title="Chủ tịch",
        on=date(2021, 9, 20),
        recipients="Các sở, ban, ngành\nUBND các huyện, thành phố",
        sample=True,
    )
    return pk
