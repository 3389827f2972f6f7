"""What a condition asks, in words for a reader and with every number, apart from any record.

`words(predicate, names)` is the sentence of the look-up page; what a record shows against it is told by `tell`.
A new word of the vocabulary registers its words here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import singledispatch

from thidua.kernel.formats import list_vi, money
from thidua.kernel.formats import share as share_vi
from thidua.lawbook import terms
from thidua.lawbook.predicates import (
    Predicate,
    awards,
    collectives,
    deeds,
    experience,
    gates,
    initiatives,
    limits,
    occasions,
    service,
    standing,
    tenure,
)
from thidua.lawbook.predicates.base import Threshold, Window

Names = Mapping[str, str]
"""Vietnamese names of awards by code."""


@singledispatch
def words(predicate: Predicate, names: Names) -> str:
    """What the condition asks, without a final stop; empty for a word of the vocabulary that has no words."""
    return ""


def named(codes: Iterable[str], names: Names) -> str:
    """Awards by name: “A” hoặc “B”."""
    return list_vi([f"“{names.get(code, code)}”" for code in codes], last="hoặc")


def window_vi(window: Window, names: Names) -> str:
    """The years a condition looks at, as a phrase that follows "có … ": "trong năm xét"."""
    if window.last == 1 and not window.after and window.run is None:
        return "trong năm xét"
    limits_ = []
    if window.last is not None:
        limits_.append(f"trong {window.last} năm tính đến năm xét")
    if window.asked:
        limits_.append("trong thời gian thành tích được xét")
    if window.after:
        limits_.append(f"sau lần được tặng {named(window.after, names)}")
    if window.run is not None:
        run = f"“{terms.RATING_VI[window.run]}”" + ("" if window.run == "excellent" else " trở lên")
        titles = f" hoặc đạt {named(window.run_titles, names)}" if window.run_titles else ""
        limits_.append(f"trong những năm liên tục được xếp loại {run}{titles}")
    return ", ".join(limits_) or "tính đến năm xét, không giới hạn số năm"


def threshold_vi(limit: Threshold) -> str:
    """A share of the members as a phrase: "Từ 70 % số cá nhân trong tập thể trở lên", "Trên 50 % số cá nhân …"."""
    if limit.at_least:
        top, bottom = limit.at_least
        if top == bottom:
            return "100 % số cá nhân trong tập thể"
        return f"Từ {share_vi(top, bottom)} số cá nhân trong tập thể trở lên"
    top, bottom = limit.more_than or (0, 1)
    return f"Trên {share_vi(top, bottom)} số cá nhân trong tập thể"


def _level(level: terms.Rating) -> str:
    return f"“{terms.RATING_VI[level]}”" + ("" if level == "excellent" else " trở lên")


@words.register
def _(predicate: standing.Rated, names: Names) -> str:
    level = f"xếp loại {_level(predicate.at_least)}"
    if predicate.or_titles:
        level += f" hoặc đạt {named(predicate.or_titles, names)}"
    text = (
        f"{predicate.years} năm liên tục đến năm xét {level}" if predicate.years > 1 else f"Năm xét {level}"
    )
    return text + (f", tính sau lần được tặng {named(predicate.after, names)}" if predicate.after else "")


@words.register
def _(predicate: standing.RatedSome, names: Names) -> str:
    window = window_vi(predicate.during, names)
    return f"Có ít nhất {predicate.count} năm xếp loại {_level(predicate.at_least)} {window}"


@words.register
def _(predicate: standing.Titled, names: Names) -> str:
    title = named(predicate.codes, names)
    if predicate.consecutive is not None:
        return f"Được tặng {title} {predicate.consecutive} năm liên tục đến năm xét"
    return f"Được tặng {title} ít nhất {predicate.count} lần {window_vi(predicate.during, names)}"


@words.register
def _(predicate: standing.SuccessiveTitles, names: Names) -> str:
    late = "trong năm xét" if not predicate.delay else f"trong năm xét hoặc {predicate.delay} năm trước đó"
    return (
        f"Hai lần liên tục được tặng {named(predicate.codes, names)}, cách nhau đúng {predicate.spacing} năm, "
        f"lần thứ hai {late} và trước năm quyết định"
    )


@words.register
def _(predicate: standing.Meets, names: Names) -> str:
    titled = f" (hoặc đã được tặng {named(predicate.or_titled, names)})" if predicate.or_titled else ""
    return f"Năm xét đạt mọi điều kiện của {named((predicate.award,), names)}{titled}"


@words.register
def _(predicate: initiatives.Initiatives, names: Names) -> str:
    forms = list_vi([terms.FORM_VI[form] for form in predicate.forms], last="hoặc")
    scope = (
        "tại cơ sở"
        if predicate.scope == "unit"
        else f"có phạm vi ảnh hưởng {terms.SCOPE_VI[predicate.scope]}"
    )
    qualities = [f"được {terms.SCOPE_VI[predicate.recognised_by]} công nhận"]
    if predicate.applied:
        only = (
            "" if predicate.topic_applied or "topic" not in predicate.forms else " (đề tài thì đã nghiệm thu)"
        )
        qualities.append(f"đã áp dụng có hiệu quả{only}")
    if predicate.replicable:
        qualities.append("sáng kiến có khả năng nhân rộng")
    when = window_vi(predicate.during, names)
    if predicate.surely_during is not None:
        when += f" (chắc chắn được tính khi {window_vi(predicate.surely_during, names)})"
    return f"Có ít nhất {predicate.count} {forms} {scope}, {', '.join(qualities)}, {when}"


@words.register
def _(predicate: initiatives.StableModel, names: Names) -> str:
    return f"Có mô hình sản xuất hiệu quả, ổn định từ {predicate.min_years} năm trở lên"


@words.register
def _(predicate: service.ServedMonths, names: Names) -> str:
    surely = ""
    if predicate.surely is not None:
        surely = f"; từ {predicate.surely} tháng thì chắc chắn đủ, ở giữa chưa rõ"
    return f"Đến hết năm xét đã công tác từ {predicate.min_months} tháng trở lên{surely}"


@words.register
def _(predicate: service.NoPenalty, names: Names) -> str:
    running = ", kể cả kỷ luật trước đó còn thời hạn" if predicate.running else ""
    window = window_vi(predicate.during, names)
    return f"Không bị kỷ luật từ {terms.PENALTY_VI[predicate.level]} trở lên {window}{running}"


@words.register
def _(predicate: service.LeaveBelow, names: Names) -> str:
    return (
        f"Trong năm xét nghỉ dưới {predicate.working_days} ngày làm việc "
        "(không kể nghỉ thai sản, điều trị thương tích)"
    )


@words.register
def _(predicate: service.StudyAccepted, names: Names) -> str:
    grade = {"excellent": "giỏi", "good": "khá", "average": "trung bình"}[predicate.grade]
    return f"Đi đào tạo, bồi dưỡng từ {predicate.long_months} tháng thì kết quả từ loại {grade} trở lên"


@words.register
def _(predicate: service.PreviousUnitComment, names: Names) -> str:
    return (
        f"Chuyển công tác trong năm, ở đơn vị cũ từ {predicate.months} tháng, thì có nhận xét của đơn vị cũ"
    )


@words.register
def _(predicate: tenure.Tenure, names: Names) -> str:
    rows = []
    for row in predicate.rows:
        posts = list_vi([terms.POST_VI.get(post, post) for post in row.posts], last="hoặc")
        spans = [_at_least_years(row.construction)] if row.construction is not None else []
        if row.resistance is not None:
            spans.append(f"{_at_least_years(row.resistance)} trong thời kỳ kháng chiến")
        rows.append(f"{posts}: {' hoặc '.join(spans)}")
    text = f"Đã giữ chức vụ: {'; '.join(rows)}"
    if predicate.women is not None:
        text += f". Nữ: {predicate.women[0]}/{predicate.women[1]} thời gian"
    elif predicate.women_less:
        text += f". Nữ: ít hơn {predicate.women_less} tháng"
    if predicate.add_higher:
        text += ". Thời gian giữ chức vụ cao hơn được cộng vào chức vụ thấp hơn"
    elif predicate.add_higher is None:
        text += ". Chưa rõ có được cộng thời gian giữ chức vụ cao hơn hay không"
    return text + (". Không bị kỷ luật khi giữ chức vụ" if predicate.clean else "")


def _at_least_years(count: int) -> str:
    return f"từ {count} năm" if count else "thời gian bất kỳ"


@words.register
def _(predicate: collectives.Share, names: Names) -> str:
    return f"{threshold_vi(predicate.limit)} {collectives.HEADS_VI[predicate.what]}"


@words.register
def _(predicate: collectives.Heads, names: Names) -> str:
    return f"Có ít nhất {predicate.at_least} cá nhân {collectives.HEADS_VI[predicate.what]}"


@words.register
def _(predicate: collectives.NoMemberPenalised, names: Names) -> str:
    return f"Trong năm không có cá nhân bị kỷ luật từ {terms.PENALTY_VI[predicate.level]} trở lên"


@words.register
def _(predicate: collectives.FirstInCluster, names: Names) -> str:
    bodies = " hoặc ".join(terms.RUN_BY_VI[each] for each in predicate.run_by)
    return f"Xếp thứ nhất cụm, khối thi đua do {bodies} tổ chức và được cụm, khối đề nghị"


@words.register
def _(predicate: collectives.Existed, names: Names) -> str:
    return f"Có quá trình xây dựng và phát triển từ {predicate.years} năm trở lên"


@words.register
def _(predicate: collectives.NotDissolved, names: Names) -> str:
    return "Chưa giải thể, chưa kết thúc hoạt động vào ngày quyết định"


@words.register
def _(predicate: collectives.OutsideFlagList, names: Names) -> str:
    return "Không thuộc đối tượng xét tặng cờ thi đua"


@words.register
def _(predicate: awards.PriorAward, names: Names) -> str:
    return f"Trước đó đã được tặng {named(predicate.codes, names)} theo công trạng"


@words.register
def _(predicate: awards.AwardSets, names: Names) -> str:
    sets = [
        list_vi([f"{count} lần “{names.get(code, code)}”" for code, count in wanted.items()])
        for wanted in predicate.sets
    ]
    text = f"Được tặng {'; hoặc '.join(sets)}, {window_vi(predicate.during, names)}"
    alike = [f"“{names.get(code, code)}”" for others in predicate.equal.values() for code in others]
    return f"{text}; tính cả {list_vi(alike)}" if alike else text


@words.register
def _(predicate: awards.YearsSince, names: Names) -> str:
    which = "lần gần nhất " if predicate.latest else ""
    text = f"Đủ {predicate.years} năm trở lên sau {which}được tặng {named(predicate.codes, names)}"
    return f"{text}, nếu đã được tặng" if predicate.or_none else text


@words.register
def _(predicate: experience.Experience, names: Names) -> str:
    unbroken = " liên tục" if predicate.unbroken else ""
    text = f"Có từ {predicate.years} năm trở lên{unbroken} {experience.kinds_vi(predicate.kinds)}"
    text += "; thời gian ở nơi được tính hệ số thì tính gấp đôi" if predicate.double else ""
    if predicate.next_class_at:
        text += f"; từ {predicate.next_class_at} năm thì xét hạng cao hơn"
    return text


@words.register
def _(predicate: occasions.RoundAnniversary, names: Names) -> str:
    return f"Nhân dịp kỷ niệm năm tròn ngày thành lập (số năm chia hết cho {predicate.every})"


@words.register
def _(predicate: occasions.InCycle, names: Names) -> str:
    return f"Xét {predicate.once_in} năm một lần (năm {predicate.year} là một kỳ)"


@words.register
def _(predicate: awards.PeriodNotRewarded, names: Names) -> str:
    return "Những năm được xét chưa được khen theo công trạng bằng chính hình thức này"


@words.register
def _(predicate: awards.DeedNotRewarded, names: Names) -> str:
    return "Một thành tích chỉ được khen một lần, bằng một hình thức"


@words.register
def _(predicate: awards.OneStateAwardAYear, names: Names) -> str:
    text = "Trong năm quyết định chưa được tặng danh hiệu, hình thức cấp Nhà nước nào khác"
    if predicate.except_routes:
        routes = list_vi([terms.ROUTE_VI[route] for route in predicate.except_routes])
        text += f" (không kể khen thưởng {routes})"
    return text


@words.register
def _(predicate: deeds.InMovement, names: Names) -> str:
    who = list_vi([terms.LAUNCHER_VI[each] for each in predicate.launched_by], last="hoặc")
    free = list_vi([terms.LAUNCHER_VI[each] for each in predicate.any_length], last="hoặc")
    text = "Dẫn đầu" if predicate.led else "Có thành tích tiêu biểu, xuất sắc trong"
    text += " phong trào thi đua"
    text += f" do {free} phát động, hoặc" if free else ""
    text += f" do {who} phát động" if who else ""
    text += f"{'' if free else ','} kéo dài từ {predicate.min_years} năm" if predicate.min_years else ""
    return text + (
        ", xét khi tổng kết" if predicate.reviews == ("final",) else ", xét khi sơ kết hoặc tổng kết"
    )


@words.register
def _(predicate: deeds.Attested, names: Names) -> str:
    asked = "; ".join(deeds.ATTESTED_VI[code] for code in predicate.codes)
    return f"{asked[:1].upper()}{asked[1:]} (cấp có thẩm quyền xác nhận)"


@words.register
def _(predicate: deeds.Contributed, names: Names) -> str:
    worth = f" trị giá từ {money(predicate.min_vnd)} trở lên" if predicate.min_vnd else ""
    return f"Có đóng góp về công sức, đất đai, tài sản{worth} trong thời gian được xét"


@words.register
def _(predicate: gates.NoOpenHold, names: Names) -> str:
    return f"Không có trường hợp nào đang mở: {'; '.join(terms.HOLD_VI[each] for each in predicate.reasons)}"


@words.register
def _(predicate: gates.Registered, names: Names) -> str:
    return "Đã đăng ký thi đua danh hiệu này đầu năm xét"


@words.register
def _(predicate: gates.LocalStandard, names: Names) -> str:
    if predicate.whole:
        return "Luật giao tỉnh quy định toàn bộ tiêu chuẩn; cần quy định của tỉnh"
    return "Luật giao tỉnh quy định thêm chi tiết; đối chiếu quy định của tỉnh (nếu có)"


@words.register
def _(predicate: gates.NotLoaded, names: Names) -> str:
    return f"{predicate.text[:1].upper()}{predicate.text[1:]}"


@words.register
def _(predicate: limits.Quota, names: Names) -> str:
    base = limits.BASE_VI[predicate.base]
    if predicate.share is None:
        return f"Không vượt quá tỷ lệ quy định so với {base}; tỷ lệ chưa được nạp"
    return f"Số được công nhận không vượt quá {share_vi(*predicate.share)} {base}, không làm tròn lên"
