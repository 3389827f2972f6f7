"""Checks: what is kept, what is not made twice, what they lean on, replay and export, by whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.decisions.stage import FIGHTER, WORKER, Stage
from tests.factories import SYSTEM, TODAY, actor, person
from thidua.access.types import Role
from thidua.achievements import commands as achievements
from thidua.achievements.models import Initiative, Rating
from thidua.achievements.types import Basis, NewAward
from thidua.eligibility.commands import check_many, preview
from thidua.eligibility.invariants import INVARIANTS
from thidua.eligibility.models import Check, CheckLean
from thidua.eligibility.queries import (
    check_view,
    checks_of_nomination,
    export_question,
    leaning_on,
    newest_check,
    newest_check_system,
    replay,
)
from thidua.eligibility.types import Asked
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.invariants import broken
from thidua.foundation.triggers import free
from thidua.kernel.names import sort_key
from thidua.kernel.text import fold
from thidua.lawbook import check, load_book, parse_questions
from thidua.nominations.models import Nomination
from thidua.organisation.models import Person, Recipient


def asked(row: Nomination, **fields: Any) -> Asked:
    """The question of a nomination."""
    known: dict[str, Any] = {
        "nomination_id": row.pk, "recipient_id": row.recipient_id, "award": row.award, "route": row.route,
        "year": row.year, "period_from": row.period_from, "period_to": row.period_to,
        "achievement": row.achievement, "decided_on": TODAY,
    }  # fmt: skip
    return Asked(**(known | fields))


def alone(recipient: Recipient, award: str = WORKER) -> Asked:
    """A question without a nomination."""
    return Asked(None, recipient.pk, award, "merit", 2021, None, None, "", TODAY)


def test_an_answer_is_kept_with_law_facts_and_question(stage: Stage) -> None:
    row = stage.nomination(stage.teacher("Nguyễn Văn An"), FIGHTER)
    outcome = check_many(SYSTEM, [asked(row)])[row.pk]
    kept = Check.objects.get()
    assert (outcome.check_id, outcome.verdict) == (kept.pk, "eligible")
    assert kept.law_digest == load_book().digest
    assert kept.question["question"] == {
        "award": FIGHTER, "route": "merit", "decided_on": "2021-12-15", "year": 2021,
    }  # fmt: skip
    assert "91/2017/NĐ-CP" in kept.law
    assert list(broken(INVARIANTS)) == []


def test_advice_is_kept_with_the_answer_and_does_not_ask_again(stage: Stage) -> None:
    woman = stage.nomination(stage.teacher("Nguyễn Thị An", gender="female"), FIGHTER)
    man = stage.nomination(stage.teacher("Nguyễn Văn An"), FIGHTER)
    first = check_many(SYSTEM, map(asked, (woman, man)))
    kept = {row.nomination_id: row for row in Check.objects.all()}
    assert [(each["rule"], each["cites"]) for each in kept[woman.pk].advice] == [
        ("prefer_women", ["91/2017/NĐ-CP Đ3"])
    ]
    assert kept[man.pk].advice == []
    assert first[woman.pk].verdict == first[man.pk].verdict == "eligible"
    view = newest_check(SYSTEM, woman.pk)
    assert view is not None and "chọn cá nhân nữ" in view.advice[0].says
    free(connection, "eligibility_check")
    Check.objects.update(advice=[])  # as one made before advice was kept
    assert check_many(SYSTEM, map(asked, (woman, man))) == first
    old = newest_check(SYSTEM, woman.pk)
    assert old is not None and old.advice == ()


def test_nothing_new_is_made_while_nothing_changed(stage: Stage) -> None:
    rows = [stage.nomination(stage.teacher(f"Nguyễn Văn A{n}")) for n in range(3)]
    first = check_many(SYSTEM, map(asked, rows))
    assert check_many(SYSTEM, map(asked, rows)) == first
    assert Check.objects.count() == 3
    achievements.set_rating(SYSTEM, recipient_id=rows[1].recipient_id, year=2021, level="not_completed")
    second = check_many(SYSTEM, map(asked, rows))
    assert Check.objects.filter(decided_on=TODAY).count() == 4
    assert second[rows[0].pk] == first[rows[0].pk]
    assert second[rows[1].pk].verdict == "not_eligible"
    third = check_many(SYSTEM, [asked(rows[0], decided_on=date(2021, 12, 14))])
    assert third[rows[0].pk].check_id != first[rows[0].pk].check_id
    fourth = check_many(SYSTEM, [asked(rows[0], ballot={"members": 9, "present": 9, "yes": 9})])
    assert fourth[rows[0].pk].check_id != third[rows[0].pk].check_id


def test_a_changed_law_makes_a_new_check(stage: Stage) -> None:
    row = stage.nomination(stage.teacher("Nguyễn Văn An"))
    first = check_many(SYSTEM, [asked(row)])[row.pk]
    free(connection, "eligibility_check")
    Check.objects.update(law_digest="0" * 64)
    assert check_many(SYSTEM, [asked(row)])[row.pk].check_id != first.check_id
    assert replay(SYSTEM, first.check_id).same_law is False


def test_the_same_person_is_asked_about_two_awards(stage: Stage) -> None:
    who = stage.teacher("Nguyễn Văn An")
    rows = [stage.nomination(who, WORKER), stage.nomination(who, FIGHTER)]
    assert set(check_many(SYSTEM, map(asked, rows))) == {row.pk for row in rows}
    assert Check.objects.count() == 2


def test_preview_keeps_nothing(stage: Stage) -> None:
    row = stage.nomination(stage.teacher("Nguyễn Văn An"))
    assert preview(SYSTEM, [asked(row)])[row.pk]["verdict"] == "eligible"
    assert not Check.objects.exists()


def test_quota_and_vote_go_into_the_question(stage: Stage) -> None:
    row = stage.nomination(stage.teacher("Nguyễn Văn An"), FIGHTER)
    over = asked(row, unit={"advanced_workers": 10, "fighters_proposed": 2, "place": 2})
    assert check_many(SYSTEM, [over])[row.pk].verdict == "not_eligible"
    assert Check.objects.get().question["question"]["unit"]["place"] == 2


def test_facts_that_the_format_refuses_are_unknown_and_say_where(stage: Stage) -> None:
    bad, good = (stage.nomination(stage.teacher(name)) for name in ("Nguyễn Văn An", "Trần Văn Bình"))
    Initiative.objects.filter(recipient=bad.recipient).update(stable_years=-1)
    outcomes = check_many(SYSTEM, [asked(bad), asked(good)])
    assert (outcomes[bad.pk].verdict, outcomes[good.pk].verdict) == ("unknown", "eligible")
    kept = Check.objects.get(nomination_id=bad.pk)
    assert "stable_years" in kept.missing[0]["fact"]
    assert kept.findings[0]["rule"] == "record"


def fighter(stage: Stage, name: str = "Nguyễn Văn An") -> tuple[Nomination, list[int]]:
    """Someone put forward for the provincial title on three titles; the ids of those records."""
    who = stage.teacher(name, facts_to=None)
    ids = []
    for year in (2019, 2020, 2021):
        Rating.objects.get_or_create(recipient=who, year=year, defaults={"level": "excellent"})
        basis = Basis(f"{year}/QĐ-UBND", date(year, 12, 1), "Chủ tịch")
        made = achievements.enter_past_award(SYSTEM, award=NewAward(who.pk, FIGHTER, year), basis=basis)
        ids.append(made.pk)
    Initiative.objects.filter(recipient=who).update(scope="province", recognised_by="province")
    return stage.nomination(who, "provincial_emulation_fighter", holder=stage.units.province), ids


def test_a_revoked_record_shows_every_check_that_leaned_on_it(stage: Stage) -> None:
    row, ids = fighter(stage)
    other, _ = fighter(stage, "Trần Văn Bình")
    outcome = check_many(SYSTEM, [asked(row), asked(other)])[row.pk]
    assert outcome.verdict == "eligible"
    assert set(
        CheckLean.objects.filter(check_made_id=outcome.check_id).values_list("record_id", flat=True)
    ) == set(ids)
    (leaning,) = leaning_on(stage.officer, ids[:1])
    assert (leaning.check_id, leaning.nomination_id, leaning.recipient) == (
        outcome.check_id, row.pk, "Nguyễn Văn An",
    )  # fmt: skip
    achievements.revoke(
        SYSTEM, record_ids=ids[:1], by_unit_id=stage.district.pk, reason="Khai sai", on=date(2021, 12, 14)
    )
    assert check_many(SYSTEM, [asked(row)])[row.pk].verdict == "not_eligible"
    assert leaning_on(actor(Role.HEAD, stage.units.other_district), ids) == []
    assert list(broken(INVARIANTS)) == []


def test_the_page_shows_conditions_with_links_to_records(stage: Stage) -> None:
    row, _ = fighter(stage)
    assert newest_check(stage.officer, row.pk) is None
    check_many(SYSTEM, [asked(row)])
    with CaptureQueriesContext(connection) as seen:
        view = newest_check_system(row.pk)
    assert len(seen) <= 2
    assert view is not None
    assert view.title == "Đủ điều kiện"
    proofs = {proof.words for condition in view.conditions for proof in condition.proofs}
    assert "Chiến sĩ thi đua cơ sở năm 2019, Quyết định số 2019/QĐ-UBND ngày 01/12/2019" in proofs
    with pytest.raises(NotThere):
        newest_check(actor(Role.HEAD, stage.units.other_district), row.pk)


def test_missing_facts_name_who_supplies_them(stage: Stage) -> None:
    row = stage.nomination(person("Nguyễn Văn An", stage.units.school, facts_from=None, facts_to=None))
    check_many(SYSTEM, [asked(row)])
    view = newest_check(stage.officer, row.pk)
    assert view is not None
    assert view.verdict == "unknown"
    assert view.missing
    assert all(each.what and each.who for each in view.missing)


def test_replay_on_the_same_book_is_the_same(stage: Stage) -> None:
    rows = [fighter(stage)[0], stage.nomination(stage.teacher("Lê Thị Hà", level="completed"), FIGHTER)]
    for outcome in check_many(SYSTEM, map(asked, rows)).values():
        again = replay(stage.officer, outcome.check_id)
        assert again.same
        assert again.same_law


def test_replay_tells_what_changed(stage: Stage) -> None:
    row = stage.nomination(stage.teacher("Nguyễn Văn An"), FIGHTER)
    pk = check_many(SYSTEM, [asked(row)])[row.pk].check_id
    kept = Check.objects.get()
    for finding in kept.findings:
        finding["result"] = "no"
    free(connection, "eligibility_check")
    Check.objects.filter(pk=pk).update(findings=kept.findings, verdict="not_eligible")
    again = replay(stage.officer, pk)
    assert (again.before, again.after, again.same) == ("not_eligible", "eligible", False)
    assert {each.before for each in again.differences} == {"no"}
    assert len(again.differences) == len(kept.findings)


def test_the_exported_question_gives_the_same_verdict_at_the_command_line(
    stage: Stage, tmp_path: Path
) -> None:
    rows = [fighter(stage)[0], stage.nomination(stage.teacher("Lê Thị Hà", level="completed"), FIGHTER)]
    for outcome in check_many(SYSTEM, map(asked, rows)).values():
        text = export_question(stage.officer, outcome.check_id)
        (question,) = parse_questions(text, "xuat.yaml")
        kept = Check.objects.get(pk=outcome.check_id)
        said = check(load_book(), question).as_json()
        assert said["verdict"] == kept.verdict
        assert said["findings"] == kept.findings
        assert said["missing"] == kept.missing


def test_who_may_ask(stage: Stage) -> None:
    who = stage.teacher("Nguyễn Văn An")
    for role in Role:
        assert check_many(actor(role, stage.units.school), [alone(who)])[who.pk].verdict == "eligible"
        for act in (check_many, preview):
            with pytest.raises(Refused, match="phạm vi"):
                act(actor(role, stage.units.other_district), [alone(who)])
    assert Check.objects.count() == 1
    with pytest.raises(NotThere):
        check_many(stage.officer, [Asked(None, 987, WORKER, "merit", 2021, None, None, "", TODAY)])


def test_reading_follows_scope(stage: Stage) -> None:
    row = stage.nomination(stage.teacher("Nguyễn Văn An"))
    pk = check_many(SYSTEM, [asked(row)])[row.pk].check_id
    stranger = actor(Role.HEAD, stage.units.other_district)
    assert [each.id for each in checks_of_nomination(stage.officer, row.pk)] == [pk]
    assert checks_of_nomination(stranger, row.pk) == []
    for read in (check_view, replay, export_question):
        read(stage.officer, pk)
        with pytest.raises(NotThere):
            read(stranger, pk)


def test_facts_changed_behind_the_back_are_found(stage: Stage) -> None:
    row, _ = fighter(stage)
    check_many(SYSTEM, [asked(row)])
    kept = Check.objects.get()
    kept.question["facts"]["ratings"]["2019"]["level"] = "good"
    free(connection, "eligibility_check")
    Check.objects.filter(pk=kept.pk).update(question=kept.question)
    assert [each.invariant.name for each in broken(INVARIANTS)] == ["eligibility.facts_unchanged"]


def crowd(stage: Stage, size: int) -> list[Nomination]:
    """So many nominated teachers with a full record, made in bulk."""
    people = Recipient.objects.bulk_create(
        Recipient(
            kind="person", name=f"Nguyễn Văn A{n}", name_fold=fold(f"Nguyễn Văn A{n}"), sort_key=sort_key("A"),
            unit=stage.units.school, facts_from=2011, facts_to=2021,
        )
        for n in range(size)
    )  # fmt: skip
    Person.objects.bulk_create(
        Person(recipient=each, group="official", recruited=date(2015, 9, 1)) for each in people
    )
    years = range(2016, 2022)
    Rating.objects.bulk_create(Rating(recipient=p, year=y, level="excellent") for p in people for y in years)
    Initiative.objects.bulk_create(
        Initiative(recipient=p, year=y, title="Sáng kiến", scope="unit", recognised_by="unit")
        for p in people
        for y in years
    )
    return stage.nominations(people, FIGHTER)


def test_queries_are_constant(stage: Stage) -> None:
    def queries(size: int) -> int:
        rows = crowd(stage, size)
        with CaptureQueriesContext(connection) as seen:
            check_many(SYSTEM, map(asked, rows))
        return len(seen)

    few = queries(5)
    assert few <= 16
    assert queries(55) - few <= 2  # SQLite writes some dozens of rows in one statement


def test_the_database_refuses_to_change_a_check(stage: Stage) -> None:
    row = stage.nomination(stage.teacher("Nguyễn Văn An"))
    check_many(SYSTEM, [asked(row)])
    with pytest.raises(IntegrityError), transaction.atomic():
        Check.objects.update(verdict="not_eligible")


def proofs(conditions: Any) -> Iterator[Any]:
    """What the conditions rest on, at any depth."""
    for condition in conditions:
        yield from condition.proofs
        yield from proofs(condition.parts)


def test_a_certified_judgement_leads_to_where_it_is_recorded(stage: Stage) -> None:
    who = stage.teacher("Nguyễn Văn An", group="farmer")
    fact = achievements.add_other_fact(
        stage.officer, recipient_id=who.pk, section="attested", data={"code": "productive_work"}
    )
    row = stage.nomination(who)
    check_many(SYSTEM, [asked(row)])
    view = newest_check_system(row.pk)
    assert view is not None
    found = [proof for proof in proofs(view.conditions) if proof.url.endswith(f"#fact-{fact.pk}")]
    assert found
    assert all(proof.words for proof in found)


def test_years_of_work_are_unknown_until_recorded_and_then_lead_to_their_entry(stage: Stage) -> None:
    who = stage.teacher("Nguyễn Văn An")
    question = Asked(None, who.pk, "meritorious_teacher", "merit", 2024, None, None, "", date(2024, 11, 1))
    check_many(SYSTEM, [question])
    before = Check.objects.latest("pk")
    assert before.verdict == "unknown"
    assert any("nuôi dạy, giảng dạy" in each["says"] for each in before.missing)
    fact = achievements.add_other_fact(
        stage.officer,
        recipient_id=who.pk,
        section="experience",
        data={"kind": "teaching", "from": "2001-09-05"},
    )
    check_many(SYSTEM, [question])
    after = Check.objects.latest("pk")
    assert after.pk != before.pk
    years = next(each for each in after.findings if each["rule"] == "years")
    assert years["result"] == "yes"
    assert not [each for each in after.missing if each["fact"] == "experience"]
    found = [
        proof for proof in proofs(check_view(SYSTEM, after.pk).conditions) if f"#fact-{fact.pk}" in proof.url
    ]
    assert found and all(proof.words for proof in found)
