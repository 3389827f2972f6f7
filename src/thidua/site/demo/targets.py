"""The province's targets with the plans and results that were published, as published; what was not found is blank.

Nothing here is invented. Figures after the demo's day were published later and are entered as of `ENTERED`.
Where sources disagree or a series seems to have been re-based, the amount bears the doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from thidua.access.types import system_actor
from thidua.organisation.queries import unit_refs
from thidua.site.demo import TODAY
from thidua.site.demo.stage import Stage
from thidua.targets import commands, offers, queries
from thidua.targets.amounts import parse_amount, parse_period
from thidua.targets.exchange import Line, UnitKey, write
from thidua.targets.ground import ground
from thidua.targets.types import Direction, Kind, LinkKind, NewTarget, OverUnits, OverYears, Paper, Ref

ENTERED = date(2025, 6, 30)
FILE = "so-lieu-da-cong-bo-2015-2025.xlsx"
HIGHER, LOWER = Direction.HIGHER, Direction.LOWER
CONGRESS = "Chỉ tiêu Đại hội đại biểu Đảng bộ tỉnh Đắk Nông lần thứ XII"
REPORTS = "Báo cáo kinh tế - xã hội hằng năm của tỉnh, theo báo, đài và cổng thông tin của tỉnh"
RURAL = "Trang nông thôn mới của tỉnh và báo chí, 2021-2024"
LETTERS = "Chỉ tiêu tỉnh giao, theo infonet.vn 2018 và baodaknong.org.vn 31/01/2017"
FOREST = "baodaknong.org.vn 23/10/2019, truyenhinhdaknong.vn"
_TERM = "Nhiệm kỳ 2020-2025"


class Planned(NamedTuple):
    """A target before it is entered; `agency` is a code."""

    code: str
    title: str
    measure: str
    direction: Direction
    places: int
    agency: str
    over_units: OverUnits = OverUnits.NONE
    over_years: OverYears = OverYears.LAST


TARGETS = (
    Planned("GRDP-TANG", "Tốc độ tăng trưởng kinh tế (GRDP)", "%", HIGHER, 2, "SKHDT", over_years=OverYears.MEAN),
    Planned("GRDP", "Quy mô GRDP", "tỷ đồng", HIGHER, 0, "SKHDT"),
    Planned("GRDP-NGUOI", "GRDP bình quân đầu người", "triệu đồng", HIGHER, 2, "SKHDT"),
    Planned("DAU-TU", "Vốn đầu tư toàn xã hội", "tỷ đồng", HIGHER, 0, "SKHDT", over_years=OverYears.SUM),
    Planned("THU-NS", "Thu ngân sách nhà nước", "tỷ đồng", HIGHER, 0, "STC", over_years=OverYears.SUM),
    Planned("NGHEO-GIAM", "Mức giảm tỷ lệ hộ nghèo", "điểm %", HIGHER, 2, "SLDTBXH", over_years=OverYears.MEAN),
    Planned(
        "NGHEO-GIAM-DTTS", "Mức giảm tỷ lệ hộ nghèo dân tộc thiểu số tại chỗ", "điểm %", HIGHER, 2, "SLDTBXH",
        over_years=OverYears.MEAN,
    ),
    Planned("NGHEO", "Tỷ lệ hộ nghèo", "%", LOWER, 2, "SLDTBXH"),
    Planned("HO-NGHEO", "Số hộ nghèo", "hộ", LOWER, 0, "SLDTBXH", OverUnits.SUM),
    Planned("NHUA-HOA", "Tỷ lệ nhựa hóa đường", "%", HIGHER, 1, "SGTVT"),
    Planned("DO-THI", "Tỷ lệ đô thị hóa", "%", HIGHER, 1, "SXD"),
    Planned("DIEN", "Tỷ lệ hộ sử dụng điện", "%", HIGHER, 1, "SCT"),
    Planned("TUOI", "Tỷ lệ diện tích có nhu cầu được bảo đảm nước tưới", "%", HIGHER, 1, "SNN"),
    Planned("VIEC-LAM", "Số lao động có việc làm mới", "người", HIGHER, 0, "SLDTBXH", over_years=OverYears.SUM),
    Planned("DAO-TAO", "Số lao động được đào tạo nghề", "người", HIGHER, 0, "SLDTBXH", over_years=OverYears.SUM),
    Planned("NTM-XA", "Số xã đạt chuẩn nông thôn mới", "xã", HIGHER, 0, "SNN", OverUnits.SUM),
    Planned("NTM-TIEU-CHI", "Số tiêu chí nông thôn mới bình quân một xã", "tiêu chí", HIGHER, 2, "SNN"),
    Planned("TRONG-RUNG", "Diện tích rừng trồng mới", "ha", HIGHER, 1, "SNN", OverUnits.SUM, OverYears.SUM),
    Planned("TRONG-CAY", "Số cây xanh trồng mới", "triệu cây", HIGHER, 1, "SNN", over_years=OverYears.SUM),
)  # fmt: skip
_FROM_CONGRESS = (
    "GRDP-TANG", "GRDP-NGUOI", "THU-NS", "NHUA-HOA", "DO-THI", "DIEN", "TUOI", "NGHEO-GIAM", "NGHEO-GIAM-DTTS",
)  # fmt: skip
_RURAL_TARGETS = ("NTM-XA", "NTM-TIEU-CHI")
_P, _E, _R = Kind.PLAN, Kind.ESTIMATE, Kind.REPORTED
FIVE = "2021-2025"
_CONGRESS = Paper(CONGRESS, note=_TERM)
_REPORTS = Paper(REPORTS)
_REBASED = Paper(
    REPORTS,
    doubt="Có thể đã tính lại dân số hoặc dãy số; không so với năm trước.",
)
PROVINCE: tuple[tuple[str, str, Kind, str, Paper], ...] = (
    ("GRDP-TANG", FIVE, _P, "7,5-8", _CONGRESS),
    *(("GRDP-TANG", year, _R, said, _REPORTS) for year, said in (
        ("2019", "7,83"), ("2020", "4,65"), ("2021", "8,63"), ("2022", "7,59"), ("2024", "4,87"))),
    ("GRDP-TANG", "2023", _P, "7,5", _REPORTS),
    ("GRDP-TANG", "2023", _E, "5,71", Paper(REPORTS, note="Chín tháng đầu năm")),
    ("GRDP-TANG", "2025", _P, "6,84", _REPORTS),
    ("GRDP", "2020", _R, "19082", _REPORTS),
    ("GRDP", "2021", _R, "20726-20728", Paper(REPORTS, note="Hai nguồn ghi hai số")),
    ("GRDP", "2023", _R, "khoảng 23889", _REPORTS),
    ("GRDP-NGUOI", FIVE, _P, "trên 70", Paper(CONGRESS, note="Đến năm 2025")),
    ("GRDP-NGUOI", "2020", _E, "52", Paper(CONGRESS, doubt="Văn kiện Đại hội ghi 52; báo cáo cuối năm ghi 47,76.")),
    *(("GRDP-NGUOI", year, _R, said, _REPORTS) for year, said in (
        ("2020", "47,76"), ("2021", "52,1"), ("2022", "59,61"), ("2023", "trên 60"))),
    ("GRDP-NGUOI", "2024", _R, "81,66", _REBASED),
    ("GRDP-NGUOI", "2025", _P, "82", _REPORTS),
    *(("DAU-TU", year, _R, said, _REPORTS) for year, said in (
        ("2020", "10223"), ("2021", "16158"), ("2022", "19280"), ("2023", "18668"))),
    ("DAU-TU", "2025", _P, "25000", _REPORTS),
    ("THU-NS", FIVE, _P, "trên 18400", _CONGRESS),
    ("THU-NS", "2019", _R, "2600", _REPORTS),
    ("THU-NS", "2020", _R, "2440", Paper(REPORTS, note="Đạt 90 % kế hoạch")),
    ("THU-NS", "2021", _R, "2847", Paper(REPORTS, note="Đạt 103,74 % kế hoạch")),
    ("THU-NS", "2022", _R, "3475", _REPORTS),
    ("THU-NS", "2023", _R, "3150", _REPORTS),
    ("THU-NS", "2025", _P, "3350", _REPORTS),
    ("NGHEO-GIAM", FIVE, _P, "2", Paper(CONGRESS, note="Mỗi năm")),
    ("NGHEO-GIAM", "2019", _R, "2,99", _REPORTS),
    ("NGHEO-GIAM", "2020", _R, "3,5", _REPORTS),
    ("NGHEO-GIAM", "2022", _R, "trên 3", _REPORTS),
    ("NGHEO-GIAM", "2025", _P, "1", Paper(REPORTS, note="Từ 1 điểm trở lên")),
    ("NGHEO-GIAM-DTTS", FIVE, _P, "4", Paper(CONGRESS, note="Mỗi năm ít nhất")),
    ("NGHEO-GIAM-DTTS", "2019", _R, "6,97", _REPORTS),
    ("NGHEO-GIAM-DTTS", "2022", _R, "trên 5", _REPORTS),
    ("NGHEO-GIAM-DTTS", "2023", _R, "8,14", _REPORTS),
    ("NGHEO-GIAM-DTTS", "2025", _P, "2", Paper(REPORTS, note="Từ 2 điểm trở lên")),
    *(("NGHEO", year, _R, said, _REPORTS) for year, said in (
        ("2015", "19,26"), ("2022", "7,97"), ("2023", "5,18"))),
    ("HO-NGHEO", "2015", _R, "27761", _REPORTS),
    ("NHUA-HOA", FIVE, _P, "73", _CONGRESS),
    ("NHUA-HOA", "2022", _R, "68", _REPORTS),
    ("NHUA-HOA", "2024", _R, "72,5", _REPORTS),
    ("DO-THI", FIVE, _P, "33", _CONGRESS),
    ("DO-THI", "2022", _R, "28", _REPORTS),
    ("DIEN", FIVE, _P, "99", _CONGRESS),
    ("DIEN", "2022", _R, "99,2", _REPORTS),
    ("TUOI", FIVE, _P, "85", _CONGRESS),
    ("TUOI", "2022", _R, "82", _REPORTS),
    ("VIEC-LAM", "2019", _R, "18290", _REPORTS),
    ("VIEC-LAM", "2022", _R, "20914", _REPORTS),
    ("DAO-TAO", "2022", _R, "5766", _REPORTS),
    ("NTM-XA", "2021", _R, "29", Paper(RURAL, note="Tháng 5/2021, trên 60 xã")),
    ("NTM-XA", "2023", _R, "38", Paper(RURAL, note="Cuối năm 2023")),
    ("NTM-XA", "2024", _E, "40", Paper(RURAL, note="Dự kiến đầu năm 2024")),
    ("NTM-TIEU-CHI", "2017", _P, "11,7", Paper(LETTERS)),
    ("NTM-TIEU-CHI", "2018", _P, "12,8", Paper(LETTERS)),
    ("NTM-TIEU-CHI", "2021", _R, "15,7", Paper(RURAL, note="Tháng 5/2021")),
    ("NTM-TIEU-CHI", "2023", _R, "16,42", Paper(RURAL, note="Cuối năm 2023")),
    ("TRONG-RUNG", "2019", _R, "1247", Paper(FOREST, note="Đạt 124,7 % kế hoạch")),
    ("TRONG-CAY", FIVE, _P, "5,5", Paper(FOREST)),
    ("TRONG-CAY", "2021", _P, "khoảng 1", Paper(FOREST)),
)  # fmt: skip
_ROUGH = Paper(RURAL, doubt="Nguồn chỉ ghi khoảng 2021-2022.")
DISTRICTS: tuple[tuple[str, str, Kind, Paper, dict[str, str]], ...] = (
    ("NTM-XA", "2021", _R, _ROUGH,
     {"662": "6", "663": "6", "665": "4", "666": "8", "661": "1", "667": "0", "660": "2"}),
    ("NTM-TIEU-CHI", "2021", _R, _ROUGH,
     {"662": "18,29", "663": "16,67", "665": "17,25", "666": "18,40", "661": "11,71", "667": "11"}),
    ("NTM-TIEU-CHI", "2018", _P, Paper(LETTERS), {"666": "17,4", "667": "9,2"}),
    ("HO-NGHEO", "2015", _R, _REPORTS,
     {"661": "8256", "667": "6610", "664": "3169", "662": "2958", "665": "2806", "663": "1863", "666": "1682",
      "660": "417"}),
    ("TRONG-RUNG", "2019", _R, Paper(FOREST), {"661": "744,9", "664": "213,7"}),
)  # fmt: skip


def play(stage: Stage) -> None:
    """Enter the catalogue and every amount by one workbook, as an office would, and tie targets to the congress."""
    actor = system_actor(ENTERED, "Nhập số liệu đã công bố")
    owner = unit_refs([stage.province.id])[stage.province.id]
    keys = {key.id: key for key in ground(actor, owner).units.values()}
    agencies = {code: stage.by_code[code].id for code in {each.agency for each in TARGETS}}
    listed = [
        NewTarget(
            each.code, each.title, each.measure, each.direction, each.places, agencies[each.agency],
            over_units=each.over_units, over_years=each.over_years, place=place,
            source=CONGRESS if each.code in _FROM_CONGRESS else "",
        )
        for place, each in enumerate(TARGETS, start=1)
    ]  # fmt: skip
    codes = {pk: keys[pk].code for pk in agencies.values()}
    data = write(listed, codes, _lines(stage, keys), "Số liệu đã công bố")
    sent = commands.send_grid(actor=actor, unit_id=owner.id, name=FILE, data=data)
    commands.import_values(actor=actor, import_id=sent)
    for target in queries.targets(actor).filter(code__in=_FROM_CONGRESS).order_by("pk"):
        commands.link_target(actor=actor, target_id=target.pk, kind=LinkKind.RESOLUTION, title=CONGRESS)


def tie(stage: Stage, directive_id: int) -> None:
    """Tie the targets of the new countryside to the movement for it and to the directive that launched it."""
    officer = system_actor(TODAY, "Dựng tỉnh mẫu")
    [movement] = [
        o for o in offers.find(officer, LinkKind.MOVEMENT, "nông thôn mới") if stage.province.name in o.about
    ]
    directive = Ref(LinkKind.DIRECTIVE, directive_id)
    for target in queries.targets(officer).filter(code__in=_RURAL_TARGETS).order_by("pk"):
        for ref in (movement.ref, directive):
            commands.link_target(actor=officer, target_id=target.pk, kind=ref.kind, ref=ref)


def _lines(stage: Stage, keys: dict[int, UnitKey]) -> Iterator[Line]:
    found: dict[tuple[str, int, str], dict[Kind, tuple[str, Paper]]] = {}
    for code, period, kind, said, paper in PROVINCE:
        found.setdefault((code, stage.province.id, period), {})[kind] = (said, paper)
    for code, period, kind, paper, by_district in DISTRICTS:
        for district, said in by_district.items():
            found.setdefault((code, stage.by_code[district].id, period), {})[kind] = (said, paper)
    for (code, unit_id, period), amounts in found.items():
        read = {kind: (parse_amount(said), paper) for kind, (said, paper) in amounts.items()}
        yield (
            code,
            keys[unit_id],
            parse_period(period),
            {k: (a, p) for k, (a, p) in read.items() if a is not None},
        )
