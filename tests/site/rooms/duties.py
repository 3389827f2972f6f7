"""The permissions of duties, of letters of urging and of reports back."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests import factories
from tests.factories import SYSTEM, TODAY
from tests.site.matrix_roles import DESK, HEAD, Line
from tests.site.matrix_urls import BOTH, POST, Page, acts, anyone, scoped
from tests.site.matrix_world import PDF, World
from thidua.directives import commands as directives
from thidua.directives.queries import clauses
from thidua.directives.types import Particulars
from thidua.duties import commands
from thidua.duties.models import Duty
from thidua.duties.queries import PROOF
from thidua.duties.types import Said, Terms, Upload
from thidua.foundation.files import files_of_many
from thidua.organisation.models import Succession, Unit

COMMANDS = ("thidua.duties.commands",)
WORKERS = DESK | HEAD
DUE = date(2021, 12, 20)
WORK = Terms("Tổ chức phát động thi đua", "launch", DUE)
TEXT = (
    "1. Các tổ chuyên môn tổ chức phát động thi đua và báo cáo kết quả.\n2. Giao Tổ Toán theo dõi, đôn đốc."
)
RIGHT = Particulars("UBND tỉnh", "15/KH", "", TODAY, "Kế hoạch", "Thi đua trong trường", "", "", TODAY)


def build(world: World) -> None:
    """A plan of the school, duties it gave to itself in every state that an act asks for, and one of a split team."""
    ids = world.ids
    ids["plan"] = directives.take_in(actor=SYSTEM, unit_id=world.school, text=TEXT)
    directives.register(actor=SYSTEM, document_id=ids["plan"], version=1, particulars=RIGHT)
    team = clauses(SYSTEM, ids["plan"])[-1]
    directives.accept_clause(actor=SYSTEM, clause_id=team.pk, version=team.version)
    ids["clause_team"] = team.pk
    for name in ("duty", "duty_asked", "duty_done", "duty_late"):
        [ids[name]] = commands.issue(
            actor=SYSTEM, document_id=ids["plan"], unit_ids=[world.school], terms=WORK
        )
    ids["asked"] = commands.ask_extension(
        actor=SYSTEM, duty_id=ids["duty_asked"], until=date(2021, 12, 30), reason="Chờ số liệu"
    )
    report = commands.report(
        actor=SYSTEM,
        duty_id=ids["duty_done"],
        said=Said("Đã làm", 100, done=True),
        proofs=[Upload("minh-chung.pdf", PDF)],
    )
    ids["proof"] = files_of_many(PROOF, [report])[report][0].id
    Duty.objects.filter(pk=ids["duty_late"]).update(due_on=date(2021, 12, 1))
    old = factories.unit("Tổ cũ", parent=world.units.school, authority="")
    [ids["duty_ended"]] = commands.issue(
        actor=SYSTEM, document_id=ids["plan"], unit_ids=[world.school], terms=WORK
    )
    Duty.objects.filter(pk=ids["duty_ended"]).update(unit=old)
    Unit.objects.filter(pk=old.pk).update(valid_to=date(2021, 12, 1))
    for heir in ("team", "other_team"):
        Succession.objects.create(before=old, after_id=ids[heir], kind="split", on=date(2021, 12, 2))
    above = directives.take_in(
        actor=SYSTEM, unit_id=world.units.province.pk, text=f"{TEXT}\n3. Giao các trường."
    )
    directives.register(actor=SYSTEM, document_id=above, version=1, particulars=RIGHT)
    [ids["duty_received"]] = commands.issue(
        actor=SYSTEM, document_id=above, unit_ids=[world.school], terms=WORK
    )
    ids["letter"] = commands.urge(actor=SYSTEM, **_urged(world))
    ids["report"] = commands.draft_report(actor=SYSTEM, **_draft(world))


def _urged(w: World) -> dict[str, Any]:
    return {"unit_id": w.school, "to_unit_id": w.school, "duty_ids": [w["duty_late"]], "until": DUE}


def _draft(w: World) -> dict[str, Any]:
    return {"document_id": w["plan"], "organ_id": w.school, "addressee": "Hiệu trưởng"}


def _version(name: str, **words: str) -> Any:
    return lambda w: {
        "confirmed": "1",
        "version": Duty.objects.values_list("version", flat=True).get(pk=w[name]),
        **words,
    }


def _terms(unit: str) -> Any:
    return lambda w: {
        "units": [w[unit] if unit in w.ids else w.unit(unit).pk],
        "text": "Làm",
        "kind": "launch",
        "deadline": "18/12/2021",
    }


def _line(name: str, call: Any) -> Line:
    return Line(f"duties.{name}", call, own=WORKERS)


def _at(w: World, name: str) -> dict[str, Any]:
    return {"duty_id": w[name], "version": Duty.objects.values_list("version", flat=True).get(pk=w[name])}


LINES = (
    _line(
        "issue",
        lambda w, who: commands.issue(actor=who, document_id=w["plan"], unit_ids=[w["team"]], terms=WORK),
    ),
    _line(
        "issue_accepted",
        lambda w, who: commands.issue_accepted(
            actor=who, document_id=w["plan"], clause_ids=[w["clause_team"]]
        ),
    ),
    _line("acknowledge", lambda w, who: commands.acknowledge(actor=who, duty_id=w["duty"])),
    _line("report", lambda w, who: commands.report(actor=who, duty_id=w["duty"], said=Said("Đang làm", 40))),
    _line(
        "pass_down",
        lambda w, who: commands.pass_down(actor=who, duty_id=w["duty"], unit_ids=[w["team"]], terms=WORK),
    ),
    _line(
        "ask_extension",
        lambda w, who: commands.ask_extension(
            actor=who, duty_id=w["duty"], until=date(2021, 12, 30), reason="Chờ số liệu"
        ),
    ),
    _line(
        "rule_extension",
        lambda w, who: commands.rule_extension(
            actor=who, extension_id=w["asked"], granted_until=date(2021, 12, 30)
        ),
    ),
    _line("accept", lambda w, who: commands.accept(actor=who, **_at(w, "duty_done"))),
    _line(
        "return_back",
        lambda w, who: commands.return_back(actor=who, **_at(w, "duty_done"), reason="Thiếu minh chứng"),
    ),
    _line("withdraw", lambda w, who: commands.withdraw(actor=who, **_at(w, "duty"), reason="Không cần nữa")),
    _line("urge", lambda w, who: commands.urge(actor=who, **_urged(w))),
    *(
        Line(
            f"duties.number_{name}",
            lambda w, who, name=name: getattr(commands, f"number_{name}")(
                actor=who,
                **{f"{name}_id": w[name]},
                signer="Trần Đức Lâm",
                authority_lines=["HIỆU TRƯỞNG"],
                on=TODAY,
            ),
            own=DESK,
        )
        for name in ("letter", "report")
    ),
    _line("draft_report", lambda w, who: commands.draft_report(actor=who, **_draft(w))),
    _line(
        "hand_over",
        lambda w, who: commands.hand_over(actor=who, duty_id=w["duty_ended"], unit_id=w["other_team"]),
    ),
)

PAGES: tuple[Page, ...] = (
    anyone("duties:list"),
    anyone("duties:late"),
    anyone("duties:bulk-accept", methods=POST, data=lambda w: {"ids": [w["duty_done"]], "confirmed": "1"}),
    scoped("duties:document", "plan"),
    acts("duties:issue", "plan", own=WORKERS, methods=BOTH, data=_terms("team")),
    acts(
        "duties:issue-accepted",
        "plan",
        own=WORKERS,
        methods=POST,
        data=lambda w: {"ids": [w["clause_team"]], "confirmed": "1"},
    ),
    acts(
        "duties:draft-report",
        "plan",
        own=WORKERS,
        data=lambda w: {"organ": w.school, "addressee": "Hiệu trưởng", "confirmed": "1"},
    ),
    acts(
        "duties:report-back",
        "duty_received",
        own=WORKERS,
        data=lambda w: {"organ": w.school, "addressee": "Ủy ban nhân dân tỉnh"},
    ),
    scoped("duties:report", "report"),
    scoped("duties:figure", "report", "all", "given"),
    scoped("duties:report-file", "report", "docx"),
    acts(
        "duties:urge",
        "school",
        "school",
        own=WORKERS,
        data=lambda w: {"duties": [w["duty_late"]], "until": "20/12/2021"},
    ),
    *(
        acts(
            f"duties:number-{name}",
            name,
            own=DESK,
            data=lambda w: {"signer": "Lâm", "authority_lines": "HIỆU TRƯỞNG", "on": "15/12/2021"},
        )
        for name in ("letter", "report")
    ),
    scoped("duties:letter", "letter"),
    scoped("duties:letter-file", "letter", "docx"),
    acts(
        "duties:rule-extension",
        "asked",
        own=WORKERS,
        data=lambda w: {"answer": "refused", "words": "Không thể lùi", "confirmed": "1"},
    ),
    scoped("duties:duty", "duty"),
    scoped("duties:proof", "duty_done", "proof"),
    acts("duties:acknowledge", "duty", own=WORKERS, methods=POST),
    acts(
        "duties:report-progress",
        "duty",
        own=WORKERS,
        data=lambda w: {"words": "Đang làm", "percent": "40", "confirmed": "1"},
    ),
    acts("duties:pass-down", "duty", own=WORKERS, data=_terms("team")),
    acts(
        "duties:ask-extension",
        "duty",
        own=WORKERS,
        data=lambda w: {"until": "30/12/2021", "reason": "Chờ số liệu"},
    ),
    acts("duties:accept", "duty_done", own=WORKERS, data=_version("duty_done")),
    acts("duties:return-back", "duty_done", own=WORKERS, data=_version("duty_done", reason="Thiếu")),
    acts("duties:withdraw", "duty", own=WORKERS, data=_version("duty", reason="Không cần nữa")),
    acts("duties:hand-over", "duty_ended", own=WORKERS, data=lambda w: {"unit": w["other_team"]}),
)
