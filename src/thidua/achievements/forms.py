"""Forms that record facts of a recipient and change the register. Each gives its command's arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from thidua.achievements import commands
from thidua.achievements.grounds import GroundField, check_length
from thidua.achievements.lists import award_choices
from thidua.achievements.types import (
    Basis,
    FactSection,
    HoldReason,
    InitiativeForm,
    InitiativeScope,
    NewAward,
    PenaltyLevel,
    RatingLevel,
    Route,
    ServiceKind,
)
from thidua.foundation.ui.forms import (
    ChoiceField,
    DateField,
    Form,
    LinesField,
    NumberField,
    TextField,
    YearField,
)
from thidua.lawbook.terms import WORK_VI

LEADING = "national_leadership"  # the one kind of "work" that is a collective's
PICK = ("", "Chọn…")
PAPER = "Số, ngày và nơi ban hành văn bản ghi nhận, ví dụ: Quyết định số 15/QĐ-UBND ngày 05/02/2021."


def options(kinds: Iterable[Any]) -> list[tuple[str, str]]:
    """The members of an enum as choices, none chosen."""
    return [PICK, *((kind.value, kind.label) for kind in kinds)]


class FactForm(Form):
    """A form whose values are the arguments of its command."""

    def facts(self) -> dict[str, Any]:
        """The command's arguments besides actor and recipient."""
        return dict(self.cleaned_data)


class RatingForm(FactForm):
    """The yearly rating."""

    year = YearField(label="Năm")
    level = ChoiceField(label="Mức xếp loại", choices=options(RatingLevel), radio=False)
    document = TextField(label="Văn bản", help_text=PAPER, required=False, max_length=200)


class InitiativeFactForm(FactForm):
    """A recognised initiative."""

    year = YearField(label="Năm công nhận")
    title = TextField(label="Tên sáng kiến, đề tài", max_length=300)
    form = ChoiceField(label="Loại", choices=options(InitiativeForm))
    scope = ChoiceField(label="Phạm vi ảnh hưởng", choices=options(InitiativeScope))
    recognised_by = ChoiceField(label="Cấp công nhận", choices=options(InitiativeScope))
    applied = forms.BooleanField(label="Đã được áp dụng trong thực tế", required=False, initial=True)
    replicable = forms.BooleanField(label="Có khả năng nhân rộng", required=False, initial=True)
    stable_years = NumberField(
        label="Số năm áp dụng ổn định", required=False, most=60, help_text="Để trống nếu không theo dõi."
    )
    document = TextField(label="Văn bản công nhận", help_text=PAPER, required=False, max_length=200)


class PenaltyForm(FactForm):
    """A penalty."""

    day = DateField(label="Ngày kỷ luật")
    level = ChoiceField(label="Hình thức", choices=options(PenaltyLevel))
    until = DateField(
        label="Ngày cuối cùng còn hiệu lực",
        required=False,
        help_text="Để trống nếu chưa có. Ví dụ 05/02/2021",
    )
    document = TextField(label="Văn bản", help_text=PAPER, required=False, max_length=200)


class PenaltyEndForm(FactForm):
    """The last day of a penalty."""

    until = DateField(label="Ngày cuối cùng còn hiệu lực")
    document = TextField(label="Văn bản", help_text=PAPER, required=False, max_length=200)


class HoldForm(FactForm):
    """Consideration waits."""

    reason = ChoiceField(label="Lý do", choices=options(HoldReason))
    since = DateField(label="Từ ngày")
    note = TextField(
        label="Ghi chú",
        required=False,
        max_length=300,
        help_text="Văn bản làm căn cứ, nơi cung cấp thông tin.",
    )


class HoldEndForm(FactForm):
    """A hold ends."""

    until = DateField(label="Ngày cuối cùng tạm dừng")
    note = TextField(label="Kết quả", required=False, max_length=200)


class ServiceForm(FactForm):
    """Leave, study or transfer."""

    kind = ChoiceField(label="Loại", choices=options(ServiceKind))
    year = YearField(label="Năm", required=False, help_text="Với các kỳ nghỉ ghi theo năm.")
    since = DateField(label="Từ ngày", required=False)
    until = DateField(label="Đến ngày", required=False)
    working_days = NumberField(label="Số ngày làm việc đã nghỉ", required=False, most=366)
    months = NumberField(label="Số tháng", required=False, most=120)
    grade = ChoiceField(
        label="Kết quả học tập",
        required=False,
        choices=[("", "Không có"), ("excellent", "Giỏi trở lên"), ("good", "Khá"), ("average", "Trung bình")],
    )
    date = DateField(label="Ngày chuyển đơn vị", required=False, help_text="Chỉ ghi khi chuyển công tác.")
    months_at_previous_unit = NumberField(
        label="Số tháng ở đơn vị cũ trong năm chuyển", required=False, most=12
    )
    previous_unit_comment = forms.BooleanField(label="Đơn vị cũ đã có nhận xét", required=False)

    _DATA = ("working_days", "months", "grade", "months_at_previous_unit")

    def clean(self) -> dict[str, Any]:
        """A transfer has its day, everything else a year or a first day."""
        values = super().clean() or {}
        kind = values.get("kind")
        if kind == ServiceKind.TRANSFER and not values.get("date") and "date" not in self.errors:
            self.add_error("date", "Chưa nhập ngày chuyển đơn vị.")
        elif kind and kind != ServiceKind.TRANSFER and not (values.get("year") or values.get("since")):
            self.add_error("year", "Hãy ghi năm, hoặc ghi từ ngày.")
        return values

    def facts(self) -> dict[str, Any]:
        values = self.cleaned_data
        data: dict[str, Any] = {name: values[name] for name in self._DATA if values[name] not in (None, "")}
        if values["kind"] == ServiceKind.TRANSFER:
            data["date"] = values["date"].isoformat()
            data["previous_unit_comment"] = values["previous_unit_comment"]
        return {**{name: values[name] for name in ("kind", "year", "since", "until")}, "data": data}


class ExperienceForm(FactForm):
    """A stretch of time in one kind of work."""

    kind = ChoiceField(
        label="Loại công tác",
        choices=[
            PICK,
            *((code, f"{says[:1].upper()}{says[1:]}") for code, says in WORK_VI.items() if code != LEADING),
        ],
        help_text="Ghi đủ mọi thời gian: khi đã ghi một thời gian, loại công tác không được ghi coi như không có.",
    )
    since = DateField(label="Từ ngày")
    until = DateField(label="Đến ngày", required=False, help_text="Để trống nếu đến nay vẫn tiếp tục.")
    counts_double = ChoiceField(
        label="Nơi công tác được tính gấp đôi thời gian",
        choices=[("no", "Không"), ("yes", "Có"), ("unknown", "Chưa rõ")],
        initial="no",
        help_text="Ví dụ vùng có điều kiện kinh tế - xã hội đặc biệt khó khăn, theo văn bản của từng danh hiệu.",
    )
    document = TextField(label="Văn bản", help_text=PAPER, required=False, max_length=200)

    _DOUBLE: ClassVar[dict[str, bool | None]] = {"no": False, "yes": True, "unknown": None}

    def facts(self) -> dict[str, Any]:
        values = self.cleaned_data
        data = {
            "kind": values.get("kind", LEADING),
            "from": values["since"].isoformat(),
            "until": values["until"].isoformat() if values["until"] else None,
            "counts_double": self._DOUBLE[values.get("counts_double", "no")],
        }
        return {"section": FactSection.EXPERIENCE.value, "data": data, "document": values["document"]}


class LeadingForm(ExperienceForm):
    """How long a collective has led the country."""

    kind = None  # type: ignore[assignment]
    counts_double = None  # type: ignore[assignment]


class ExperienceEndForm(PenaltyEndForm):
    """The last day of a stretch of work."""

    until = DateField(label="Ngày cuối cùng")


class CompositionForm(FactForm):
    """The heads of a collective in one year."""

    year = YearField(label="Năm")
    members = NumberField(label="Số thành viên", least=1, most=100_000)
    completed = NumberField(label="Số hoàn thành nhiệm vụ trở lên", required=False, most=100_000)
    good = NumberField(label="Số hoàn thành tốt nhiệm vụ trở lên", required=False, most=100_000)
    advanced_worker = NumberField(label="Số đạt Lao động tiên tiến", required=False, most=100_000)
    grassroots_emulation_fighter = NumberField(
        label="Số đạt Chiến sĩ thi đua cơ sở", required=False, most=100_000
    )
    reprimanded = NumberField(label="Số bị khiển trách", required=False, most=100_000)
    warned = NumberField(
        label="Số bị kỷ luật từ cảnh cáo trở lên",
        required=False,
        most=100_000,
        help_text="Ghi 0 nếu không có ai; để trống nếu chưa rõ.",
    )
    document = TextField(label="Văn bản", help_text=PAPER, required=False, max_length=200)

    _HEADS = ("members", "completed", "good", "advanced_worker", "grassroots_emulation_fighter")

    def facts(self) -> dict[str, Any]:
        values = self.cleaned_data
        data: dict[str, Any] = {name: values[name] for name in self._HEADS if values[name] is not None}
        data["penalised"] = None
        if values["warned"] is not None:
            data["penalised"] = {"reprimand": values["reprimanded"] or 0, "warning": values["warned"]}
        return {"year": values["year"], "document": values["document"], "data": data}


class ClusterForm(FactForm):
    """A collective's place in its cluster."""

    year = YearField(label="Năm")
    rank = NumberField(label="Thứ hạng", least=1, most=1000)
    size = NumberField(label="Số thành viên của cụm, khối", least=1, most=1000)
    run_by = ChoiceField(
        label="Cấp tổ chức",
        choices=[
            PICK,
            ("unit", "Cơ sở"),
            ("district", "Cấp huyện"),
            ("province", "Cấp tỉnh"),
            ("central_council", "Hội đồng Thi đua - Khen thưởng Trung ương"),
        ],
    )
    nominated = forms.BooleanField(label="Được cụm, khối suy tôn", required=False)
    document = TextField(label="Văn bản", help_text=PAPER, required=False, max_length=200)


class PastAwardForm(FactForm):
    """An award of earlier years, entered from its paper decision."""

    award = ChoiceField(label="Danh hiệu, hình thức", choices=lambda: [PICK, *award_choices()])
    route = ChoiceField(label="Loại hình", choices=options(Route), initial=Route.MERIT)
    year = YearField(label="Năm được ghi nhận", help_text="Năm đạt danh hiệu, hoặc năm cuối của thành tích.")
    period_from = YearField(label="Thành tích từ năm", required=False)
    number = TextField(label="Số quyết định", max_length=60, help_text="Cả số và ký hiệu, ví dụ 15/QĐ-UBND.")
    decided_on = DateField(label="Ngày quyết định")
    decided_by = TextField(label="Người, cơ quan quyết định", max_length=200)
    signer = TextField(label="Người ký", required=False, max_length=120)

    def facts(self) -> dict[str, Any]:
        values = self.cleaned_data
        period = (values["period_from"], values["year"]) if values["period_from"] else (None, None)
        award = NewAward(
            recipient_id=0,
            award=values["award"],
            year=values["year"],
            route=values["route"],
            period_from=period[0],
            period_to=period[1],
        )
        basis = Basis(values["number"], values["decided_on"], values["decided_by"], values["signer"])
        return {"award": award, "basis": basis}


class RevokeForm(Form):
    """An award is taken back on the strength of a paper."""

    ground = GroundField()
    reason = LinesField(label="Lý do hủy bỏ", max_length=500)
    document = TextField(label="Văn bản làm căn cứ", max_length=200, help_text=PAPER)
    on = DateField(label="Ngày hủy bỏ")
    by_unit_id = ChoiceField(label="Đơn vị hủy bỏ")

    def __init__(
        self,
        *args: Any,
        units: Iterable[tuple[int, str]] = (),
        grounds: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by_unit_id"].choices = [(str(pk), name) for pk, name in units]
        if "ground" in self.fields:
            self.fields["ground"].offer(grounds)

    def clean(self) -> dict[str, Any]:
        """The ground and the reason are kept together."""
        values = super().clean() or {}
        check_length(self)
        return values


class RestoreForm(RevokeForm):
    """A revoked award is given back."""

    ground = None  # type: ignore[assignment]
    on = None  # type: ignore[assignment]
    reason = LinesField(label="Lý do phục hồi", max_length=500)
    by_unit_id = ChoiceField(label="Đơn vị phục hồi")


@dataclass(frozen=True, slots=True)
class Fact:
    """One sort of fact that can be recorded: its words, form and command; of which recipients; whether the
    act is asked about before it is done, and in which sentence."""

    title: str
    form: type[FactForm]
    command: Callable[..., Any]
    done: str
    kinds: tuple[str, ...] = ("person", "collective", "household")
    hold: bool = False
    asks: str = ""


FACTS: dict[str, Fact] = {
    "khen-thuong": Fact(
        "Nhập khen thưởng đã có", PastAwardForm, commands.enter_past_award, "Đã nhập khen thưởng vào sổ."
    ),
    "xep-loai": Fact(
        "Ghi xếp loại chất lượng", RatingForm, commands.set_rating, "Đã ghi xếp loại.", ("person", "collective")
    ),
    "sang-kien": Fact(
        "Ghi sáng kiến, đề tài", InitiativeFactForm, commands.add_initiative, "Đã ghi sáng kiến.", ("person",)
    ),
    "so-lieu": Fact(
        "Ghi số liệu tập thể", CompositionForm, commands.set_composition, "Đã ghi số liệu.", ("collective",)
    ),
    "cum-khoi": Fact(
        "Ghi thứ hạng cụm, khối", ClusterForm, commands.set_cluster_place, "Đã ghi thứ hạng.", ("collective",)
    ),
    "cong-tac": Fact(
        "Ghi biến động công tác", ServiceForm, commands.add_service_event, "Đã ghi biến động công tác.", ("person",)
    ),
    "nganh-nghe": Fact(
        "Ghi thời gian công tác trong ngành, nghề", ExperienceForm, commands.add_other_fact,
        "Đã ghi thời gian công tác.", ("person",),
    ),
    "dan-dau": Fact(
        "Ghi thời gian dẫn đầu toàn quốc", LeadingForm, commands.add_other_fact, "Đã ghi thời gian dẫn đầu.",
        ("collective",),
    ),
    "ky-luat": Fact(
        "Ghi kỷ luật", PenaltyForm, commands.add_penalty, "Đã ghi kỷ luật.", ("person", "collective"),
        asks="Ghi kỷ luật đối với {name}? Các đề nghị đang xét của đối tượng này sẽ được xét lại điều kiện.",
    ),
    "tam-dung": Fact(
        "Tạm dừng xét", HoldForm, commands.open_hold, "Đã ghi việc tạm dừng xét.", hold=True,
        asks="Tạm dừng xét khen thưởng đối với {name}? Các đề nghị đang xét của đối tượng này phải chờ.",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class End:
    """The end of a fact that is still open."""

    title: str
    form: type[FactForm]
    command: Callable[..., Any]
    key: str
    done: str
    asks: str
    hold: bool = False


ENDS: dict[str, End] = {
    "hold": End(
        "Kết thúc tạm dừng xét", HoldEndForm, commands.close_hold, "hold_id", "Đã kết thúc tạm dừng xét.",
        "Kết thúc tạm dừng xét khen thưởng đối với {name}? Các đề nghị của đối tượng này được xét tiếp.", hold=True,
    ),
    "penalty": End(
        "Ghi ngày hết hiệu lực kỷ luật", PenaltyEndForm, commands.end_penalty, "penalty_id",
        "Đã ghi ngày hết hiệu lực kỷ luật.", "Ghi ngày hết hiệu lực kỷ luật của {name}?",
    ),
    "fact": End(
        "Ghi ngày kết thúc thời gian công tác", ExperienceEndForm, commands.end_experience, "fact_id",
        "Đã ghi ngày kết thúc.", "Ghi ngày kết thúc thời gian công tác của {name}?",
    ),
}  # fmt: skip
