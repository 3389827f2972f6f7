"""How a result stands to a plan, how amounts gather, which amount may be entered when. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from thidua.kernel.decision import ALLOW, Decision, refuse, require
from thidua.targets.amounts import amount_text, places_of
from thidua.targets.types import (
    MOST_PLACES,
    MOST_REPORT_DAYS,
    PLAN_YEARS,
    RESULTS,
    Amount,
    Attainment,
    Came,
    Direction,
    DueDay,
    Frequency,
    Gathered,
    Judged,
    Kind,
    NewTarget,
    OverUnits,
    OverYears,
    Period,
    Sign,
    Standing,
)


def five_years_of(year: int) -> Period:
    """The five-year plan that holds the year: 2021–2025, 2016–2020 and so on, from congress to congress."""
    first = (year - 1) // PLAN_YEARS * PLAN_YEARS + 1
    return Period(first, first + PLAN_YEARS - 1)


def result_of(known: Mapping[Kind, Amount]) -> tuple[Kind, Amount] | None:
    """The surest result there is: confirmed, else reported, else estimated; None while there is none."""
    return next(((kind, known[kind]) for kind in RESULTS if kind in known), None)


def attain(direction: Direction, plan: Amount | None, result: Amount | None) -> Attainment:
    """A result against a plan.

    More is better: result ÷ plan. Less is better: plan ÷ result, as score tables invert it (practice.md §4.1).
    Equal numbers are 100 % also at nought; a plan of nought that is passed, a result of nought where less is
    better and negative numbers give no per cent but still a standing. Blanks are never taken for nought.
    """
    if plan is None or result is None:
        if plan is None and result is None:
            return Attainment(Standing.EMPTY)
        return Attainment(Standing.NO_PLAN if plan is None else Standing.NO_RESULT)
    asked, got = plan.at(direction), result.at(direction)
    if direction is Direction.HIGHER:
        ahead, open_end, beyond, limit = got - asked, Sign.UNDER, Sign.OVER, asked
        percent, says = _share(got, asked)
    else:
        ahead, open_end, beyond, limit = asked - got, Sign.OVER, Sign.UNDER, got
        percent, says = _share(asked, got)
        if percent is None and limit == 0:
            says = "Kết quả bằng 0 nên không tính tỷ lệ."
    if result.sign is open_end:
        # Only the good end of the result is stated, so it may be anywhere on the bad side of it.
        if ahead > 0:
            return Attainment(Standing.UNSURE, says="Kết quả chỉ ghi một phía nên chưa rõ đã đạt hay chưa.")
        return Attainment(Standing.BEHIND, behind=-ahead, says="Kết quả chỉ ghi một phía.")
    strict = plan.sign is beyond and result.sign is not beyond
    met = ahead > 0 if strict else ahead >= 0
    if met:
        return Attainment(Standing.MET, percent, Decimal(0), says)
    return Attainment(
        Standing.BEHIND,
        percent,
        max(-ahead, Decimal(0)),
        says if ahead else "Kế hoạch đòi hỏi phải vượt mức này.",
    )


def _share(part: Decimal, whole: Decimal) -> tuple[Fraction | None, str]:
    if part == whole:
        return Fraction(100), ""
    if part < 0 or whole < 0:
        return None, "Có số âm nên không tính tỷ lệ."
    if whole == 0:
        return None, "Kế hoạch bằng 0 nên không tính tỷ lệ."
    return Fraction(part) / Fraction(whole) * 100, ""


def judge_year(direction: Direction, known: Mapping[Kind, Amount]) -> Judged:
    """A year by its own amounts."""
    found = result_of(known)
    result = found[1] if found else None
    return Judged(result, found[0] if found else None, attain(direction, known.get(Kind.PLAN), result))


def judge_period(
    direction: Direction,
    rule: OverYears,
    places: int,
    period: Period,
    own: Mapping[Kind, Amount],
    by_year: Mapping[int, Mapping[Kind, Amount]],
) -> Judged:
    """A five-year plan by a result stated for the whole of it, else by what its years make so far.

    While years are lacking nothing is settled, except that a sum already reached where more is better is reached.
    """
    if result_of(own):
        return judge_year(direction, own)
    results = {year: found[1].at(direction) for year, known in by_year.items() if (found := result_of(known))}
    gathered = gather_years(rule, results, period, places)
    result = None if gathered.amount is None else Amount(gathered.amount)
    stands = attain(direction, own.get(Kind.PLAN), result)
    ended = gathered.whole or (rule is OverYears.LAST and period.last in results)
    reached = stands.standing is Standing.MET and rule is OverYears.SUM and direction is Direction.HIGHER
    if not ended and not reached and stands.standing in (Standing.MET, Standing.BEHIND):
        so_far = (
            "Đến nay ở mức kế hoạch" if stands.standing is Standing.MET else "Đến nay chưa tới mức kế hoạch"
        )
        stands = replace(stands, standing=Standing.UNSURE, says=f"{so_far}; chưa đủ số liệu cả giai đoạn.")
    return Judged(result, None, stands, gathered)


def gather_units(rule: OverUnits, amounts: Sequence[Decimal | None], places: int) -> Gathered:
    """What the units' amounts make together; no amount while one of them is blank."""
    known = [each for each in amounts if each is not None]
    amount = None
    if known and len(known) == len(amounts) and rule is not OverUnits.NONE:
        amount = sum(known, Decimal(0)) if rule is OverUnits.SUM else mean(known, places)
    return Gathered(amount, len(known), len(amounts))


def gather_years(rule: OverYears, by_year: Mapping[int, Decimal], period: Period, places: int) -> Gathered:
    """What the years so far make of a period: their sum, their mean, or the last year that is known."""
    known = {year: by_year[year] for year in period.years if year in by_year}
    if not known:
        return Gathered(None, 0, len(period.years))
    if rule is OverYears.LAST:
        amount = known[max(known)]
    elif rule is OverYears.SUM:
        amount = sum(known.values(), Decimal(0))
    else:
        amount = mean(list(known.values()), places)
    return Gathered(amount, len(known), len(period.years))


def mean(amounts: Sequence[Decimal], places: int) -> Decimal:
    """The mean, computed exactly, rounded half away from zero to `places`. Raises ValueError for none."""
    if not amounts:
        raise ValueError("no amounts to take the mean of")
    exact = sum(map(Fraction, amounts), Fraction(0)) / len(amounts)
    scale = 10**places
    half_up = (abs(exact) * scale * 2 + 1) // 2
    return Decimal(half_up if exact >= 0 else -half_up).scaleb(-places)


def check_target(new: NewTarget) -> Decision:
    """Whether a target is described well enough."""
    return (
        require(bool(new.code.strip()), "Chưa nhập mã chỉ tiêu.")
        & require(bool(new.title.strip()), "Chưa nhập tên chỉ tiêu.")
        & require(bool(new.measure.strip()), "Chưa nhập đơn vị tính.")
        & require(0 <= new.places <= MOST_PLACES, f"Số chữ số thập phân phải từ 0 đến {MOST_PLACES}.")
        & require(
            0 <= new.report_days <= MOST_REPORT_DAYS,
            f"Hạn báo cáo phải từ 0 đến {MOST_REPORT_DAYS} ngày sau ngày cuối kỳ.",
        )
    )


def check_edit(before: NewTarget, after: NewTarget, has_values: bool) -> Decision:
    """Whether a target may be changed so: what gives its amounts their meaning stays once there are any."""
    same = (before.direction, before.measure) == (after.direction, after.measure)
    return check_target(after) & require(
        not has_values or (same and after.places >= before.places),
        "Chỉ tiêu đã có số liệu nên không đổi chiều tốt, đơn vị tính hay bớt chữ số thập phân; "
        "hãy thôi dùng chỉ tiêu này và lập chỉ tiêu mới.",
    )


def check_period(period: Period, kind: Kind, today: date) -> Decision:
    """Whether amounts of that kind are taken for the period on that day: results only once it has begun."""
    if not (period.is_year or period.last == period.first + PLAN_YEARS - 1):
        return refuse(f"Kỳ phải là một năm hoặc giai đoạn {PLAN_YEARS} năm.")
    return require(
        kind is Kind.PLAN or period.first <= today.year,
        f"Kỳ {period} chưa tới nên chưa có kết quả để ghi.",
    )


def check_amount(amount: Amount, places: int) -> Decision:
    """Whether the amount has no more decimals than the target."""
    return require(
        places_of(amount) <= places,
        f"Số {amount_text(amount)} có nhiều chữ số thập phân hơn chỉ tiêu ({places}).",
    )


def check_once(kind: Kind, before: Amount | None, withdrawn: bool, places: int) -> Decision:
    """Whether a first amount may be entered: never a second time, that would be a correction."""
    if before is None and not withdrawn:
        return ALLOW
    said = f"là {amount_text(before, places)}" if before else "và đã rút"
    return refuse(f"Số “{kind.label}” của kỳ này đã ghi {said}. Muốn thay thì sửa số liệu và nêu lý do.")


def check_unit_lasts(
    name: str, first: date | None, last: date | None, period: Period, successors: Sequence[str] = ()
) -> Decision:
    """Whether the unit existed in the period: history stays with it, later amounts belong to its successors."""
    return require(
        (last is None or last.year >= period.first) and (first is None or first.year <= period.last),
        f"{name} không hoạt động trong kỳ {period}; hãy ghi cho đơn vị kế tục"
        + (f": {', '.join(successors)}." if successors else "."),
    )


def due_days(frequency: Frequency, year: int, days: int) -> tuple[DueDay, ...]:
    """The reports of a year in order: each is due `days` after the end of its period.

    The programme's own rule. Figures count for a report from the first day of the last month of its period on
    (of a month, from its 15th), for offices close their figures before the period is over.
    """
    length = {Frequency.YEAR: 12, Frequency.HALF: 6, Frequency.QUARTER: 3, Frequency.MONTH: 1}[frequency]
    found = []
    for number, month in enumerate(range(length, 13, length)):
        ends = date(year, month, monthrange(year, month)[1])
        opens = date(year, month, 15 if frequency is Frequency.MONTH else 1)
        name = _period_name(frequency, number, month, year)
        found.append(DueDay(ends + timedelta(days=days), ends, opens, name))
    return tuple(found)


def _period_name(frequency: Frequency, number: int, month: int, year: int) -> str:
    if frequency is Frequency.MONTH:
        return f"tháng {month}/{year}"
    if frequency is Frequency.QUARTER:
        return f"quý {('I', 'II', 'III', 'IV')[number]}/{year}"
    return f"6 tháng đầu năm {year}" if frequency is Frequency.HALF and number == 0 else f"năm {year}"


def has_reported(day: DueDay, newest: date | None) -> bool:
    """Whether the newest figure of the year, by its day, is one for that report or a later one."""
    return newest is not None and newest >= day.opens


def awaited(days: Sequence[DueDay], newest: date | None, today: date) -> DueDay | None:
    """The one report of the year that is waited for on a day: the newest overdue, else the one whose days have begun.

    Older ones fall away, because every figure tells of the year up to its day. None when nothing is waited for.
    """
    lacking = [day for day in days if day.opens <= today and not has_reported(day, newest)]
    overdue = [day for day in lacking if day.due < today]
    return max(overdue or lacking, default=None)


def origins(unit_id: int, before: Mapping[int, Sequence[Came]], having: Collection[int]) -> tuple[Came, ...]:
    """The former units that a plan of the unit comes from: on each line back the nearest that has one.

    A line on which nobody has a plan gives its nearest unit, whose part is a blank. What was divided or absorbed
    anywhere on the line is said of its end.
    """

    def lines(at: int, seen: frozenset[int]) -> Iterator[Came]:
        for came in before.get(at, ()):
            if came.before_id in seen:
                continue
            older = () if came.before_id in having else tuple(lines(came.before_id, seen | {came.before_id}))
            if any(each.before_id in having for each in older):
                for each in older:
                    yield Came(each.before_id, each.divided or came.divided, each.absorbed or came.absorbed)
            else:
                yield came

    return tuple({came.before_id: came for came in lines(unit_id, frozenset({unit_id}))}.values())


def inherited(
    rule: OverUnits, came: Sequence[Came], parts: Sequence[Amount | None]
) -> tuple[Amount | None, str]:
    """The plan a successor takes over from former units, or a blank and why nothing is worked out.

    From one former unit its own amount, from several their sum where amounts of units are added; never a guess.
    """
    if any(each.divided for each in came):
        return (
            None,
            "Đơn vị trước đây được chia cho nhiều đơn vị, nên phần của từng đơn vị phải do cấp trên giao.",
        )
    if any(each.absorbed for each in came):
        return None, "Đơn vị đã hoạt động từ trước khi nhận sáp nhập, nên kế hoạch mới phải do cấp trên giao."
    if len(parts) == 1:
        return parts[0], ""
    if rule is not OverUnits.SUM:
        return None, f"Chỉ tiêu không cộng giữa các đơn vị, nên không tính được từ {len(parts)} đơn vị."
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None, "Có đơn vị trước đây không có kế hoạch này, nên không cộng được."
    if any(part.sign for part in known):
        return None, "Có số chỉ ghi khoảng, trên hoặc dưới, nên không cộng được."
    low = sum((part.low for part in known), Decimal(0))
    high = sum((part.high if part.high is not None else part.low for part in known), Decimal(0))
    return Amount(low, high if high > low else None), ""


def floor_percent(percent: Fraction | None) -> int | None:
    """Per cent in hundredths, rounded down, for ordering; None for none. Never reaches 100 % before the plan is."""
    return None if percent is None else int(percent * 100 // 1)
