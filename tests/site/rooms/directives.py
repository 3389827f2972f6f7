"""The permissions of documents."""

from __future__ import annotations

from typing import Any

from tests.factories import SYSTEM, TODAY
from tests.site.matrix_roles import ALL, DESK, Line
from tests.site.matrix_urls import BOTH, POST, Page, acts, anyone, by_role, scoped
from tests.site.matrix_world import World
from thidua.directives import commands, queries
from thidua.directives.reading import DutyKind
from thidua.directives.types import ClauseTerms, Particulars
from thidua.foundation.files import files_of

COMMANDS = ("thidua.directives.commands",)
RIGHT = Particulars("UBND tỉnh", "", "", TODAY, "Chỉ thị", "Phát động thi đua", "", "", TODAY)
TERMS = ClauseTerms("Báo cáo kết quả.", DutyKind.REPORT, ("Nhà trường",))
PICTURE = b"\xff\xd8\xff\xe0picture of words\xff\xd9"
CAME = "1. Các trường báo cáo kết quả."
FORM = {"issuer": "UBND tỉnh", "subject": "Phát động thi đua", "dated": "15/12/2021", "arrived": "15/12/2021"}


def build(world: World) -> None:
    """A document at the school, read and not yet in the register, one clause of it waiting and one accepted."""
    pk = commands.take_in(
        actor=SYSTEM,
        unit_id=world.school,
        text="1. Các đơn vị báo cáo kết quả về Sở Nội vụ. Các tổ phát động thi đua. Giao Sở Nội vụ theo dõi.",
    )
    waiting, _, accepted = queries.clauses(SYSTEM, pk)
    commands.accept_clause(actor=SYSTEM, clause_id=accepted.pk, version=1)
    sent = commands.take_in(
        actor=SYSTEM, unit_id=world.school, text="1. Giao trường Kim Đồng báo cáo kết quả."
    )
    commands.register(actor=SYSTEM, document_id=sent, version=1, particulars=RIGHT)
    came = commands.take_in(
        actor=SYSTEM, unit_id=world.units.province.pk, text=CAME, file=CAME.encode(), file_name="chi-thi.txt"
    )
    commands.register(actor=SYSTEM, document_id=came, version=1, particulars=RIGHT)
    commands.distribute(actor=SYSTEM, document_id=sent, unit_ids=[world.units.other_district.pk])
    commands.distribute(actor=SYSTEM, document_id=came, unit_ids=[world.school])
    world.ids |= {
        "sent_document": sent,
        "came": came,
        "dispatch": queries.dispatches(came)[0].pk,
        "file_came": files_of("document", came)[0].id,
    }
    world.ids["scan"] = commands.leave_scan(
        actor=SYSTEM, unit_id=world.school, file=PICTURE, file_name="chi-thi.jpg", pages=1
    )
    world.ids |= {"incoming": pk, "clause": waiting.pk, "accepted_clause": accepted.pk}


def _taken(w: World) -> dict[str, Any]:
    return {"unit": w.school, "pasted": "1. Giao nhà trường phát động thi đua."}


def _terms(_: World) -> dict[str, str]:
    return {"text": "Báo cáo.", "kind": "report", "addressees": "Nhà trường", "confirmed": "1"}


def _on_clause(name: str, clause: str = "clause", version: int = 1, **more: Any) -> Line:
    return Line(
        f"directives.{name}",
        lambda w, who: getattr(commands, name)(actor=who, clause_id=w[clause], version=version, **more),
        own=DESK,
    )


LINES = (
    _on_clause("accept_clause"),
    _on_clause("edit_clause", terms=TERMS),
    _on_clause("split_clause", typed="Các đơn vị\nbáo cáo kết quả về Sở Nội vụ"),
    _on_clause("merge_clause"),
    _on_clause("set_aside_clause", reason="Trùng"),
    _on_clause("reopen_clause", "accepted_clause", 2),
    Line(
        "directives.add_clause",
        lambda w, who: commands.add_clause(actor=who, document_id=w["incoming"], point="1", terms=TERMS),
        own=DESK,
    ),
    Line(
        "directives.distribute",
        lambda w, who: commands.distribute(
            actor=who, document_id=w["sent_document"], unit_ids=[w.units.commune.pk]
        ),
        own=DESK,
    ),
    Line(
        "directives.remind",
        lambda w, who: commands.remind(actor=who, document_id=w["sent_document"]),
        own=DESK,
    ),
    Line(
        "directives.acknowledge",
        lambda w, who: commands.acknowledge(actor=who, dispatch_id=w["dispatch"]),
        own=DESK,
    ),
    Line(
        "directives.take_over",
        lambda w, who: commands.take_over(actor=who, dispatch_id=w["dispatch"]),
        own=DESK,
    ),
    Line(
        "directives.register_outgoing",
        lambda w, who: commands.register_outgoing(
            actor=who, unit_id=w.school, kind="BC", subject="Kết quả", signer="Người ký", on=TODAY
        ),
        own=DESK,
    ),
    Line(
        "directives.take_in",
        lambda w, who: commands.take_in(actor=who, unit_id=w.school, text="1. Tổ chức phát động thi đua."),
        own=DESK,
    ),
    Line(
        "directives.leave_scan",
        lambda w, who: commands.leave_scan(
            actor=who, unit_id=w.school, file=PICTURE, file_name="anh.jpg", pages=1
        ),
        own=DESK,
    ),
    Line(
        "directives.register",
        lambda w, who: commands.register(actor=who, document_id=w["incoming"], version=1, particulars=RIGHT),
        own=DESK,
    ),
)
PAGES: tuple[Page, ...] = (
    anyone("directives:list"),
    by_role("directives:new", roles=DESK, methods=BOTH, data=_taken),
    scoped("directives:scan", "scan"),
    anyone("directives:outgoing"),
    anyone("directives:received"),
    acts("directives:document", "came", own=ALL, above=ALL, methods=("GET",), variant="received"),
    scoped("directives:file", "came", "file_came"),
    acts(
        "directives:distribute",
        "sent_document",
        own=DESK,
        data=lambda w: {"more": "UBND tỉnh", "on": "15/12/2021", "confirmed": "1"},
    ),
    acts("directives:remind", "sent_document", own=DESK, methods=POST),
    acts(
        "directives:take-over",
        "came",
        "dispatch",
        own=DESK,
        methods=POST,
        data=lambda w: {"confirmed": "1"},
    ),
    acts("directives:acknowledge", "came", "dispatch", own=DESK, methods=POST),
    by_role(
        "directives:outgoing-new",
        roles=DESK,
        methods=BOTH,
        data=lambda w: {
            "unit": w.school,
            "kind": "BC",
            "subject": "Kết quả",
            "signer": "Ai",
            "on": "15/12/2021",
        },
    ),
    scoped("directives:clause", "incoming", "clause"),
    acts("directives:clause", "incoming", "clause", own=DESK, methods=POST, data=_terms, variant="edited"),
    acts("directives:clause-split", "incoming", "clause", own=DESK, data=lambda w: {"typed": "Các đơn vị"}),
    acts("directives:clause-merge", "incoming", "clause", own=DESK, methods=POST),
    acts("directives:clause-aside", "incoming", "clause", own=DESK, data=lambda w: {"reason": "Trùng"}),
    acts("directives:clause-reopen", "incoming", "accepted_clause", own=DESK, methods=POST),
    acts("directives:clause-add", "incoming", own=DESK, data=_terms),
    acts(
        "directives:clauses-accept", "incoming", own=DESK, methods=POST, data=lambda w: {"ids": w["clause"]}
    ),
    acts("directives:document", "incoming", own=ALL, above=ALL, methods=("GET",), variant="read"),
    acts(
        "directives:document",
        "incoming",
        own=DESK,
        methods=POST,
        variant="entered",
        data=lambda w: {**FORM, "version": "1", "confirmed": "1"},
    ),
)
