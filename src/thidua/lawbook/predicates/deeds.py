"""Conditions on movements, certified judgements and contributions."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from thidua.kernel.formats import money, number
from thidua.kernel.kleene import NO, UNKNOWN, YES, Truth
from thidua.lawbook import terms
from thidua.lawbook.case import Case
from thidua.lawbook.predicates.base import Predicate
from thidua.lawbook.record import Contribution, MovementPart
from thidua.lawbook.telling import COLLECTIVE_OFFICE, STANDING_OFFICE, Evidence, Missing, Telling

ATTESTED_VI = {
    "influence_in_commune": "thành tích có phạm vi ảnh hưởng trong xã, cơ quan, đơn vị, doanh nghiệp",
    "influence_in_unit": "thành tích có phạm vi ảnh hưởng trong cơ quan, đơn vị, doanh nghiệp",
    "influence_in_district": "thành tích có phạm vi ảnh hưởng trong huyện",
    "influence_in_field": "thành tích có phạm vi ảnh hưởng ở một lĩnh vực của tỉnh, bộ, ngành",
    "influence_in_sector": "thành tích có phạm vi ảnh hưởng trong ngành, nghề",
    "influence_in_province": "thành tích có phạm vi ảnh hưởng trong tỉnh, bộ, ngành",
    "influence_in_nation": "thành tích có phạm vi ảnh hưởng toàn quốc",
    "exceeds_targets": "hoàn thành vượt các chỉ tiêu, nhiệm vụ được giao",
    "creates_jobs": "tạo việc làm cho người lao động",
    "helps_households": "giúp đỡ các hộ gia đình khác",
    "helps_community": "tích cực giúp đỡ cộng đồng",
    "trains_colleagues": "có công đào tạo, bồi dưỡng, giúp đỡ đồng nghiệp",
    "many_achievements": "lập được nhiều thành tích",
    "outstanding_feat": "lập thành tích xuất sắc đột xuất",
    "productive_work": "lao động sản xuất có hiệu quả",
    "combat_creativity": "mưu trí, sáng tạo trong chiến đấu, phục vụ chiến đấu",
    "recognised_contribution": "có đóng góp cho địa phương, đất nước",
    "political_task": "lập thành tích xuất sắc trong phục vụ nhiệm vụ chính trị",
    "regional_prize": "đạt giải thưởng cao ở khu vực hoặc thế giới",
    "excellent_work": "công trình khoa học, tác phẩm được cấp có thẩm quyền đánh giá xuất sắc",
    "invention_in_field": "phát minh, sáng chế, công trình có hiệu quả ở một lĩnh vực của tỉnh, bộ, ngành",
    "large_contribution": "có đóng góp lớn",
    "many_contributions": "có nhiều đóng góp",
    "many_large_contributions": "có nhiều đóng góp lớn",
    "exceptional_feat": "lập thành tích đặc biệt xuất sắc đột xuất",
    "highest_regional_prize": "đạt giải thưởng cao nhất ở khu vực",
    "world_prize": "đạt giải thưởng cao của thế giới",
    "invention_in_province": "phát minh, sáng chế, công trình có hiệu quả trong tỉnh, bộ, ngành",
    "invention_in_nation": "phát minh, sáng chế, công trình có hiệu quả trên toàn quốc",
    "special_nationwide_merit": "có công lao, thành tích đặc biệt xuất sắc trong phạm vi cả nước",
    "special_achievements": "lập được nhiều thành tích đặc biệt xuất sắc",
    "province_or_ministry_rank": "là tỉnh, bộ, ngành hoặc đơn vị lớn thuộc đối tượng của điều luật",
    "exceptional_work": "lao động sáng tạo, đạt hiệu quả đặc biệt xuất sắc",
    "special_value_work": "có công trình khoa học, sáng kiến có giá trị đặc biệt",
    "leads_the_nation": "dẫn đầu toàn quốc về năng suất, chất lượng, hiệu quả",
    "exemplary_collective": "đi đầu đổi mới, làm tốt công tác đào tạo, chăm lo đời sống, bảo đảm an ninh, an toàn",
    "prizes_since_title": "đạt giải thưởng nghệ thuật sau khi được phong tặng danh hiệu ưu tú",
    "volunteer_youth_martyr": "đã hy sinh khi tham gia thanh niên xung phong, được công nhận là liệt sĩ",
    "feat_of_arms": "lập chiến công, được bộ hoặc tỉnh công nhận",
    "brave_act": "có hành động dũng cảm cứu người, cứu tài sản hoặc chống tội phạm",
    "unity_merit": (
        "có công lao xây dựng khối đại đoàn kết toàn dân tộc, "
        "được Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam công nhận"
    ),
    "state_level_work": "công trình khoa học, tác phẩm cấp Nhà nước",
    "central_cluster_leader": "dẫn đầu cụm, khối do Hội đồng Thi đua - Khen thưởng Trung ương tổ chức",
    "family_law": "gương mẫu chấp hành chủ trương, pháp luật",
    "family_movements": "tích cực tham gia phong trào thi đua lao động, học tập, bảo vệ an ninh trật tự",
    "family_prosperous": "gia đình no ấm, tiến bộ, hạnh phúc, văn minh, gắn bó với cộng đồng",
    "local_economy": "đời sống kinh tế ổn định, phát triển",
    "local_culture": "đời sống văn hóa, tinh thần lành mạnh, phong phú",
    "local_environment": "môi trường an toàn, sạch đẹp",
    "local_order": "chấp hành pháp luật, bảo đảm trật tự, tích cực tham gia phong trào",
    "village_solidarity": "đoàn kết, tương trợ trong cộng đồng",
    "commune_tasks": "hoàn thành nhiệm vụ",
}
"""Judgements a competent person certifies; rules may ask for these only."""

# A wider influence contains the narrower ones.
IMPLIED_BY: dict[str, tuple[str, ...]] = {
    "influence_in_unit": (
        "influence_in_commune",
        "influence_in_district",
        "influence_in_province",
        "influence_in_nation",
    ),
    "influence_in_commune": (
        "influence_in_unit",
        "influence_in_district",
        "influence_in_province",
        "influence_in_nation",
    ),
    "influence_in_district": ("influence_in_province", "influence_in_nation"),
    "influence_in_field": ("influence_in_province", "influence_in_nation"),
    "influence_in_sector": ("influence_in_province", "influence_in_nation"),
    "influence_in_province": ("influence_in_nation",),
    "recognised_contribution": ("large_contribution", "many_contributions", "many_large_contributions"),
    "large_contribution": ("many_large_contributions",),
    "many_contributions": ("many_large_contributions",),
    "outstanding_feat": ("exceptional_feat",),
    "regional_prize": ("highest_regional_prize", "world_prize"),
    "invention_in_field": ("invention_in_province", "invention_in_nation", "state_level_work"),
    "invention_in_province": ("invention_in_nation", "state_level_work"),
}


class Attested(Predicate):
    """All of the judgements were certified by a competent person."""

    open: ClassVar[bool] = True

    codes: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _known(self) -> Attested:
        for code in self.codes:
            if code not in ATTESTED_VI:
                raise ValueError(f"không có xác nhận mang mã “{code}”")
        return self

    def _lacking(self, case: Case) -> list[str]:
        given = set(case.record.facts.attested or ())
        return [c for c in self.codes if c not in given and not given.intersection(IMPLIED_BY.get(c, ()))]

    def holds(self, case: Case, best: bool) -> bool:
        return best if case.record.facts.attested is None else not self._lacking(case)

    def tell(self, case: Case, truth: Truth) -> Telling:
        required = "; ".join(ATTESTED_VI[code] for code in self.codes) + " (được cấp có thẩm quyền xác nhận)"
        lacking = self._lacking(case)
        evidence = tuple(
            Evidence(f"attested.{code}", ATTESTED_VI[code]) for code in self.codes if code not in lacking
        )
        if truth is UNKNOWN:
            missing = (Missing("attested", f"xác nhận: {ATTESTED_VI[lacking[0]]}", STANDING_OFFICE),)
            return Telling(required, "chưa có thông tin về xác nhận", "", evidence, missing)
        shown = (
            "đã được xác nhận"
            if not lacking
            else "chưa có xác nhận: " + "; ".join(ATTESTED_VI[c] for c in lacking)
        )
        return Telling(
            required, shown, "" if truth is YES else "cần xác nhận của cấp có thẩm quyền", evidence
        )


class InMovement(Predicate):
    """Part in a thematic movement launched so high, so long, reviewed so; `led` asks first place in it.

    `any_length` names launchers whose movements need no length.
    """

    open: ClassVar[bool] = True

    launched_by: tuple[terms.Launcher, ...] = ()
    any_length: tuple[terms.Launcher, ...] = ()
    min_years: int = Field(default=0, ge=0)
    reviews: tuple[Literal["interim", "final"], ...] = ("interim", "final")
    led: bool = False

    def _fits(self, case: Case, each: MovementPart, best: bool) -> bool:
        if not self._in_time(case, each):
            return False
        free = each.launched_by in self.any_length
        if self.launched_by and each.launched_by not in self.launched_by and not free:
            return False
        length = each.years
        if length is None and each.since is not None and each.until is not None:
            length = each.until - each.since + 1
        if self.min_years and not free and not (best if length is None else length >= self.min_years):
            return False
        if not (best if each.review is None else each.review in self.reviews):
            return False
        return not self.led or (best if each.led is None else each.led)

    @staticmethod
    def _in_time(case: Case, each: MovementPart) -> bool:
        judged = each.year or each.until
        if judged is not None and judged > case.day.year:
            return False
        question = case.record.question
        first, last = question.period or ((question.year, question.year) if question.year else (None, None))
        if first is None or last is None:
            return True
        start, end = each.since or judged, judged or each.until
        return (start is None or start <= last) and (end is None or end >= first)

    def holds(self, case: Case, best: bool) -> bool:
        parts = case.record.facts.movements
        if parts is None or (best and case.unrecorded & case.asked_years):
            return best
        return any(self._fits(case, each, best) for each in parts)

    def tell(self, case: Case, truth: Truth) -> Telling:
        who = " hoặc ".join(terms.LAUNCHER_VI[each] for each in self.launched_by)
        free = " hoặc ".join(terms.LAUNCHER_VI[each] for each in self.any_length)
        required = (
            "dẫn đầu" if self.led else "có thành tích tiêu biểu, xuất sắc trong"
        ) + " phong trào thi đua"
        required += f" do {free} phát động, hoặc" if free else ""
        required += f" do {who} phát động" if who else ""
        required += f"{'' if free else ','} từ {self.min_years} năm trở lên" if self.min_years else ""
        required += ", khi tổng kết" if self.reviews == ("final",) else ", khi sơ kết hoặc tổng kết"
        parts = case.record.facts.movements
        shown_parts = [(each, self._shows(each)) for each in parts or () if self._in_time(case, each)]
        evidence = tuple(Evidence("movements", text, each.ref) for each, text in shown_parts)
        shown = "; ".join(text for _, text in shown_parts) or "không ghi phong trào nào trong thời gian này"
        missing: tuple[Missing, ...] = ()
        if truth is UNKNOWN:
            missing = (
                Missing(
                    "movements",
                    "thời hạn, kỳ sơ kết hoặc tổng kết và kết quả của phong trào",
                    COLLECTIVE_OFFICE,
                ),
            )
        change = "" if truth is YES else "cần kết quả sơ kết, tổng kết một phong trào như yêu cầu"
        return Telling(required, shown, change, evidence, missing)

    @staticmethod
    def _shows(each: MovementPart) -> str:
        text = f"phong trào do {terms.LAUNCHER_VI[each.launched_by]} phát động"
        text += f", {each.years} năm" if each.years is not None else ""
        text += {"interim": ", sơ kết", "final": ", tổng kết", None: ""}[each.review]
        return text + (", dẫn đầu" if each.led else "")


class Contributed(Predicate):
    """Contributions in the years asked about, worth at least `min_vnd` together where an amount is named."""

    open: ClassVar[bool] = True

    min_vnd: int = Field(default=0, ge=0)

    def _inside(self, case: Case) -> list[Contribution]:
        question = case.record.question
        first, last = question.period or (question.year or 0, question.year or case.day.year)
        return [
            c
            for c in case.record.facts.contributions or ()
            if first <= c.year <= last and c.year <= case.day.year
        ]

    def holds(self, case: Case, best: bool) -> bool:
        if case.record.facts.contributions is None or (best and case.unrecorded & case.asked_years):
            return best
        inside = self._inside(case)
        if best and any(c.amount_vnd is None for c in inside):
            return True
        return bool(inside) and sum(c.amount_vnd or 0 for c in inside) >= self.min_vnd

    def tell(self, case: Case, truth: Truth) -> Telling:
        required = "có đóng góp về công sức, đất đai, tài sản"
        required += f" trị giá từ {money(self.min_vnd)} trở lên" if self.min_vnd else ""
        evidence = tuple(
            Evidence("contributions", self._shows(each), each.ref) for each in self._inside(case)
        )
        shown = "; ".join(each.shows for each in evidence) or "không ghi đóng góp nào trong thời gian này"
        missing: tuple[Missing, ...] = ()
        if truth is UNKNOWN:
            missing = (
                Missing("contributions.amount_vnd", "giá trị của phần đóng góp", "nơi tiếp nhận đóng góp"),
            )
        change = ""
        if truth is NO and self.min_vnd:
            total = sum(c.amount_vnd or 0 for c in self._inside(case))
            change = f"còn thiếu {money(self.min_vnd - total)}"
        return Telling(required, shown, change, evidence, missing)

    @staticmethod
    def _shows(each: Contribution) -> str:
        parts = [f"năm {each.year}"]
        if each.amount_vnd is not None:
            parts.append(money(each.amount_vnd))
        if each.area_m2 is not None:
            parts.append(f"{number(each.area_m2)} m²")
        return ", ".join(parts)
