"""The printed decision: what it says, what a draft leaves blank, the annex in its order."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.decisions.stage import FIGHTER, Stage
from tests.factories import TODAY, actor, collective, household
from thidua.access.types import Role
from thidua.decisions import commands
from thidua.decisions.content import Texts
from thidua.decisions.papers import decision_document, decision_docx, decision_pdf
from thidua.decisions.queries import decision_page
from thidua.foundation.errors import NotThere
from thidua.papers.model import Article, Document


def words(document: Document) -> str:
    """All the text of the articles."""
    parts = []
    for block in document.blocks:
        assert isinstance(block, Article)
        parts += [*block.paragraphs, *(clause.text for clause in block.clauses)]
    return "\n".join(parts)


def test_a_draft_has_neither_number_nor_date(stage: Stage) -> None:
    row = stage.draft([stage.nomination(stage.teacher("Nguyễn Văn An", gender="male", position="Giáo viên"))])
    paper = decision_document(stage.officer, row.pk)
    assert paper.number.number is None
    assert paper.number.line.endswith("/QĐ-UBND")
    assert paper.date is None
    assert paper.signatures[0].name == ""
    assert paper.letterhead.organ == "ỦY BAN NHÂN DÂN HUYỆN CƯ JÚT"
    assert paper.letterhead.superior is None
    assert paper.letterhead.place == "Cư Jút"
    assert paper.recitals[0] == "Căn cứ Luật Thi đua, Khen thưởng ngày 26 tháng 11 năm 2003"
    assert (
        paper.recitals[-1]
        == "Theo đề nghị của Thường trực Hội đồng Thi đua - Khen thưởng Ủy ban nhân dân huyện Cư Jút"
    )
    assert "Tặng danh hiệu “Lao động tiên tiến” năm 2021 cho ông Nguyễn Văn An, Giáo viên" in words(paper)
    assert decision_pdf(stage.officer, row.pk).startswith(b"%PDF-")


def test_a_signed_decision_prints_what_was_frozen(stage: Stage) -> None:
    people = [
        stage.teacher(name, gender="female")
        for name in ("Trần Thị Yến", "Trần Thị Ánh", "Lê Thị An", "Đỗ Hà")
    ]
    rows = [*stage.nominations(people), stage.nomination(people[0], FIGHTER)]
    rows += stage.nominations([collective(stage.units.school)], "advanced_collective")
    draft = stage.draft(rows)
    draft = commands.change_draft(
        stage.officer, decision_id=draft.pk, version=draft.version, subject="Về việc khen thưởng tổng kết năm 2021",
        texts=Texts(proposal="Trưởng phòng Nội vụ tại Tờ trình số 15/TTr-PNV"), receivers=["Như Điều 3", "Lưu: VT"],
    )  # fmt: skip
    signed = commands.sign(stage.signer, decision_id=draft.pk, version=draft.version, decided_on=TODAY)
    people[0].name = "Tên Mới"
    people[0].save()
    paper = decision_document(stage.officer, signed.pk)
    assert paper.number.number == "01/QĐ-UBND"
    assert paper.date == TODAY
    assert paper.recitals[-1] == "Theo đề nghị của Trưởng phòng Nội vụ tại Tờ trình số 15/TTr-PNV"
    assert paper.signatures[0].authority_lines == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert [annex.table.row_count for annex in paper.annexes] == [1, 1, 4]
    names = [[cell for cell in row if "Thị" in cell or "Hà" in cell] for row in paper.annexes[2].table.rows]
    assert [name[0] for name in names] == ["Bà Lê Thị An", "Bà Trần Thị Ánh", "Bà Đỗ Hà", "Bà Trần Thị Yến"]
    assert "Trần Thị Yến" in str(paper.annexes[0].table)
    total = 1_490_000 + 1_200_000 + 3 * 450_000
    assert f"{total:,}".replace(",", ".") in words(paper)
    assert "Nhận mức thưởng cao nhất" in str(paper.annexes[2].table)
    body = (
        zipfile.ZipFile(io.BytesIO(decision_docx(stage.officer, signed.pk)))
        .read("word/document.xml")
        .decode()
    )
    assert "01/QĐ-UBND" in body
    assert "Trần Thị Yến" in body
    assert "Tên Mới" not in body


def test_households_and_places(stage: Stage) -> None:
    family = household("Y Thu Niê", stage.units.commune)
    row = stage.published(
        [
            stage.nomination(
                family,
                "commendation_certificate_district",
                period_from=2020,
                period_to=2021,
                endorsed_as="not_eligible",
            )
        ]
    )
    assert "Tặng Giấy khen của Chủ tịch Ủy ban nhân dân huyện Cư Jút cho hộ gia đình Y Thu Niê" in words(
        decision_document(stage.officer, row.pk)
    )


def test_papers_follow_scope(stage: Stage) -> None:
    row = stage.draft([stage.nomination(stage.teacher("Nguyễn Văn An"))])
    assert decision_document(actor(Role.SPECIALIST, stage.units.province), row.pk).date is None
    for stranger in (stage.units.other_district, stage.units.school):
        with pytest.raises(NotThere):
            decision_document(actor(Role.EMULATION_OFFICER, stranger), row.pk)


def test_the_page_says_what_may_be_done(stage: Stage) -> None:
    row = stage.draft([stage.nomination(stage.teacher("Nguyễn Văn An"))])
    page = decision_page(stage.officer, row.pk)
    assert page.label == "Dự thảo"
    assert page.total_bonus == 450_000
    assert page.may["change"] == (True, "")
    assert page.may["sign"] == (False, "Chỉ thủ trưởng hoặc người ký của đơn vị ban hành được ký quyết định.")
    assert decision_page(stage.signer, row.pk).may["sign"] == (True, "")
    done = stage.published([stage.nomination(stage.teacher("Nguyễn Văn Bảo"))])
    page = decision_page(stage.officer, done.pk)
    assert page.items[0].record_id is not None
    assert len(page.items[0].code) == 10
    assert page.may["change"][0] is False
