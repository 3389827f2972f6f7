"""Whose page is whose: at least one line for every address of the site, read by `test_matrix_urls`.

Add an address where it belongs: `public` for anyone, `anyone` for whoever signed in, `scoped` for a page that all
posts over its object may read, `acts` for what only some roles may do there, `by_role` for a page without an
object. A line says what each role meets at the object's own unit, at the unit above and at an unrelated one:
`own`, `above`, `outside` are the roles that are answered; all others at `own` and `above` meet `denied`, and
outside `beyond`. Whoever holds no post meets `beyond` too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tests.factories import SYSTEM
from tests.site.matrix_roles import ADMIN, ALL, COUNCIL, DESK, HEAD, NONE, SIGNERS, Roles
from tests.site.matrix_world import DISTRICT, PROVINCE, SCHOOL, Place, World
from thidua.access.types import Role
from thidua.councils import screens
from thidua.councils.queries import session_page

ANSWERED, REFUSED, GONE, SIGN_IN = "answered", "refused", "not there", "to sign-in"
TO_PUBLIC = "to the public page"
Args = Callable[[World], list[Any]]
Data = Callable[[World], dict[str, Any]]


def _confirmed(w: World) -> dict[str, Any]:
    return {"confirmed": "1"}


@dataclass(frozen=True)
class Page:
    """One address with the methods it takes and what each sort of visitor meets."""

    name: str
    args: Args
    own: Roles
    above: Roles
    outside: Roles
    denied: str = REFUSED
    beyond: str = GONE
    nobody: str = ""
    anonymous: str = SIGN_IN
    place: Place = SCHOOL
    methods: tuple[str, ...] = ("GET",)
    data: Data = _confirmed
    query: str = ""
    variant: str = ""

    @property
    def title(self) -> str:
        """How the line is called in reports."""
        return f"{self.name} {self.variant}".strip()


def of(*names: str | int) -> Args:
    """The address's parts: keys of the world by name, other things as they are."""
    return lambda w: [w.ids.get(name, name) if isinstance(name, str) else name for name in names]


def public(name: str, *parts: str, **more: Any) -> Page:
    """For anyone, signed in or not."""
    return Page(name, of(*parts), ALL, ALL, ALL, anonymous=ANSWERED, nobody=ANSWERED, **more)


def anyone(name: str, *parts: str, **more: Any) -> Page:
    """For whoever signed in, also without a post."""
    return Page(name, of(*parts), ALL, ALL, ALL, nobody=ANSWERED, **more)


def scoped(name: str, *parts: str, **more: Any) -> Page:
    """An object's page: for every post at its unit or above; for all others there is none."""
    return Page(name, of(*parts), ALL, ALL, NONE, **more)


def acts(name: str, *parts: str, own: Roles, above: Roles = NONE, **more: Any) -> Page:
    """What some roles may do with an object; the others who see it are told why not."""
    return Page(name, of(*parts), own, above, NONE, **{"methods": ("GET", "POST"), **more})


def by_role(name: str, *, roles: Roles, denied: str = REFUSED, **more: Any) -> Page:
    """A page of its own for some roles, at whatever unit."""
    return Page(name, of(), roles, roles, roles, denied, denied, **more)


def versioned(name: str, **words: Any) -> Data:
    """What a confirmed form about a nomination or decision sends."""
    return lambda w: {"confirmed": "1", "version": w.version(name), **words}


POST = ("POST",)
BOTH = ("GET", "POST")

SITE = (
    anyone("site:desk"),
    anyone("site:notices-read", methods=POST),
    replace(scoped("site:notice", "notice", methods=POST), above=NONE, denied=GONE),
    by_role("site:ledger", roles=ADMIN | {Role.INSPECTOR}, denied=GONE),
    scoped("site:job", "job"),
    public("site:health"),
    replace(public("thidua.site.views.root"), anonymous=TO_PUBLIC),
)

_MANAGED = {"own": ADMIN, "above": ADMIN, "denied": GONE}
ACCESS = (
    public("access:login", methods=BOTH),
    public("access:logout", methods=POST),
    public("access:signed-out"),
    anyone("access:password", methods=BOTH),
    by_role("access:people", roles=ADMIN, denied=GONE),
    by_role("access:new-person", roles=ADMIN, denied=GONE, methods=BOTH),
    acts("access:person", "colleague", methods=("GET",), **_MANAGED),
    acts("access:give-post", "colleague", methods=POST, **_MANAGED),
    acts("access:end-post", "colleague", "colleague_post", **_MANAGED),
    acts("access:reset-password", "colleague", methods=POST, **_MANAGED),
    acts("access:close-account", "colleague", methods=POST, **_MANAGED),
)

ORGANISATION = (
    anyone("organisation:units"),
    scoped("organisation:unit", "school"),
    anyone("organisation:recipients"),
    scoped("organisation:recipient", "recipient"),
)


def _step(name: str, nomination: str, own: Roles, place: Place = SCHOOL, **words: Any) -> Page:
    """An act of the way, with words that would do for it."""
    data = versioned(nomination, text="Đã xem xét kỹ, đề nghị xử lý như vậy.", **words)
    return acts(f"nominations:{name}", nomination, own=own, place=place, data=data)


_BULK = ("propose", "agree", "return", "reject", "endorse", "supplement", "withdraw")
NOMINATIONS = (
    anyone("nominations:list"),
    anyone("nominations:find"),
    by_role("nominations:create", roles=DESK, methods=BOTH),
    by_role("nominations:feat", roles=DESK, methods=BOTH),
    *(
        anyone(
            f"nominations:bulk-{name}",
            methods=POST,
            data=lambda w: {"confirmed": "1", "ids": [w["received"]]},
        )
        for name in _BULK
    ),
    scoped("nominations:detail", "received"),
    scoped("nominations:detail", "sent", variant="sent on, for those who sent it"),
    scoped("nominations:detail", "sent", variant="sent on, for those who received it", place=DISTRICT),
    acts("nominations:recheck", "received", own=DESK | HEAD, methods=POST),
    _step("propose", "draft", DESK),
    _step("agree", "received", DESK),
    _step("return", "received", DESK, reason="missing_paper"),
    _step("reject", "received", DESK, reason="duplicate"),
    _step("endorse", "voted", HEAD),
    _step("supplement", "returned", DESK),
    _step("withdraw", "received", DESK | HEAD),
    _step("state-refusal", "forwarded", DESK, place=PROVINCE, reason="duplicate"),
    acts("nominations:edit", "draft", own=DESK),
    acts("nominations:add-file", "received", own=DESK),
    scoped("nominations:file", "received", "paper"),
)

PAPERS = (
    anyone("nominations:imports"),
    by_role("nominations:imports", roles=DESK, methods=POST, variant="sending"),
    scoped("nominations:import-template", "round", "school"),
    scoped("nominations:import", "import_asks"),
    acts(
        "nominations:import-answer",
        "import_asks",
        own=DESK,
        methods=POST,
        data=lambda w: {f"row-{w['import_row']}": w["twin"]},
    ),
    acts("nominations:import-confirm", "import_ready", own=DESK, methods=POST),
    acts("nominations:import-undo", "import_done", own=DESK, methods=POST),
    scoped("nominations:import-remarks", "import_asks"),
    anyone("nominations:rounds"),
    by_role("nominations:open-round", roles=DESK, methods=BOTH),
    acts("nominations:change-round", "school_round", own=DESK),
    anyone("nominations:submissions"),
    acts("nominations:submission-new", "school", "round", own=DESK),
    scoped("nominations:submission", "submission"),
    scoped("nominations:submission", "submission_sent", variant="for those who sent it"),
    scoped("nominations:submission", "submission_sent", variant="for those who received it", place=DISTRICT),
    scoped("nominations:submission-paper", "submission", "pdf", variant="pdf"),
    scoped("nominations:submission-paper", "submission_sent", "docx", variant="docx"),
    acts(
        "nominations:submission-send", "submission", own=DESK | SIGNERS, methods=POST,
        data=lambda w: {"confirmed": "1", "signer": "Trần Văn Bình", "authority_lines": "HIỆU TRƯỞNG"},
    ),
    acts(
        "nominations:submission-change", "submission", own=DESK, methods=POST,
        data=lambda w: {"ids": [w["ready"]], "add": "1"},
    ),
    acts("nominations:submission-cancel", "submission", own=DESK, methods=POST),
)  # fmt: skip

ELIGIBILITY = (
    scoped("eligibility:check", "check"),
    scoped("eligibility:question", "check"),
    scoped("eligibility:replay", "check"),
    anyone("eligibility:cases"),
    scoped("eligibility:case", "case", place=PROVINCE),
    scoped("eligibility:case", "case", variant="for the unit of the recipient"),
    *(
        acts(
            f"eligibility:case-{name}", "case", own=DESK | SIGNERS, place=PROVINCE,
            data=lambda w: {"confirmed": "1", "version": 1, "reason": "Còn căn cứ khác"},
        )
        for name in ("keep", "propose", "hold")
    ),
    scoped("eligibility:road", "recipient"),
    scoped("eligibility:road-award", "recipient", "advanced_worker"),
)  # fmt: skip

FOUNDERS = DESK | ADMIN


def _marked(session: str) -> Data:
    """A form about a session says what it was drawn from."""

    def data(w: World) -> dict[str, Any]:
        page = session_page(SYSTEM, w[session])
        return {"confirmed": "1", "mark": screens.mark(page, page.items)}

    return data


COUNCILS = (
    anyone("councils:list"),
    anyone("councils:councils"),
    by_role("councils:found", roles=FOUNDERS, methods=BOTH, place=PROVINCE),
    scoped("councils:council", "council_school"),
    acts("councils:seat", "council_school", own=FOUNDERS),
    acts("councils:unseat", "council_school", "seat", own=FOUNDERS),
    acts("councils:dissolve", "council_school", own=FOUNDERS),
    acts("councils:new-session", "council_school", own=COUNCIL),
    scoped("councils:session", "session"),
    scoped("councils:session", "session_closed", variant="closed"),
    acts("councils:agenda", "session", own=COUNCIL),
    acts("councils:course", "session", own=COUNCIL),
    acts("councils:votes", "session", own=COUNCIL, data=_marked("session")),
    acts("councils:vote", "session", "on_agenda", own=COUNCIL),
    acts("councils:close", "session_counted", own=COUNCIL, methods=POST, data=_marked("session_counted")),
    acts("councils:cancel", "session", own=COUNCIL),
    scoped("councils:minutes", "session_closed", "pdf", variant="pdf"),
    scoped("councils:minutes", "session_closed", "docx", variant="docx"),
)


def _on(name: str, decision: str, *parts: str, own: Roles, **more: Any) -> Page:
    """An act on a decision, with the version its form carries."""
    return acts(f"decisions:{name}", decision, *parts, own=own, **{"data": versioned(decision), **more})


DECISIONS = (
    anyone("decisions:list"),
    by_role("decisions:new", roles=DESK, methods=BOTH),
    by_role("decisions:external", roles=DESK, methods=BOTH),
    scoped("decisions:page", "decision_draft", variant="draft"),
    scoped("decisions:page", "decision_signed", variant="signed"),
    scoped("decisions:page", "decision_published", variant="published", beyond=TO_PUBLIC),
    scoped("decisions:page", "decision_revoked", variant="with a revoked award", beyond=TO_PUBLIC),
    scoped("decisions:paper", "decision_above", "pdf", variant="of the district", place=DISTRICT),
    scoped("decisions:paper", "decision_draft", "pdf", variant="pdf"),
    scoped("decisions:paper", "decision_published", "docx", variant="docx"),
    scoped("decisions:signed-file", "decision_signed"),
    _on("words", "decision_draft", own=DESK),
    _on("more", "decision_draft", own=DESK),
    _on("take-out", "decision_draft", "in_draft", own=DESK),
    _on("cancel", "decision_draft", own=DESK),
    _on("sign", "decision_draft", own=SIGNERS),
    _on("attach", "decision_signed", own=DESK | SIGNERS, methods=POST),
    _on("publish", "decision_signed", own=DESK, methods=POST),
    _on("correct", "decision_published", "award_published", own=SIGNERS),
    _on("revoke", "decision_published", own=SIGNERS),
    _on("restore", "decision_revoked", own=SIGNERS),
)

RECORDERS, HOLDERS, REVOKERS = DESK, DESK | {Role.INSPECTOR}, DESK | SIGNERS


def _over(name: str, *parts: str, roles: Roles) -> Page:
    """An act that a post at the unit or above it may do."""
    return acts(f"achievements:{name}", *parts, own=roles, above=roles, variant=parts[-1])


ACHIEVEMENTS = (
    anyone("achievements:register"),
    scoped("achievements:record", "record", variant="on paper"),
    scoped("achievements:record", "award_published", variant="of a decision here"),
    scoped("achievements:extract", "record", "pdf", variant="pdf"),
    scoped("achievements:extract", "record", "docx", variant="docx"),
    _over("revoke", "record", roles=REVOKERS),
    _over("restore", "record_revoked", roles=REVOKERS),
    scoped("achievements:recipient", "recipient"),
    *(
        _over("add", "recipient", kind, roles=RECORDERS)
        for kind in ("khen-thuong", "xep-loai", "sang-kien", "cong-tac", "nganh-nghe", "ky-luat")
    ),
    *(_over("add", "collective", kind, roles=RECORDERS) for kind in ("so-lieu", "cum-khoi", "dan-dau")),
    _over("add", "recipient", "tam-dung", roles=HOLDERS),
    _over("end-hold", "hold", roles=HOLDERS),
    _over("end-penalty", "penalty", roles=RECORDERS),
    _over("end-experience", "work", roles=RECORDERS),
    scoped("achievements:unit", "school"),
)

READERS = DESK | HEAD | {Role.INSPECTOR}
INSIGHT = (
    by_role("insight:discover", roles=READERS),
    by_role("insight:balance", roles=READERS),
    by_role("insight:runs", roles=READERS),
    by_role("insight:start", roles=DESK, methods=BOTH),
    acts("insight:run", "run", own=READERS, above=READERS, methods=("GET",)),
    acts("insight:line", "found", own=READERS, above=READERS, methods=("GET",)),
    acts(
        "insight:nominate", own=DESK, above=DESK, methods=POST, data=lambda w: {"ids": [w["found"]]},
    ),
)  # fmt: skip

PORTAL = (
    replace(public("portal:front"), anonymous=TO_PUBLIC),
    public("portal:robots"),
    public("portal:home"),
    public("portal:register"),
    public("portal:register", query="q=Le+Van", variant="searched"),
    public("portal:decisions"),
    public("portal:decision", "decision_published"),
    public("portal:standards"),
    public("portal:standards", query="q=lao+dong&on=15/12/2021", variant="searched"),
    public("portal:standard", "advanced_collective"),
    public(
        "portal:standard", "advanced_collective", query="on=15/12/2021&against=1/5/2024", variant="compared"
    ),
    public("portal:coverage"),
    public("portal:instrument", "06-2022-qh15"),
    public("portal:article", "06-2022-qh15", "dieu-28"),
    public("portal:verify-form"),
    public("portal:verify", "code"),
    public("portal:qr", "code"),
)

PAGES: tuple[Page, ...] = (
    *SITE, *ACCESS, *ORGANISATION, *NOMINATIONS, *PAPERS, *ELIGIBILITY, *COUNCILS, *DECISIONS, *ACHIEVEMENTS, *INSIGHT,
    *PORTAL,
)  # fmt: skip
