"""Submissions: drafted, changed, numbered and sent whole or not at all; the paper they print."""

from __future__ import annotations

import pytest

from tests.nominations.conftest import CERTIFICATE, DISTRICT_AWARD, STATE_AWARD, Stage
from thidua.access.types import Actor
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.invariants import broken
from thidua.foundation.models import NumberSeries
from thidua.nominations import commands
from thidua.nominations.logic import usual_subject
from thidua.nominations.models import Nomination, Submission, SubmissionItem
from thidua.nominations.papers import submission_document, submission_docx, submission_pdf
from thidua.nominations.queries import submission_candidates, submission_page, submissions
from thidua.nominations.types import Event
from thidua.papers.lint import lint


def _draft(stage: Stage, *pks: int) -> int:
    return commands.draft_submission(
        actor=stage.officer, unit_id=stage.units.school.pk, round_id=stage.round_id, nomination_ids=pks
    )


def _send(who: Actor, pk: int) -> str:
    return commands.send_submission(
        actor=who, submission_id=pk, signer="Trần Văn Bình", authority_lines=["HIỆU TRƯỞNG"]
    )


def _two(stage: Stage) -> tuple[int, int]:
    return (
        stage.endorsed(stage.draft(DISTRICT_AWARD, stage.person("An"))),
        stage.endorsed(stage.draft(CERTIFICATE, stage.person("Bình"))),
    )


def test_numbers_run_without_gaps(stage: Stage) -> None:
    first, second = _two(stage)
    assert [_send(stage.officer, _draft(stage, pk)) for pk in (first, second)] == [
        "01/TTr-THCSND",
        "02/TTr-THCSND",
    ]
    assert list(broken()) == []


def test_it_is_sent_once(stage: Stage) -> None:
    made = _draft(stage, *_two(stage))
    _send(stage.officer, made)
    for act in (
        lambda: _send(stage.officer, made),
        lambda: commands.cancel_submission(actor=stage.officer, submission_id=made),
        lambda: commands.change_submission(actor=stage.officer, submission_id=made, subject="Khác"),
    ):
        with pytest.raises(Refused, match="Tờ trình đã gửi"):
            act()


def test_if_one_cannot_go_none_goes_and_no_number_is_lost(stage: Stage) -> None:
    first, second = _two(stage)
    made = _draft(stage, first, second)
    stage.do(stage.officer, second, Event.WITHDRAW)
    with pytest.raises(Refused, match="Bình: "):
        _send(stage.officer, made)
    assert Nomination.objects.get(pk=first).review_state == "endorsed"
    assert Submission.objects.get(pk=made).number == ""
    assert not NumberSeries.objects.filter(unit_id=stage.units.school.pk, last__gt=0).exists()
    commands.change_submission(actor=stage.officer, submission_id=made, remove=[second])
    assert _send(stage.officer, made) == "01/TTr-THCSND"


@pytest.mark.parametrize(
    ("signer", "lines", "says"), [(" ", ["HT"], "người ký"), ("Lê B", [" "], "thẩm quyền")]
)
def test_it_needs_a_signer(stage: Stage, signer: str, lines: list[str], says: str) -> None:
    made = _draft(stage, _two(stage)[0])
    with pytest.raises(Refused, match=says):
        commands.send_submission(
            actor=stage.officer, submission_id=made, signer=signer, authority_lines=lines
        )


def test_what_cannot_travel_is_named(stage: Stage) -> None:
    first, second = _two(stage)
    _draft(stage, first)
    with pytest.raises(Refused, match="An: đã có trong một dự thảo"):
        _draft(stage, first)
    with pytest.raises(Refused, match="chưa duyệt"):
        _draft(stage, stage.draft(CERTIFICATE, stage.person("Chi")))
    with pytest.raises(Refused, match="không tìm thấy"):
        _draft(stage, second, 999_999)
    empty = _draft(stage)
    with pytest.raises(Refused, match="chưa có hồ sơ"):
        _send(stage.officer, empty)


def test_a_cancelled_draft_lets_its_nominations_go(stage: Stage) -> None:
    first, _ = _two(stage)
    commands.cancel_submission(actor=stage.officer, submission_id=_draft(stage, first))
    assert Nomination.objects.get(pk=first).review_state == "endorsed"
    again = _draft(stage, first)
    assert SubmissionItem.objects.filter(submission=again).count() == 1


def test_sender_and_receiver_see_it_others_do_not(stage: Stage) -> None:
    made = _draft(stage, *_two(stage))
    assert [row.id for row in submissions(stage.officer)] == [made]
    assert submissions(stage.district_officer, direction="received") == []
    _send(stage.officer, made)
    assert [row.items for row in submissions(stage.district_officer, direction="received")] == [2]
    page = submission_page(stage.district_officer, made)
    assert [item.recipient for item in page.items] == ["An", "Bình"]
    assert not page.may_change
    assert not page.may_send
    with pytest.raises(NotThere):
        submission_page(stage.stranger, made)
    with pytest.raises(NotThere):
        _send(stage.stranger, made)


def test_candidates_are_endorsed_and_free(stage: Stage) -> None:
    first, second = _two(stage)
    stage.endorsed(stage.draft("advanced_worker", stage.person("Chi")))
    school = stage.units.school.pk
    assert {row.id for row in submission_candidates(stage.officer, unit_id=school)} == {first, second}
    _draft(stage, first)
    assert {row.id for row in submission_candidates(stage.officer, unit_id=school)} == {second}
    assert submission_candidates(stage.stranger, unit_id=school) == []


def test_the_paper_says_who_asks_whom_for_what(stage: Stage) -> None:
    made = _draft(stage, *_two(stage))
    draft = submission_document(stage.officer, made)
    assert draft.number.number is None
    _send(stage.officer, made)
    paper = submission_document(stage.district_officer, made)
    assert paper.number.number == "01/TTr-THCSND"
    assert paper.addressees == ("Chủ tịch Ủy ban nhân dân huyện Cư Jút",)
    assert paper.letterhead.superior == "ỦY BAN NHÂN DÂN HUYỆN CƯ JÚT"
    assert [annex.table.row_count for annex in paper.annexes] == [1, 1]
    assert any("Luật Thi đua, Khen thưởng" in line for line in paper.recitals)
    assert lint(paper) == ()
    assert submission_pdf(stage.officer, made).startswith(b"%PDF")
    assert submission_docx(stage.officer, made).startswith(b"PK")


def test_the_paper_to_the_state_names_the_prime_minister(stage: Stage) -> None:
    pk = stage.endorsed(stage.at_province(STATE_AWARD), stage.province_officer, stage.province_head)
    made = stage.sent([pk], stage.province_officer, stage.units.province.pk)
    paper = submission_document(stage.province_officer, made)
    assert paper.addressees == ("Thủ tướng Chính phủ (qua Ban Thi đua - Khen thưởng Trung ương)",)
    assert paper.letterhead.superior is None


def test_an_empty_draft_prints_nothing(stage: Stage) -> None:
    with pytest.raises(Refused, match="chưa có"):
        submission_document(stage.officer, _draft(stage))


def test_the_subject_names_route_and_year() -> None:
    assert usual_subject("merit", 2021) == "Về việc đề nghị khen thưởng năm 2021"
    assert usual_subject("sudden", 2021) == "Về việc đề nghị khen thưởng đột xuất năm 2021"
