"""The overview in words: one sentence for each award, and what a plan takes for granted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from thidua.kernel.formats import date_vi, list_vi, money
from thidua.kernel.intervals import ONE_DAY
from thidua.kernel.words import words
from thidua.lawbook import terms
from thidua.lawbook.predicates.deeds import ATTESTED_VI
from thidua.lawbook.roadmap.ground import Ground, last_loaded_day
from thidua.lawbook.roadmap.reach import MERIT, OtherWay, Reach, Roadmap, State
from thidua.lawbook.roadmap.worlds import INITIATIVES_A_YEAR

STATE_VI: dict[State, str] = {
    "now": "Đã đủ điều kiện",
    "by": "Trong tầm với",
    "judged": "Cần được xác nhận",
    "unknown": "Chưa xác định được",
    "far": "Chưa trong tầm với",
}
PROMISE = (
    "“Đủ điều kiện” là đủ điều kiện để được xét. Việc bình xét, bỏ phiếu của Hội đồng, tỷ lệ tối đa của đơn vị và việc "
    "lựa chọn người, tập thể tiêu biểu do tập thể và người có thẩm quyền quyết định, kế hoạch này không thay được."
)


def short_vi(reach: Reach) -> str:
    """When, in a few words: "năm 2026", "ngay", "–"."""
    if reach.state == "now":
        return "ngay"
    year = reach.year if reach.year is not None else reach.judged_year
    return f"năm {year}" if year is not None else "–"


def reach_vi(ground: Ground, reach: Reach) -> str:
    """Whether and when an award is within reach, and on what it depends."""
    match reach.state:
        case "now":
            return f"Đủ điều kiện để được xét ngay, theo thành tích đã ghi đến năm {reach.year}."
        case "by":
            return f"{_by(ground, reach)}{_sooner(reach)}."
        case "judged":
            return _judged(ground, reach)
        case "unknown":
            listed = list_vi([f"{each.says} ({each.who})" for each in reach.missing])
            return f"Chưa xác định được vì chưa có thông tin: {listed}."
        case "far":
            return _far(ground, reach)


def judgements_vi(codes: Sequence[Sequence[str]]) -> str:
    """Sets of judgements, each of which suffices."""
    return "; hoặc: ".join(list_vi([ATTESTED_VI[code] for code in each]) for each in codes)


def others_vi(others: Sequence[OtherWay]) -> str:
    """The grounds of other routes in one sentence; empty when there are none."""
    if not others:
        return ""
    listed = "; ".join(f"{each.title} ({terms.ROUTE_VI[each.route]})" for each in others)
    return f"Còn có thể được xét theo loại hình khác, không tính trước được năm: {listed}."


def pointless_vi(road: Roadmap) -> str:
    """Why a plan by years makes no sense for the recipient; empty when it does."""
    ground = road.ground
    who = ground.record.recipient
    if who.dissolved is not None and who.dissolved <= ground.today:
        return f"Tập thể đã kết thúc hoạt động ngày {date_vi(who.dissolved)}, không lập kế hoạch cho những năm sau."
    if who.group in ("foreign", "overseas"):
        return (
            "Người nước ngoài, người Việt Nam ở nước ngoài được khen thưởng theo đóng góp (khen thưởng đối ngoại), "
            "không theo kết quả từng năm; bảng dưới đây chỉ nêu các hình thức dành cho đối tượng này."
        )
    if not road.reaches:
        return "Chưa nạp tiêu chuẩn của danh hiệu, hình thức nào dành cho đối tượng này."
    return ""


def assumptions_vi(ground: Ground) -> list[str]:
    """What the whole overview takes for granted, each as a sentence."""
    return list(_assumptions(ground))


def _by(ground: Ground, reach: Reach) -> str:
    assert reach.year is not None
    if reach.route != MERIT:
        return f"Sớm nhất năm {reach.year}, theo {terms.ROUTE_VI[reach.route]}, nếu tiếp tục giữ chức vụ như hiện nay"
    if reach.year <= ground.today.year:
        return f"Có thể được xét trong năm {ground.today.year}, với thành tích đến năm {reach.year}"
    return f"Sớm nhất với thành tích đến năm {reach.year}"


def _sooner(reach: Reach) -> str:
    if reach.judged_year is None:
        return ""
    text = f"; có thể sớm hơn, từ năm {reach.judged_year}, nếu "
    if reach.judgements:
        return f"{text}được cấp có thẩm quyền xác nhận: {judgements_vi(reach.judgements)}"
    return f"{text}có đóng góp hoặc các bước trước được cấp có thẩm quyền xác nhận"


def _judged(ground: Ground, reach: Reach) -> str:
    amount = ground.steps(reach.code).amount
    if reach.judgements:
        return (
            f"Chỉ khi được cấp có thẩm quyền xác nhận: {judgements_vi(reach.judgements)}; sớm nhất năm "
            f"{reach.judged_year}."
        )
    if amount is not None:
        worth = f" trị giá từ {money(amount)} trở lên" if amount else ""
        return (
            f"Chỉ khi có đóng góp về công sức, đất đai, tài sản{worth}; có thể được xét trong năm đóng góp."
        )
    return f"Sớm nhất năm {reach.judged_year}; các bước trước cần xác nhận của cấp có thẩm quyền."


def _far(ground: Ground, reach: Reach) -> str:
    lacking = "; ".join(reach.lacking)
    missing = f" Chưa rõ: {list_vi([each.says for each in reach.missing])}." if reach.missing else ""
    return f"Chưa đủ điều kiện trong các năm đến {ground.last_year}. Còn vướng: {lacking}.{missing}"


def _assumptions(ground: Ground) -> Iterator[str]:
    day, last = date_vi(ground.law_day), last_loaded_day(ground.book)
    yield f"Tính theo quy định có hiệu lực ngày {day}, giả định quy định này giữ nguyên đến hết năm {ground.last_year}."
    if last is not None and ground.today > last:
        yield (
            f"Quy định từ ngày {date_vi(last + ONE_DAY)} chưa được nạp, nên kế hoạch dùng quy định của ngày "
            f"{date_vi(last)}; khi văn bản mới được nạp, kết quả có thể khác."
        )
    for each in sorted(ground.book.instruments.values(), key=lambda one: one.first):
        if each.kind == "law" and ground.law_day < each.first and each.first.year <= ground.last_year:
            unread = ", văn bản chưa được nạp đủ" if last is not None and each.first > last else ""
            yield f"Chưa tính đến {each.short}, có hiệu lực từ ngày {date_vi(each.first)}{unread}."
    yield PROMISE
    yield (
        "Ngoài những điều giả sử ở trên (nếu có), coi như từ nay không bị kỷ luật, không thuộc trường hợp tạm dừng xét "
        f"và vẫn công tác như hiện nay; mỗi năm tính nhiều nhất {words(INITIATIVES_A_YEAR)} sáng kiến cho một lần xét."
    )
    complete = ground.record.facts.complete
    if complete is not None and complete[1] < ground.open_from - 1:
        yield (
            f"Hồ sơ chưa được xác nhận là ghi đủ đến năm {ground.open_from - 1}: điều không ghi của các năm trước năm "
            f"{ground.open_from} là chưa rõ, nên nhiều điều kiện chỉ tính chắc được từ năm {ground.open_from}."
        )
