"""What the list of nominations shows, is narrowed by, and lets be done to many at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import forms

from thidua.access.types import Actor
from thidua.foundation.ui.cells import Column
from thidua.foundation.ui.forms import ChoiceField, FilterForm, SearchField, YearField
from thidua.foundation.ui.keys import key_of
from thidua.foundation.ui.lists import BulkAct
from thidua.lawbook import load_book
from thidua.lawbook.verdict import OUTCOME_VI
from thidua.nominations.logic import RULES
from thidua.nominations.queries import RoundRow
from thidua.nominations.types import Event, NominationState, ReviewState, SubmissionState
from thidua.organisation.types import RecipientKind

ANY = [("", "Tất cả")]
_WHOLE = {state.value for state in NominationState}


@lru_cache(maxsize=1)
def award_choices() -> list[tuple[str, str]]:
    """Codes and names of the catalogue, highest first."""
    awards = sorted(load_book().awards.values(), key=lambda award: -award.rank)
    return [(award.code, award.name) for award in awards]


_STATES = [
    (NominationState.DRAFT.value, "Đang soạn"),
    (
        "Đang xét",
        [
            (NominationState.IN_REVIEW.value, "Mọi bước đang xét"),
            *(
                (state.value, state.label)
                for state in (
                    ReviewState.RECEIVED,
                    ReviewState.APPRAISED,
                    ReviewState.COUNCIL_APPROVED,
                    ReviewState.ENDORSED,
                )
            ),
        ],
    ),
    (NominationState.TO_SUPPLEMENT.value, "Cần bổ sung"),
    (NominationState.FORWARDED.value, NominationState.FORWARDED.label),
    (NominationState.AWARDED.value, NominationState.AWARDED.label),
    (NominationState.REJECTED.value, NominationState.REJECTED.label),
    (NominationState.WITHDRAWN.value, NominationState.WITHDRAWN.label),
]


TABS = (
    (NominationState.DRAFT, "Đang soạn"),
    (NominationState.IN_REVIEW, "Đang xét"),
    (NominationState.TO_SUPPLEMENT, "Cần bổ sung"),
    (NominationState.FORWARDED, "Đã trình cấp Nhà nước"),
    (NominationState.AWARDED, "Đã có quyết định"),
    (NominationState.REJECTED, "Không xét"),
    (NominationState.WITHDRAWN, "Đã rút"),
)
"""States that the list counts and opens with one press."""


class Filters(FilterForm):
    """Which nominations. `state` is where it stands as a whole or the step of the holder's review."""

    q = SearchField(label="Tên người, tập thể, hộ")
    state = ChoiceField(label="Tình trạng", choices=[*ANY, *_STATES])
    award = ChoiceField(label="Danh hiệu, hình thức", choices=lambda: [*ANY, *award_choices()])
    verdict = ChoiceField(label="Điều kiện", choices=[*ANY, *OUTCOME_VI.items()])
    kind = ChoiceField(label="Đối tượng", choices=[*ANY, *((k.value, k.label) for k in RecipientKind)])
    unit = ChoiceField(label="Đơn vị đề nghị")
    round = ChoiceField(label="Đợt")
    year = YearField(label="Năm")
    mine = forms.BooleanField(label="Đến lượt tôi")
    batch = ChoiceField(label="Lần nhập")

    def __init__(
        self, data: Mapping[str, Any], *, rounds: list[RoundRow], units: list[tuple[str, str]]
    ) -> None:
        super().__init__(_with_step(data))
        self.fields["round"].choices = [*ANY, *((str(r.id), f"{r.name} ({r.year})") for r in rounds)]
        asked = data.get("unit", "")
        known = {key for key, _ in units}
        other = [(asked, "Đơn vị đang xem")] if key_of(asked) and asked not in known else []
        self.fields["unit"].choices = [*ANY, *units, *other]
        sent = data.get("batch", "")
        imported = (
            [(sent, "Danh sách vừa xem")] if sent.isascii() and sent.isdecimal() and len(sent) < 19 else []
        )
        self.fields["batch"].choices = [*ANY, *imported]
        if not imported:
            self.fields["batch"].widget = forms.HiddenInput()

    def arguments(self) -> dict[str, Any]:
        """The filters as `screens.nominations` takes them."""
        found = self.values()
        state = found["state"]
        whole = state in _WHOLE
        return {
            "text": found["q"],
            "state": state if whole else "",
            "review_state": "" if whole else state,
            "award": found["award"],
            "verdict": found["verdict"],
            "kind": found["kind"],
            "unit_id": int(found["unit"]) if found["unit"] else None,
            "round_id": int(found["round"]) if found["round"] else None,
            "year": found["year"],
            "mine": bool(found["mine"]),
            "batch_id": int(found["batch"]) if found["batch"] else None,
        }


def _with_step(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The desk's links say `review_state`; the list has one field for both."""
    step = data.get("review_state", "")
    if not step or data.get("state"):
        return data
    return {**{name: data[name] for name in data}, "state": step}


COLUMNS = (
    Column(
        "name",
        "Đối tượng",
        sort=("recipient__sort_key",),
        url="nominations:detail id",
        sub="place",
        header=True,
    ),
    Column("award", "Danh hiệu, hình thức", sort="award", sub="years"),
    Column("status", "Tình trạng", kind="badge", sort=("state", "review_state"), sub="where"),
    Column("verdict", "Điều kiện", kind="badge", sort="verdict"),
    Column("unit", "Đơn vị đề nghị", sort=("unit__sort_key", "recipient__sort_key")),
    Column("due_on", "Hạn", kind="date"),
)

EXPORT_COLUMNS = (
    Column("name", "Đối tượng", sort="recipient__sort_key"),
    Column("kind", "Loại", value=lambda line: RecipientKind(line.kind).label),
    Column("position", "Chức vụ"),
    Column("recipient_unit", "Đơn vị công tác, nơi cư trú"),
    Column("award", "Danh hiệu, hình thức", sort="award"),
    Column("years", "Năm, thời gian"),
    Column("status", "Tình trạng", sort=("state", "review_state")),
    Column("where", "Đang ở"),
    Column("verdict", "Điều kiện", sort="verdict"),
    Column("unit", "Đơn vị đề nghị", sort=("unit__sort_key", "recipient__sort_key")),
    Column("due_on", "Hạn", kind="date"),
    Column("round", "Đợt"),
)
"""The same as a sheet: what the screen says in a second small line has a column of its own."""

BULK: dict[Event, BulkAct] = {
    Event.PROPOSE: BulkAct("nominations:bulk-propose", "Gửi xét"),
    Event.APPRAISE_AGREE: BulkAct("nominations:bulk-agree", "Thẩm định: đồng ý"),
    Event.ENDORSE: BulkAct("nominations:bulk-endorse", "Duyệt"),
    Event.SUPPLEMENT: BulkAct("nominations:bulk-supplement", "Đã bổ sung xong"),
    Event.RETURN: BulkAct("nominations:bulk-return", "Trả lại"),
    Event.REJECT: BulkAct("nominations:bulk-reject", "Không xét", danger=True),
    Event.WITHDRAW: BulkAct("nominations:bulk-withdraw", "Rút đề nghị", danger=True),
}


def bulk_acts(actor: Actor, state: str) -> list[BulkAct]:
    """The acts for many that one of the actor's roles may carry out, at the state the list is narrowed to."""
    roles = {post.role for post in actor.posts}
    return [
        act
        for event, act in BULK.items()
        if any(rule.event is event and roles & rule.roles and _fits(rule.state, state) for rule in RULES)
    ]


def _fits(rule_state: ReviewState | None, state: str) -> bool:
    if state in ("", NominationState.IN_REVIEW):
        return True
    return state == (NominationState.DRAFT if rule_state is None else rule_state)


class SubmissionFilters(FilterForm):
    """Which submissions: of which round, written or received."""

    round = ChoiceField(label="Đợt")
    direction = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any], *, rounds: list[RoundRow]) -> None:
        super().__init__(data)
        self.fields["round"].choices = [*ANY, *((str(r.id), f"{r.name} ({r.year})") for r in rounds)]

    def arguments(self) -> dict[str, Any]:
        """The filters as `queries.submissions` takes them."""
        found = self.values()
        direction = found["direction"] if found["direction"] in ("sent", "received") else ""
        return {"direction": direction, "round_id": int(found["round"]) if found["round"] else None}


SUBMISSION_COLUMNS = (
    Column(
        "subject",
        "Tờ trình",
        value=lambda row: f"Số {row.number}" if row.number else "Dự thảo",
        url="nominations:submission id",
        sub="subject",
        header=True,
    ),
    Column("unit", "Đơn vị gửi", sort="unit"),
    Column("to_name", "Gửi đến", sort="to_name"),
    Column("items", "Số đề nghị", kind="number", sort="items"),
    Column("state", "Tình trạng", kind="badge", sort="state", value=lambda row: SubmissionState(row.state)),
    Column("sent_on", "Ngày gửi", kind="date", sort="sent_on"),
)
