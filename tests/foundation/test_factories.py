"""The stage the other tests stand on."""

from __future__ import annotations

from tests import factories as make
from tests.factories import Province
from thidua.access.types import Role


def test_the_mini_province_is_one_tree(province: Province) -> None:
    assert province.school.path.startswith(province.district.path)
    assert province.district.path.startswith(province.province.path)
    assert not province.school.path.startswith(province.other_district.path)
    assert province.school.path.endswith(f"/{province.school.pk}/")


def test_an_actor_holds_its_post_and_no_other(province: Province) -> None:
    officer = make.actor(Role.EMULATION_OFFICER, province.school)
    assert [p.unit_id for p in officer.posts] == [province.school.pk]
    assert officer.posts_at(province.school.pk, Role.EMULATION_OFFICER)
    assert not officer.posts_over(province.district.path)


def test_recipients_of_each_kind(province: Province) -> None:
    person = make.person("Trần Văn Đức", province.school, id_number="067090000001")
    assert person.person.employments.get().unit == province.school
    assert make.collective(province.school).collective == province.school
    assert make.household("Điểu Bình", province.commune).household.village == "Thôn 1"
