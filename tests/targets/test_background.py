"""Large workbooks: read and written in the background, seen while it runs, whole or not at all."""

from __future__ import annotations

import io
from decimal import Decimal as D
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import SYSTEM, Province
from tests.pages import CONFIRMED, as_user, text
from tests.targets.conftest import POVERTY, REVENUE, YEAR, officer
from thidua.foundation import jobs
from thidua.foundation.errors import Refused
from thidua.foundation.jobs import Running
from thidua.organisation.queries import unit_refs
from thidua.targets import commands, tasks
from thidua.targets.commands import exchange
from thidua.targets.exchange import write
from thidua.targets.ground import ground
from thidua.targets.models import GridImport, Value
from thidua.targets.types import Amount, ImportState, Kind, Paper, Sign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "LARGE", 0)


def workbook(province: Province, **amounts: Amount) -> bytes:
    """Reports of the districts by code of target."""
    units = ground(SYSTEM, unit_refs([province.province.pk])[province.province.pk]).units.values()
    [unit] = {unit for unit in units if unit.id == province.district.pk}
    lines = [(code, unit, YEAR, {Kind.REPORTED: (amount, Paper())}) for code, amount in amounts.items()]
    return write([REVENUE, POVERTY], {}, lines, "")


def sent(client: Any, province: Province, data: bytes) -> str:
    files = {"unit": province.province.pk, "file": SimpleUploadedFile("lon.xlsx", data)}
    response = client.post(reverse("targets:imports"), files)
    assert response.status_code == 302
    return str(response.url)


def test_sent_read_confirmed_and_written_while_others_look_on(province: Province, revenue: int) -> None:
    client = as_user(officer(province.province))
    page = sent(client, province, workbook(province, THU=Amount(D(70))))
    assert "Tệp lớn được xử lý ở phía sau" in text(client.get(page))
    with pytest.raises(Refused, match="đang được đọc"):
        commands.confirm_import(actor=SYSTEM, import_id=GridImport.objects.get().pk)
    assert jobs.run_all() == 1
    shown = text(client.get(page))
    assert "Mọi ô đều hợp lệ:</b> 1 số liệu, 1 chỉ tiêu mới" in shown
    assert "Chờ xác nhận" in shown
    assert client.post(f"{page}ghi/", CONFIRMED).status_code == 302
    assert not Value.objects.exists()
    assert "Đang ghi" in text(client.get(page))
    assert jobs.run_all() == 1
    assert "Đã nhập 1 số liệu" in text(client.get(page))
    assert Value.objects.get().amount == D(70)
    assert "Đã nhập" in text(client.get(reverse("targets:imports")))


def test_wrong_cells_are_told_and_never_written(province: Province, revenue: int) -> None:
    client = as_user(officer(province.province))
    page = sent(client, province, workbook(province, THU=Amount(D("70.123"), sign=Sign.OVER)))
    jobs.run_all()
    shown = text(client.get(page))
    assert "1 ô phải sửa" in shown
    assert "nhiều chữ số thập phân" in shown
    assert client.post(f"{page}ghi/", CONFIRMED).status_code == 403
    assert not Value.objects.exists()


def test_what_was_right_when_read_and_wrong_when_written_fails_whole(
    province: Province, revenue: int
) -> None:
    client = as_user(officer(province.province))
    page = sent(client, province, workbook(province, THU=Amount(D(70)), NGHEO=Amount(D(5))))
    jobs.run_all()
    client.post(f"{page}ghi/", CONFIRMED)
    at = {"target_id": revenue, "unit_id": province.district.pk, "period": YEAR}
    commands.report(actor=SYSTEM, **at, amount=Amount(D(71)))
    jobs.run_all()
    assert "Không nhập được tệp này" in text(client.get(page))
    assert [row.amount for row in Value.objects.all()] == [D(71)]
    made = GridImport.objects.get()
    assert (made.state, made.message) == ("failed", "Còn 1 ô phải sửa. Hãy sửa trong tệp rồi gửi lại.")
    with pytest.raises(Refused, match="không nhập được"):
        commands.import_values(actor=SYSTEM, import_id=made.pk)


def test_a_file_that_cannot_be_read_says_why(province: Province, revenue: int) -> None:
    client = as_user(officer(province.province))
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("Trang khác")
    page = sent(client, province, buffer.getvalue())
    jobs.run_all()
    assert "Không nhập được tệp này.</b> Tệp không có trang" in text(client.get(page))


def test_both_jobs_may_run_twice(province: Province, revenue: int) -> None:
    data = workbook(province, THU=Amount(D(70)))
    pk = commands.send_grid(
        actor=SYSTEM, unit_id=province.province.pk, name="a.xlsx", data=data, background=True
    )
    running = Running(1, "x", "x", {"import": pk}, "system", None, 1)
    for _ in range(2):
        assert tasks.read(running) == "Đã đọc tệp: mọi ô đều hợp lệ."
    commands.confirm_import(actor=SYSTEM, import_id=pk)
    for _ in range(2):
        assert tasks.write(running) == "Đã nhập 1 số liệu."
    assert Value.objects.count() == 1
    assert GridImport.objects.get().state == ImportState.DONE
