"""Fields read what people type and say in Vietnamese what is wrong."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from django import forms

from thidua.foundation.ui.forms import (
    ChoiceField,
    DateField,
    FilterForm,
    Form,
    LinesField,
    MoneyField,
    NumberField,
    SearchField,
    TextField,
    YearField,
    lower_first,
)


class Sample(Form):
    name = TextField(label="Họ và tên", max_length=10)
    text = LinesField(label="Nội dung", required=False)
    day = DateField(label="Ngày ký", required=False)
    year = YearField(label="Năm", required=False)
    count = NumberField(label="Số người", least=1, most=500, required=False)
    bonus = MoneyField(label="Tiền thưởng", required=False)
    kind = ChoiceField(label="Loại", choices=[("", "Chọn…"), ("a", "A")])


def clean(**data: str) -> tuple[dict, dict]:
    form = Sample({"name": "An", "kind": "a", **data})
    form.is_valid()
    return form.cleaned_data, {name: list(errors) for name, errors in form.errors.items()}


def test_text_is_put_into_the_stored_form() -> None:
    typed = unicodedata.normalize("NFD", "  Nguyễn   Ân​ ")
    assert clean(name=typed)[0]["name"] == "Nguyễn Ân"


def test_text_in_an_old_font_is_converted() -> None:
    form = type("Long", (Form,), {"name": TextField(label="Tên")})({"name": "NguyÔn V¨n Thµnh"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Nguyễn Văn Thành"


def test_lines_keep_their_breaks() -> None:
    assert clean(text=" một \r\n\r\n\r\n hai ")[0]["text"] == "một\n\nhai"


def test_length_is_that_of_the_stored_form() -> None:
    assert clean(name=unicodedata.normalize("NFD", "ễễễễễễễễễễ"))[1] == {}
    assert clean(name="ễ" * 11)[1] == {"name": ["Dài 11 ký tự; nhiều nhất 10 ký tự."]}


@pytest.mark.parametrize(
    "typed", ["5/2/2021", "05-02-2021", "05.02.2021", "2021-02-05", " ngày 05 tháng 02 năm 2021"]
)
def test_dates_are_read_as_people_write_them(typed: str) -> None:
    assert clean(day=typed)[0]["day"] == date(2021, 2, 5)


@pytest.mark.parametrize(
    ("typed", "says"), [("30/02/2021", "không có trong lịch"), ("hôm qua", "Không đọc được ngày")]
)
def test_a_date_that_is_none_says_so(typed: str, says: str) -> None:
    assert says in clean(day=typed)[1]["day"][0]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1.490.000", 1_490_000), ("1490000 đ", 1_490_000), ("0", 0), ("", None), ("  ", None)],
)
def test_money_is_read(typed: str, value: int | None) -> None:
    assert clean(bonus=typed)[0]["bonus"] == value


@pytest.mark.parametrize("typed", ["1,5", "-3", "1.49", "12 triệu", "１２", "1e6", "1.0000"])
def test_what_is_no_amount_is_refused_with_an_example(typed: str) -> None:
    assert "1.490.000" in clean(bonus=typed)[1]["bonus"][0]


@pytest.mark.parametrize(("typed", "fine"), [("0", False), ("1", True), ("500", True), ("501", False)])
def test_numbers_keep_to_their_range(typed: str, fine: bool) -> None:
    assert ("count" not in clean(count=typed)[1]) is fine


def test_values_are_written_back_as_they_are_read() -> None:
    form = Sample(initial={"day": date(2021, 2, 5), "bonus": 1_490_000})
    assert 'value="05/02/2021"' in str(form["day"])
    assert 'value="1.490.000"' in str(form["bonus"])


def test_what_is_missing_is_named() -> None:
    assert clean(name="", kind="")[1] == {"name": ["Chưa nhập họ và tên."], "kind": ["Chưa chọn loại."]}


def test_a_choice_that_is_none_is_refused_in_vietnamese() -> None:
    assert clean(kind="z")[1] == {"kind": ["Lựa chọn này không có trong danh sách."]}


@pytest.mark.parametrize(
    ("label", "within"), [("Họ tên", "họ tên"), ("CCCD", "CCCD"), ("Hội đồng", "Hội đồng"), ("", "")]
)
def test_labels_within_a_sentence(label: str, within: str) -> None:
    assert lower_first(label) == within


class Filters(FilterForm):
    q = SearchField(label="Tên")
    since = DateField(label="Từ ngày")
    kind = ChoiceField(label="Loại", choices=[("", "Tất cả"), ("a", "A")])
    old = forms.BooleanField(label="Kể cả cũ")


def test_a_filter_without_anything_narrows_nothing() -> None:
    filters = Filters({})
    assert filters.values() == {"q": "", "since": None, "kind": "", "old": False}
    assert not filters.used


def test_a_filter_ignores_what_makes_no_sense_and_shows_it() -> None:
    filters = Filters({"q": "Ánh", "since": "hôm qua", "kind": "zzz"})
    assert filters.values() == {"q": "Ánh", "since": None, "kind": "", "old": False}
    assert filters.used
    assert set(filters.errors) == {"since", "kind"}
