"""Whose act is whose, part two: nominations, imports, councils, decisions."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories import TODAY
from tests.site.matrix_records import new_person
from tests.site.matrix_roles import ADMIN, ALL, COUNCIL, DESK, HEAD, SIGNERS, Line, rows_of
from tests.site.matrix_world import (
    COURSE,
    DISTRICT,
    PDF,
    PROVINCE,
    WORDS,
    WORKER,
    World,
    workbook,
)
from thidua.access.types import Actor
from thidua.councils import commands as councils
from thidua.councils.types import Vote
from thidua.decisions import commands as decisions
from thidua.insight import commands as insight
from thidua.nominations import commands as nominations
from thidua.nominations.commands.attaching import attach
from thidua.nominations.commands.by_hand import nominate_new
from thidua.nominations.commands.fast_lane import report_feat
from thidua.nominations.imports import commands as imports
from thidua.nominations.types import Asking, Event

# Nominations --------------------------------------------------------------------------------------------------

PROPOSERS = DESK | HEAD
SENDERS = DESK | SIGNERS


def _of(w: World, name: str, who: Actor) -> dict[str, Any]:
    return {"actor": who, "nomination_id": w[name], "version": w.version(name)}


def _asking(w: World) -> dict[str, Any]:
    return {"round_id": w["round"], "unit_id": w.school}


def _days() -> dict[str, Any]:
    return {"opens_on": date(2021, 12, 1), "closes_on": date(2021, 12, 31)}


NOMINATIONS = (
    Line(
        "nominations.open_round",
        lambda w, who: nominations.open_round(actor=who, unit_id=w.school, name="Đợt khác", year=2021, **_days()),
        own=DESK,
    ),
    Line(
        "nominations.change_round_close",
        lambda w, who: nominations.change_round_close(
            actor=who, round_id=w["school_round"], closes_on=date(2022, 1, 15)
        ),
        own=DESK,
    ),
    Line(
        "nominations.create_nomination",
        lambda w, who: nominations.create_nomination(
            actor=who, **_asking(w), asking=Asking(w["recipient"], WORKER, 2021)
        ),
        own=DESK,
    ),
    Line(
        "nominations.create_many",
        lambda w, who: nominations.create_many(
            actor=who, **_asking(w), asked=[Asking(w["recipient"], WORKER, 2021)], whole=True
        ),
        own=DESK,
    ),
    Line(
        "nominations.nominate_new",
        lambda w, who: nominate_new(actor=who, **_asking(w), new=new_person(w), award=WORKER, year=2021),
        own=DESK,
    ),
    Line(
        "nominations.edit_nomination",
        lambda w, who: nominations.edit_nomination(**_of(w, "draft", who), summary="Dạy tốt cả năm."),
        own=DESK,
    ),
    Line(
        "nominations.report_feat",
        lambda w, who: report_feat(
            actor=who, unit_id=w.school, who=new_person(w), what="Cứu người đuối nước", feat_on=TODAY
        ),
        own=DESK,
    ),
    Line(
        "nominations.attach",
        lambda w, who: attach(actor=who, nomination_id=w["received"], kind="report", name="a.pdf", data=PDF),
        own=DESK,
    ),
    Line(
        "nominations.propose",
        lambda w, who: rows_of(nominations.propose(actor=who, nomination_ids=[w["draft"]])),
        own=DESK,
    ),
    Line(
        "nominations.appraise",
        lambda w, who: nominations.appraise(**_of(w, "received", who), outcome="agree"),
        own=DESK, variant="agree",
    ),
    Line(
        "nominations.appraise",
        lambda w, who: nominations.appraise(
            **_of(w, "received", who), outcome="return", reason="missing_paper", text="Thiếu báo cáo."
        ),
        own=DESK, variant="return",
    ),
    Line(
        "nominations.appraise",
        lambda w, who: nominations.appraise(
            **_of(w, "received", who), outcome="reject", reason="duplicate", text="Đã khen thành tích này."
        ),
        own=DESK, variant="reject",
    ),
    Line(
        "nominations.appraise",
        lambda w, who: nominations.appraise(
            **_of(w, "voted", who), outcome="return", reason="missing_paper", text="Thiếu báo cáo."
        ),
        own=HEAD, variant="return after the vote",
    ),
    Line(
        "nominations.endorse",
        lambda w, who: nominations.endorse(**_of(w, "voted", who), **WORDS),
        own=HEAD,
    ),
    Line(
        "nominations.supplement",
        lambda w, who: nominations.supplement(**_of(w, "returned", who), text="Đã nộp báo cáo."),
        own=DESK,
    ),
    Line(
        "nominations.withdraw",
        lambda w, who: nominations.withdraw(**_of(w, "received", who), text="Đề nghị nhầm."),
        own=PROPOSERS,
    ),
    Line(
        "nominations.withdraw",
        lambda w, who: nominations.withdraw(**_of(w, "sent", who), text="Đề nghị nhầm."),
        own=PROPOSERS, variant="from the unit above",
    ),
    Line(
        "nominations.record_state_refusal",
        lambda w, who: nominations.record_state_refusal(
            **_of(w, "forwarded", who), reason="duplicate", text="Đã khen thành tích này."
        ),
        own=DESK, place=PROVINCE,
    ),
    Line(
        "nominations.advance",
        lambda w, who: nominations.advance(
            **_of(w, "received", who), unit_id=w.school, event=Event.APPRAISE_AGREE
        ),
        own=DESK,
    ),
    Line(
        "nominations.advance",
        lambda w, who: nominations.advance(
            **_of(w, "sent", who), unit_id=w.unit("district").pk, event=Event.APPRAISE_AGREE
        ),
        own=DESK, place=DISTRICT, variant="at the district",
    ),
    Line(
        "nominations.advance_many",
        lambda w, who: rows_of(
            nominations.advance_many(
                actor=who, unit_id=w.school, items=[w["received"]], event=Event.APPRAISE_AGREE
            )
        ),
        own=DESK,
    ),
    # Asks no permission: whoever calls has one already, and the answer of the law is the same for all.
    Line(
        "nominations.recheck",
        lambda w, who: nominations.recheck(actor=who, nomination_ids=[w["received"]]),
        own=ALL, above=ALL, outside=ALL,
    ),
    Line(
        "nominations.recheck_recipients",
        lambda w, who: nominations.recheck_recipients(actor=who, recipient_ids=[w["recipient"]]),
        own=ALL, above=ALL, outside=ALL,
    ),
    Line(
        "nominations.draft_submission",
        lambda w, who: nominations.draft_submission(actor=who, **_asking(w), nomination_ids=[w["ready"]]),
        own=DESK,
    ),
    Line(
        "nominations.change_submission",
        lambda w, who: nominations.change_submission(actor=who, submission_id=w["submission"], add=[w["ready"]]),
        own=DESK,
    ),
    Line(
        "nominations.cancel_submission",
        lambda w, who: nominations.cancel_submission(actor=who, submission_id=w["submission"]),
        own=DESK,
    ),
    Line(
        "nominations.send_submission",
        lambda w, who: nominations.send_submission(
            actor=who, submission_id=w["submission"], signer="Trần Văn Bình", authority_lines=["HIỆU TRƯỞNG"]
        ),
        own=SENDERS,
    ),
)  # fmt: skip

IMPORTS = (
    Line(
        "imports.upload",
        lambda w, who: imports.upload(
            actor=who, **_asking(w), name="ds.xlsx", data=workbook({"kind": "Cá nhân", "name": "Hồ Thị Mới"})
        ),
        own=DESK,
    ),
    Line(
        "imports.answer",
        lambda w, who: imports.answer(
            actor=who, batch_id=w["import_asks"], row_number=w["import_row"], recipient_id=w["twin"]
        ),
        own=DESK,
    ),
    Line(
        "imports.confirm",
        lambda w, who: imports.confirm(actor=who, batch_id=w["import_ready"]),
        own=DESK,
    ),
    Line("imports.undo", lambda w, who: imports.undo(actor=who, batch_id=w["import_done"]), own=DESK),
)  # fmt: skip

# Councils -----------------------------------------------------------------------------------------------------

FOUNDERS = DESK | ADMIN
SINCE = date(2021, 1, 1)


def _session(w: World, who: Actor, name: str = "session") -> dict[str, Any]:
    return {"actor": who, "session_id": w[name]}


COUNCILS = (
    Line(
        "councils.found_council",
        lambda w, who: councils.found_council(
            actor=who, unit_id=w.unit("province").pk, name="Hội đồng tỉnh", since=SINCE
        ),
        own=FOUNDERS, place=PROVINCE,
    ),
    Line(
        "councils.dissolve_council",
        lambda w, who: councils.dissolve_council(actor=who, council_id=w["council_district"], until=TODAY),
        own=FOUNDERS, place=DISTRICT,
    ),
    Line(
        "councils.seat_member",
        lambda w, who: councils.seat_member(
            actor=who, council_id=w["council_school"], name="Lý Thị Tư", since=SINCE
        ),
        own=FOUNDERS,
    ),
    Line(
        "councils.unseat_member",
        lambda w, who: councils.unseat_member(actor=who, member_id=w["seat"], until=TODAY),
        own=FOUNDERS,
    ),
    Line(
        "councils.open_session",
        lambda w, who: councils.open_session(
            actor=who, council_id=w["council_school"], round_id=w["round"], held_on=TODAY,
            nomination_ids=[w["appraised"]],
        ),
        own=COUNCIL,
    ),
    Line(
        "councils.change_agenda",
        lambda w, who: councils.change_agenda(**_session(w, who), add=[w["appraised"]]),
        own=COUNCIL,
    ),
    Line(
        "councils.record_course",
        lambda w, who: councils.record_course(**_session(w, who), course=COURSE),
        own=COUNCIL,
    ),
    Line(
        "councils.record_votes",
        lambda w, who: councils.record_votes(**_session(w, who), votes=[Vote(w["on_agenda"], 1)]),
        own=COUNCIL,
    ),
    Line(
        "councils.close_session",
        lambda w, who: rows_of(councils.close_session(**_session(w, who, "session_counted"))),
        own=COUNCIL,
    ),
    Line(
        "councils.cancel_session",
        lambda w, who: councils.cancel_session(**_session(w, who), reason="Hoãn họp"),
        own=COUNCIL,
    ),
)  # fmt: skip

# Decisions ----------------------------------------------------------------------------------------------------


def _decision(w: World, name: str) -> dict[str, Any]:
    return {"decision_id": w[f"decision_{name}"], "version": w.version(f"decision_{name}")}


def _because() -> dict[str, Any]:
    return {"reason": "Sai tên trong báo cáo", "decided_on": TODAY}


DECISIONS = (
    Line(
        "decisions.draft_decision",
        lambda w, who: decisions.draft_decision(who, unit_id=w.school, nomination_ids=[w["free"]]),
        own=DESK,
    ),
    Line(
        "decisions.change_draft",
        lambda w, who: decisions.change_draft(who, **_decision(w, "draft"), subject="Về việc khen thưởng"),
        own=DESK,
    ),
    Line(
        "decisions.add_to_draft",
        lambda w, who: decisions.add_to_draft(who, **_decision(w, "draft"), nomination_ids=[w["free"]]),
        own=DESK,
    ),
    Line(
        "decisions.take_out",
        lambda w, who: decisions.take_out(who, **_decision(w, "draft"), nomination_id=w["in_draft"]),
        own=DESK,
    ),
    Line(
        "decisions.cancel_draft",
        lambda w, who: decisions.cancel_draft(who, **_decision(w, "draft"), reason="Soạn lại"),
        own=DESK,
    ),
    Line(
        "decisions.sign",
        lambda w, who: decisions.sign(who, **_decision(w, "draft"), decided_on=TODAY),
        own=SIGNERS,
    ),
    Line(
        "decisions.attach_signed_file",
        lambda w, who: decisions.attach_signed_file(who, **_decision(w, "signed"), upload=PDF, name="ky.pdf"),
        own=DESK | SIGNERS,
    ),
    Line(
        "decisions.publish",
        lambda w, who: decisions.publish(who, **_decision(w, "signed")),
        own=DESK,
    ),
    Line(
        "decisions.correct",
        lambda w, who: decisions.correct(
            who, **_decision(w, "published"), record_id=w["award_published"], name="Lê Văn Mới", **_because()
        ),
        own=SIGNERS,
    ),
    Line(
        "decisions.revoke",
        lambda w, who: decisions.revoke(
            who, **_decision(w, "published"), record_ids=[w["award_published"]], **_because()
        ),
        own=SIGNERS,
    ),
    Line(
        "decisions.restore",
        lambda w, who: decisions.restore(
            who, **_decision(w, "revoked"), record_ids=[w["award_revoked"]], **_because()
        ),
        own=SIGNERS,
    ),
    Line(
        "decisions.record_external",
        lambda w, who: decisions.record_external(
            who, unit_id=w.unit("province").pk, nomination_ids=[w["forwarded"]], issuer="Chủ tịch nước",
            number="15/QĐ-CTN", decided_on=TODAY,
        ),
        own=DESK, place=PROVINCE,
    ),
)  # fmt: skip


INSIGHT = (
    Line(
        "insight.start_run",
        lambda w, who: insight.start_run(actor=who, unit_id=w.school, year=TODAY.year),
        own=DESK, above=DESK,
    ),
)  # fmt: skip

WAY: tuple[Line, ...] = (*NOMINATIONS, *IMPORTS, *COUNCILS, *DECISIONS, *INSIGHT)
