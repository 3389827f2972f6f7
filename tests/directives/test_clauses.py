"""What an officer makes of the clauses: words and places kept through every edit, split and merge."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from tests.directives.test_documents import SEED, officer
from tests.factories import SYSTEM, TODAY, Province
from thidua.directives import commands, logic, queries
from thidua.directives.invariants import INVARIANTS
from thidua.directives.models import Clause
from thidua.directives.news import clause_reopening
from thidua.directives.reading import DutyKind
from thidua.directives.types import ClauseState, ClauseTerms
from thidua.foundation.errors import NotThere, Refused, Stale
from thidua.foundation.models import LedgerEntry

TEXT = (
    "1. Giao Sở Nội vụ theo dõi phong trào; tổng hợp báo cáo trước ngày 15/12/2021.\n"
    "2. UBND các huyện, thành phố tổ chức phát động thi đua, khen thưởng kịp thời.\n"
)
TERMS = ClauseTerms("Lập danh sách điển hình.", DutyKind.EXEMPLARS, ("Sở Nội vụ",), date(2022, 1, 5))


def taken(unit: Any, text: str = TEXT) -> tuple[int, list[Clause]]:
    pk = commands.take_in(actor=SYSTEM, unit_id=unit.pk, text=text)
    return pk, queries.clauses(SYSTEM, pk)


def whole(document_id: int) -> list[Clause]:
    """The clauses, after it is certain that all invariants hold."""
    assert not [row for each in INVARIANTS for row in each.rows()]
    return queries.clauses(SYSTEM, document_id)


@pytest.mark.django_db
def test_a_clause_is_accepted_and_looked_at_again_unless_a_duty_stands_on_it(province: Province) -> None:
    who = officer(province.province)
    pk, (first, *_) = taken(province.province)
    commands.accept_clause(actor=who, clause_id=first.pk, version=1)
    assert [each.pk for each in queries.accepted_clauses(who, pk)] == [first.pk]
    with pytest.raises(Stale):
        commands.accept_clause(actor=who, clause_id=first.pk, version=1)
    with pytest.raises(Refused, match="Đã chấp nhận"):
        commands.edit_clause(actor=who, clause_id=first.pk, version=2, terms=TERMS)

    def stands(clause_id: int, **_: Any) -> None:
        raise Refused(f"Nội dung {clause_id} đã thành nhiệm vụ.")

    clause_reopening.connect(stands)
    try:
        with pytest.raises(Refused, match="đã thành nhiệm vụ"):
            commands.reopen_clause(actor=who, clause_id=first.pk, version=2)
    finally:
        clause_reopening.disconnect(stands)
    commands.reopen_clause(actor=who, clause_id=first.pk, version=2)
    assert queries.accepted_clauses(who, pk) == []
    with pytest.raises(NotThere):
        commands.accept_clause(actor=officer(province.district), clause_id=first.pk, version=3)


@pytest.mark.django_db
def test_new_words_are_the_officers_and_the_place_stays(province: Province) -> None:
    pk, (first, *_) = taken(province.province)
    commands.edit_clause(actor=SYSTEM, clause_id=first.pk, version=1, terms=TERMS, accept=True)
    now = whole(pk)[0]
    assert (now.text, now.reworded, now.state) == (TERMS.text, True, ClauseState.ACCEPTED)
    assert (now.start, now.end, now.deadline) == (first.start, first.end, date(2022, 1, 5))
    entry = LedgerEntry.objects.get(act="directives.edit_clause")
    assert "Lập danh sách" in entry.changes
    nobody = ClauseTerms("Làm gì đó cho ai đó.", DutyKind.OTHER, ())
    other = whole(pk)[1]
    with pytest.raises(Refused, match="giao cho ai"):
        commands.edit_clause(actor=SYSTEM, clause_id=other.pk, version=1, terms=nobody, accept=True)


@pytest.mark.django_db
def test_split_parts_keep_their_places_and_are_read_again(province: Province) -> None:
    pk, clauses = taken(province.province)
    one = clauses[-1]
    typed = one.text.replace("thi đua, khen", "thi đua,\nkhen")
    ids = commands.split_clause(actor=SYSTEM, clause_id=one.pk, version=1, typed=typed)
    head, tail = whole(pk)[-2:]
    assert [head.pk, tail.pk] == ids
    assert head.text.endswith("phát động thi đua,")
    assert (tail.text, tail.kind, tail.point) == ("khen thưởng kịp thời", DutyKind.COMMEND, "2")
    assert tail.addressees == head.addressees == ["UBND các huyện, thành phố"]
    with pytest.raises(Refused, match="không được sửa lời"):
        commands.split_clause(actor=SYSTEM, clause_id=tail.pk, version=1, typed="khen\nchê kịp thời")
    with pytest.raises(Refused, match="Chưa xuống dòng"):
        commands.split_clause(actor=SYSTEM, clause_id=tail.pk, version=1, typed=tail.text)
    commands.merge_clause(actor=SYSTEM, clause_id=head.pk, version=2)
    again = whole(pk)[-1]
    assert (again.text, again.start, again.end) == (one.text, one.start, one.end)
    assert Clause.objects.get(pk=tail.pk).merged_into_id == head.pk


@pytest.mark.django_db
def test_a_merged_clause_takes_what_lies_between_and_both_addressees(province: Province) -> None:
    pk, (first, second, third) = taken(province.province)
    commands.merge_clause(actor=SYSTEM, clause_id=first.pk, version=1)
    commands.merge_clause(actor=SYSTEM, clause_id=first.pk, version=2)
    [only] = whole(pk)
    assert only.text == TEXT[first.start : third.end]
    assert only.addressees == ["Sở Nội vụ", "UBND các huyện, thành phố"]
    assert only.deadline == second.deadline == date(2021, 12, 15)
    with pytest.raises(Refused, match="Không còn nội dung nào"):
        commands.merge_clause(actor=SYSTEM, clause_id=first.pk, version=3)


@pytest.mark.django_db
def test_an_added_clause_stands_behind_its_point_and_cannot_be_split(province: Province) -> None:
    pk, clauses = taken(province.province)
    added = commands.add_clause(actor=SYSTEM, document_id=pk, point="1", terms=TERMS)
    assert [each.pk for each in whole(pk)] == [clauses[0].pk, clauses[1].pk, added, clauses[2].pk]
    assert [each.order for each in whole(pk)] == [1, 2, 3, 4]
    for act, more in (
        (commands.split_clause, {"typed": "Lập danh\nsách điển hình."}),
        (commands.merge_clause, {}),
    ):
        with pytest.raises(Refused, match="còn nguyên lời"):
            act(actor=SYSTEM, clause_id=added, version=1, **more)
    with pytest.raises(Refused, match="lý do"):
        commands.set_aside_clause(actor=SYSTEM, clause_id=added, version=1, reason=" ")
    commands.set_aside_clause(actor=SYSTEM, clause_id=added, version=1, reason="Trùng với điểm 2")
    assert Clause.objects.get(pk=added).state == ClauseState.SET_ASIDE


@given(st.text(alphabet="ab \n,", min_size=1, max_size=30), st.data())
def test_parts_hold_every_sign_once_and_in_order(text: str, data: Any) -> None:
    signs = [at for at, sign in enumerate(text) if not sign.isspace()]
    cuts = sorted(data.draw(st.sets(st.sampled_from(signs[1:]), max_size=4))) if len(signs) > 1 else []
    flat = text.replace("\n", " ")
    typed = "\n".join(flat[a:b] for a, b in zip([0, *cuts], [*cuts, len(flat)], strict=True))
    spans, decision = logic.parts(text, typed)
    assert bool(decision) == bool(cuts)
    if cuts:
        assert len(spans) == len(cuts) + 1
        assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
        assert all(not text[a].isspace() and not text[b - 1].isspace() for a, b in spans)


@pytest.mark.django_db
def test_the_officer_works_through_the_clauses_on_the_pages(
    province: Province, settings: Any, django_assert_max_num_queries: Any
) -> None:
    settings.TODAY = TODAY.isoformat()
    who = officer(province.province)
    client = Client()
    client.force_login(
        factories.User.objects.get(pk=who.user_id), backend="django.contrib.auth.backends.ModelBackend"
    )
    pk, clauses = taken(province.province, SEED)
    with django_assert_max_num_queries(12):
        body = client.get(reverse("directives:document", args=[pk])).content.decode()
    assert f"Còn {len(clauses)} nội dung chờ xem" in body
    charge, media = clauses[-1], next(each for each in clauses if "thông tin truyền thông" in each.text)
    path = reverse("directives:clause", args=[pk, media.pk])
    assert (
        "Chưa tìm thấy đơn vị cho “Các cơ quan thông tin truyền thông”" in client.get(path).content.decode()
    )
    form = {"text": media.text, "kind": media.kind, "addressees": "Sở Nội vụ", "version": "1", "accept": "1"}
    assert client.post(path, form).status_code == 302
    picked = {"ids": [charge.pk, media.pk], "confirmed": "1"}
    report = client.post(reverse("directives:clauses-accept", args=[pk]), picked).content.decode()
    assert "Đã được xem xong" in report
    assert {each.pk for each in queries.accepted_clauses(who, pk)} == {charge.pk, media.pk}
    stale = client.post(reverse("directives:clause-reopen", args=[pk, charge.pk]), {"version": "1"})
    assert stale.status_code == 409
