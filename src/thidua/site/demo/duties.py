"""Duties of the demo: a sample plan of Cư Jút carried out by its invented schools. No fault is told of a real body."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from thidua.access.models import User
from thidua.access.queries import actor_of
from thidua.access.types import Actor, system_actor
from thidua.directives import commands as directives
from thidua.directives.commands.clauses import terms_of
from thidua.directives.queries import clauses
from thidua.directives.queries import document as document_of
from thidua.directives.types import Particulars
from thidua.duties import commands, daily
from thidua.duties.models import Duty
from thidua.duties.planning import plan
from thidua.duties.types import Said, Upload
from thidua.papers.model import Document, Letterhead, Numbering, Paragraph, Signature
from thidua.papers.pdf import to_pdf
from thidua.site.demo import TODAY
from thidua.site.demo.stage import Stage
from thidua.site.demo.units import CU_JUT, JOURNEY_SCHOOL

BEGUN = date(2021, 11, 1)
TEXT = """KẾ HOẠCH (VĂN BẢN MẪU)
Phát động thi đua trong các trường học năm học 2021 - 2022

1. Yêu cầu các nhà trường tổ chức phát động thi đua đến từng tổ chuyên môn trước ngày 30/11/2021.
2. Các nhà trường phát hiện, giới thiệu ít nhất một gương điển hình tiên tiến trước ngày 10/12/2021.
3. Giao Phòng Nội vụ Cư Jút theo dõi, đôn đốc; hằng quý tổng hợp, báo cáo kết quả.

Nơi nhận:
- Các nhà trường;
- Lưu: VT.
"""
_ABOUT = Particulars(
    issuer="Ủy ban nhân dân huyện Cư Jút", number="", place="Cư Jút", dated=BEGUN, kind="Kế hoạch",
    subject="Phát động thi đua trong các trường học năm học 2021 - 2022 (văn bản mẫu)", signer="",
    signer_title="", arrived=BEGUN,
)  # fmt: skip
_DONE = "Đã phát động tại 6 tổ chuyên môn, 38 giáo viên, nhân viên đăng ký thi đua (số liệu mẫu)."


def play(stage: Stage, users: dict[str, int], directive: int) -> None:
    """Give the duties of the sample directive; then the plan from its text to the report back.

    Of the directive nothing is told but that it was given, and given on the last day, so that no real body is late.
    """
    name = User.objects.values_list("full_name", flat=True).get(pk=users["tinh.chuyenvien"])
    office = actor_of(users["tinh.chuyenvien"], name, TODAY)
    ready = [each.clause.pk for each in plan(office, document_of(office, directive)) if each.units]
    commands.issue_accepted(actor=office, document_id=directive, clause_ids=ready)
    _plan(stage, users)


def _plan(stage: Stage, users: dict[str, int]) -> None:
    """Take the plan in, give its duties, let schools report, urge on who is late, draft the report back."""
    district = stage.by_code[CU_JUT].id
    name = User.objects.values_list("full_name", flat=True).get(pk=users["cujut.chuyenvien"])
    giver = actor_of(users["cujut.chuyenvien"], name, BEGUN)
    document = directives.take_in(actor=giver, unit_id=district, text=TEXT, sample=True)
    directives.register(actor=giver, document_id=document, version=1, particulars=_ABOUT)
    found = clauses(giver, document)
    for clause in found:
        terms = terms_of(clause)
        named = replace(terms, addressees=terms.addressees or ("các nhà trường",))
        directives.edit_clause(
            actor=giver, clause_id=clause.pk, version=clause.version, terms=named, accept=True
        )
    commands.issue_accepted(actor=giver, document_id=document, clause_ids=[clause.pk for clause in found])
    _carry_out(stage, document, replace(giver, today=date(2021, 11, 26)))
    daily.run(TODAY)
    today = replace(giver, today=TODAY)
    late = Duty.objects.filter(document=document, point="2", unit=stage.by_code["M-MN-CJ3"].id)
    commands.urge(
        actor=today,
        unit_id=district,
        to_unit_id=stage.by_code["M-MN-CJ3"].id,
        duty_ids=list(late.values_list("pk", flat=True)),
        until=date(2021, 12, 20),
    )
    commands.draft_report(
        actor=today, document_id=document, organ_id=district, addressee="Ủy ban nhân dân tỉnh Đắk Nông"
    )


def _carry_out(stage: Stage, document: int, giver: Actor) -> None:
    """The schools' reports: all launched, one with proof and accepted; two named an example, two have not yet."""
    system = system_actor(giver.today, "Dựng tỉnh mẫu")
    school = stage.by_code[JOURNEY_SCHOOL].id
    duties = Duty.objects.filter(document=document, unit__kind="school").order_by("pk")
    for duty in duties.filter(point="1"):
        own = duty.unit_id == school
        said = Said(_DONE if own else "Đã phát động trong toàn trường (số liệu mẫu).", 100, done=True)
        proofs = [Upload("ke-hoach-thi-dua-mau.pdf", _proof())] if own else []
        commands.report(actor=system, duty_id=duty.pk, said=said, proofs=proofs)
        if own:
            version = Duty.objects.values_list("version", flat=True).get(pk=duty.pk)
            commands.accept(actor=giver, duty_id=duty.pk, version=version)
    named = ((JOURNEY_SCHOOL, 100), ("M-TH-CJ2", 60))
    for code, percent in named:
        duty = duties.get(point="2", unit=stage.by_code[code].id)
        said = Said("Đã giới thiệu một gương điển hình (mẫu).", percent, done=percent == 100)
        commands.report(actor=system, duty_id=duty.pk, said=said)


def _proof() -> bytes:
    """A page that says what it is."""
    return to_pdf(
        Document(
            kind="KẾ HOẠCH",
            subject="Thi đua năm học 2021 - 2022 (giấy tờ mẫu)",
            letterhead=Letterhead(None, "TRƯỜNG MẪU", "Cư Jút"),
            number=Numbering(None, "KH-MẪU"),
            date=None,
            blocks=(Paragraph("Đây là giấy tờ mẫu để minh họa việc gửi minh chứng./."),),
            signatures=(Signature(("HIỆU TRƯỞNG",), ""),),
        )
    )
