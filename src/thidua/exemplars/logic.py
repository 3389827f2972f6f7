"""The rules of exemplars, stories and tips. Pure.

The four steps are those the province orders (phát hiện, bồi dưỡng, tổng kết, nhân rộng); which evidence each step
must bring before the next is a rule of this product, not of a law.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from thidua.exemplars.types import (
    Aired,
    AiringState,
    Consent,
    Copy,
    Ending,
    Limit,
    Medium,
    NewNote,
    NewTask,
    NoteKind,
    Step,
    StoryEvent,
    StoryState,
    TipEvent,
    TipState,
)
from thidua.kernel.decision import ALLOW, Decision, refuse, require

STEPS = (Step.DETECT, Step.NURTURE, Step.SUMMARISE, Step.REPLICATE)
EVIDENCE: Mapping[Step, tuple[NoteKind, ...]] = {
    Step.DETECT: (NoteKind.CHECK,),
    Step.NURTURE: (NoteKind.PLAN, NoteKind.MENTOR, NoteKind.VISIT),
    Step.SUMMARISE: (NoteKind.RESULT, NoteKind.LESSON),
    Step.REPLICATE: (),
    Step.CLOSED: (),
}
"""What must be noted before a step is left for the next."""
STILL_NOTED: Mapping[Step, tuple[NoteKind, ...]] = {
    **EVIDENCE,
    Step.REPLICATE: (NoteKind.VISIT, NoteKind.RESULT, NoteKind.LESSON),
}
"""What can be noted in a step."""
S = TypeVar("S")


def next_step(step: Step) -> Step | None:
    """The step that follows; None after the last and for one no longer followed."""
    if step not in STEPS[:-1]:
        return None
    return STEPS[STEPS.index(step) + 1]


def missing(step: Step, noted: Collection[NoteKind]) -> tuple[NoteKind, ...]:
    """The evidence the step still lacks."""
    return tuple(kind for kind in EVIDENCE[step] if kind not in noted)


def may_advance(step: Step, noted: Collection[NoteKind]) -> Decision:
    """Whether the exemplar may go on to the next step."""
    following = next_step(step)
    if following is None:
        return refuse(f"Điển hình đang ở bước “{step.label}”, không còn bước tiếp theo.")
    lacking = missing(step, noted)
    return require(
        not lacking,
        f"Trước khi sang bước “{following.label}” cần ghi: {', '.join(kind.label.lower() for kind in lacking)}.",
    )


def check_task(task: NewTask, step: Step, today: date) -> Decision:
    """Whether the task belongs to the step, says what and who, and ends today or later."""
    return (
        require(task.kind in STILL_NOTED[step], f"Không giao “{task.kind.label}” ở bước “{step.label}”.")
        & require(bool(task.text.strip()), "Cần ghi việc phải làm.")
        & require(bool(task.who.strip()), "Cần ghi ai làm.")
        & require(task.due >= today, "Hạn của việc phải từ hôm nay trở đi.")
    )


def nothing_open(tasks: int) -> Decision:
    """A step is not left while something given out in it is neither done nor dropped."""
    return require(
        tasks == 0, f"Còn {tasks} việc của bước này chưa làm xong; hãy ghi đã làm hoặc bỏ việc kèm lý do."
    )


def may_close(step: Step, ending: Ending, text: str, copies: int) -> Decision:
    """Whether the exemplar may be closed so: with words, once, and "replicated" only if somebody copied it."""
    return (
        require(step is not Step.CLOSED, "Điển hình này đã kết thúc theo dõi.")
        & require(bool(text.strip()), "Cần ghi rõ lý do kết thúc.")
        & require(
            ending is not Ending.DONE or (step is Step.REPLICATE and copies > 0),
            "Chỉ ghi “Đã nhân rộng xong” khi đã có đơn vị học tập.",
        )
    )


def check_note(note: NewNote, step: Step, found_on: date, today: date) -> Decision:
    """Whether the note belongs to the step, is dated sensibly, and a result has its figures."""
    future = note.kind not in (NoteKind.PLAN, NoteKind.MENTOR)
    figures = note.measure.strip() and note.after is not None
    return (
        require(note.kind in STILL_NOTED[step], f"Không ghi “{note.kind.label}” ở bước “{step.label}”.")
        & require(bool(note.text.strip()), "Cần ghi nội dung.")
        & require(not future or note.on <= today, "Ngày ghi không được sau hôm nay.")
        & require(note.on >= found_on, "Ngày ghi không được trước ngày phát hiện.")
        & require(
            note.kind is not NoteKind.RESULT or bool(figures), "Kết quả cần tên số liệu và giá trị đạt được."
        )
    )


def check_due(due: date, today: date) -> Decision:
    """A step's last day lies ahead."""
    return require(due >= today, "Hạn hoàn thành bước này phải từ hôm nay trở đi.")


# Spread


def may_copy(step: Step, home: int, unit_id: int, parent: int | None, copies: Sequence[Copy]) -> Decision:
    """Whether the unit may be noted as having copied the model, from the copy `parent` or the exemplar itself."""
    return (
        require(step is Step.REPLICATE, "Chỉ học tập được mô hình đang ở bước nhân rộng.")
        & require(unit_id != home, "Đơn vị có mô hình không thể tự học tập mô hình của mình.")
        & require(
            all(each.unit_id != unit_id for each in copies), "Đơn vị này đã được ghi là đã học tập mô hình."
        )
        & require(
            parent is None or any(each.id == parent for each in copies),
            "Nơi đã học tập không có trong danh sách nhân rộng của mô hình này.",
        )
    )


def tree(copies: Iterable[Copy]) -> list[tuple[int, int]]:
    """The copies from the exemplar downward as (depth, id), each right after whatever it was copied from.

    Raises ValueError for a circle or a copy of something that is not there.
    """
    below: dict[int | None, list[int]] = {}
    every = list(copies)
    for each in every:
        below.setdefault(each.parent, []).append(each.id)
    found: list[tuple[int, int]] = []
    waiting = [(0, pk) for pk in sorted(below.get(None, ()), reverse=True)]
    while waiting:
        depth, pk = waiting.pop()
        found.append((depth, pk))
        waiting += [(depth + 1, child) for child in sorted(below.get(pk, ()), reverse=True)]
    if len(found) != len(every):
        raise ValueError("the copies are no tree")
    return found


# Stories

_STORY: Mapping[tuple[StoryState, StoryEvent], StoryState] = {
    (StoryState.DRAFT, StoryEvent.REVISE): StoryState.DRAFT,
    (StoryState.REVIEWED, StoryEvent.REVISE): StoryState.DRAFT,
    (StoryState.SCHEDULED, StoryEvent.REVISE): StoryState.DRAFT,
    (StoryState.WITHDRAWN, StoryEvent.REVISE): StoryState.DRAFT,
    (StoryState.DRAFT, StoryEvent.REVIEW): StoryState.REVIEWED,
    (StoryState.REVIEWED, StoryEvent.SCHEDULE): StoryState.SCHEDULED,
    (StoryState.SCHEDULED, StoryEvent.SCHEDULE): StoryState.SCHEDULED,
    (StoryState.PUBLISHED, StoryEvent.SCHEDULE): StoryState.PUBLISHED,
    (StoryState.SCHEDULED, StoryEvent.PUBLISH): StoryState.PUBLISHED,
    **{
        (state, StoryEvent.WITHDRAW): StoryState.WITHDRAWN
        for state in StoryState
        if state is not StoryState.WITHDRAWN
    },
}


def story_after(state: StoryState, event: StoryEvent) -> StoryState | None:
    """The state after the event; None where it cannot happen."""
    return _STORY.get((state, event))


def may_tell(state: StoryState, event: StoryEvent, consent: Consent, merit_lost: bool) -> Decision:
    """Whether the event may happen to the story: in this state, and nothing goes out without consent and merit."""
    possible = require(
        story_after(state, event) is not None,
        f"Không thể {event.label} khi bài ở trạng thái “{state.label}”.",
    )
    if event not in (StoryEvent.SCHEDULE, StoryEvent.PUBLISH):
        return possible
    return possible & merit(merit_lost) & consented(consent)


def merit(lost: bool) -> Decision:
    """Nobody's story is told whose merit fell."""
    return require(not lost, "Điển hình này không còn xứng đáng nên không đăng bài.")


def consented(consent: Consent) -> Decision:
    """Nothing goes out without the consent of whoever it is about."""
    if consent.stands:
        return ALLOW
    if consent.taken_back_on is not None:
        return refuse(f"{consent.name} đã rút lại sự đồng ý ngày {consent.taken_back_on:%d/%m/%Y}.")
    return refuse("Cần có sự đồng ý của người được viết: ngày đồng ý và văn bản kèm theo.")


def may_hand_over(state: StoryState, consent: Consent, merit_lost: bool) -> Decision:
    """Whether a story may be given to an editor: passed, agreed to, and its person still deserving."""
    passed = state in (StoryState.REVIEWED, StoryState.SCHEDULED, StoryState.PUBLISHED)
    return require(passed, "Chỉ gửi bài đã duyệt cho báo, đài.") & consented(consent) & merit(merit_lost)


def check_review(writer: str, reviewer: str) -> Decision:
    """A story is reviewed by somebody who did not write it."""
    return require(writer != reviewer, "Người duyệt phải khác người viết hoặc sửa bài lần cuối.")


def is_public(state: StoryState, consent: Consent, merit_lost: bool) -> bool:
    """Whether anybody may read the story."""
    return state is StoryState.PUBLISHED and consent.stands and not merit_lost


# Media


def may_note(state: AiringState) -> Decision:
    """Whether what became of a day on the schedule may still be noted: once."""
    return require(
        state is AiringState.PLANNED,
        f"Lịch này ở trạng thái “{state.label.lower()}”, không ghi kết quả được.",
    )


def check_aired(medium: Medium, aired: Aired, reviewed_on: date | None, today: date) -> Decision:
    """Whether a story appeared so: elsewhere than here, not before it was passed, with an address or a file."""
    return (
        require(medium is not Medium.PORTAL, "Trên trang điện tử này, ngày đăng được ghi khi bài lên trang.")
        & require(aired.on <= today, "Ngày đăng, phát không được sau hôm nay.")
        & require(
            reviewed_on is None or aired.on >= reviewed_on,
            "Ngày đăng, phát không được trước ngày bài được duyệt.",
        )
        & require(
            not aired.address or aired.address.startswith(("https://", "http://")),
            "Địa chỉ bài đăng phải bắt đầu bằng https:// hoặc http://.",
        )
        & require(
            bool(aired.address) or aired.proof,
            "Cần địa chỉ bài đăng hoặc tệp minh chứng (ảnh chụp trang báo, giấy xác nhận phát sóng).",
        )
    )


def must_be_told(medium: Medium, state: AiringState) -> bool:
    """Whether an outlet has to hear that a story was taken back: it was to appear there, or it did."""
    return medium is not Medium.PORTAL and state in (AiringState.PLANNED, AiringState.AIRED)


# Tips

_TIP: Mapping[tuple[TipState, TipEvent], TipState] = {
    (TipState.RECEIVED, TipEvent.CONFIRM): TipState.CONFIRMED,
    (TipState.RECEIVED, TipEvent.EXPIRE): TipState.CLOSED,
    (TipState.CONFIRMED, TipEvent.MODERATE): TipState.MODERATED,
    (TipState.CONFIRMED, TipEvent.CLOSE): TipState.CLOSED,
    (TipState.MODERATED, TipEvent.TAKE_UP): TipState.TAKEN_UP,
    (TipState.MODERATED, TipEvent.NOMINATE): TipState.NOMINATED,
    (TipState.MODERATED, TipEvent.CLOSE): TipState.CLOSED,
    (TipState.NOMINATED, TipEvent.AWARD): TipState.AWARDED,
    (TipState.NOMINATED, TipEvent.RETURN): TipState.MODERATED,
    (TipState.AWARDED, TipEvent.RETURN): TipState.MODERATED,
}
SUDDEN = "sudden"
"""The route of a nomination that needs the day of the feat."""
CODE_DIGITS = 6
CODE_TRIES = 5
CODE_LASTS = timedelta(hours=1)
CODES_A_TIP = 3
UNCONFIRMED_LASTS = timedelta(days=7)
BY_ADDRESS = (Limit(5, timedelta(hours=1)), Limit(20, timedelta(days=1)))
BY_CONTACT = (Limit(3, timedelta(days=1)),)
BY_ALL = (Limit(120, timedelta(hours=1)),)
"""A province gets no more in an hour than can be read; beyond that somebody is flooding the form."""
TOO_MANY = "Đã có quá nhiều tin gửi từ nơi này trong thời gian ngắn. Xin gửi lại sau."


def tip_after(state: TipState, event: TipEvent) -> TipState | None:
    """The state after the event; None where it cannot happen."""
    return _TIP.get((state, event))


def may_follow(state: TipState, event: TipEvent) -> Decision:
    """Whether the event may happen to the tip."""
    return require(
        tip_after(state, event) is not None, f"Không thể {event.label} khi tin ở trạng thái “{state.label}”."
    )


def check_feat(route: str, feat_on: date | None, learned_on: date | None) -> Decision:
    """A sudden feat has its day, and nobody learned of it before."""
    if route != SUDDEN:
        return ALLOW
    return require(feat_on is not None, "Khen thưởng đột xuất cần ngày xảy ra việc tốt.") & require(
        feat_on is None or learned_on is None or feat_on <= learned_on,
        "Ngày xảy ra việc tốt không được sau ngày nhận tin.",
    )


def within(limits: Iterable[Limit], earlier: Sequence[datetime], at: datetime) -> bool:
    """Whether one more at `at` keeps to every limit, after those `earlier`."""
    return all(sum(at - limit.span < each <= at for each in earlier) < limit.most for limit in limits)


def code_for(secret: str, token: str, turn: int) -> str:
    """The one-time code of a tip's `turn`-th letter: derived, so that it is stored nowhere."""
    digest = hmac.new(secret.encode(), f"tip-code:{token}:{turn}".encode(), hashlib.sha256).digest()
    return str(int.from_bytes(digest[:8]) % 10**CODE_DIGITS).zfill(CODE_DIGITS)


def same_code(typed: str, code: str) -> bool:
    """Whether what was typed is the code, spaces and full-width digits apart; in constant time."""
    tidy = "".join(str(int(each)) for each in typed if each.isdecimal())
    return hmac.compare_digest(tidy, code)


def check_code(tries: int, sent_at: datetime, at: datetime) -> Decision:
    """Whether a code may still be tried."""
    return require(tries < CODE_TRIES, "Đã nhập sai mã quá nhiều lần. Hãy yêu cầu gửi mã mới.") & require(
        at - sent_at <= CODE_LASTS, "Mã đã hết hạn. Hãy yêu cầu gửi mã mới."
    )


def print_of(secret: str, what: str) -> str:
    """A keyed print of a contact or network address, by which repeats are counted without keeping the address."""
    return hmac.new(secret.encode(), f"tip:{what.strip().casefold()}".encode(), hashlib.sha256).hexdigest()
