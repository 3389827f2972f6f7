"""The pages that have a budget, asked through the whole stack but the socket."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test import Client, RequestFactory
from django.urls import reverse

from bench.run import Cost, median_cost
from thidua.access.models import User
from thidua.access.types import system_actor
from thidua.achievements.models import AwardRecord
from thidua.insight.commands import carry_out, start_run
from thidua.insight.models import Run
from thidua.nominations.commands import recheck
from thidua.nominations.models import Nomination
from thidua.organisation.models import Recipient, Unit

PUBLIC = ("register", "register_slip")
_TABLE = Engine().from_string(
    "<table>{% for r in rows %}<tr><td>{{ r.recipient_name }}</td><td>{{ r.award }}</td><td>{{ r.year }}</td>"
    "<td>{{ r.decision_number }}</td><td>{{ r.decided_on }}</td><td>{{ r.decided_by }}</td><td>{{ r.code }}</td>"
    "<td>{{ r.state }}</td></tr>{% endfor %}</table>{{ page.paginator.count }}"
)


def bare_list(request: HttpRequest) -> HttpResponse:
    """The baseline: fifty rows of the register with a count, and nothing else."""
    page = Paginator(AwardRecord.objects.filter(year=2020).order_by("-decided_on", "-pk"), 50).page(1)
    return HttpResponse(_TABLE.render(Context({"rows": page.object_list, "page": page})))


def measure_baseline() -> Cost:
    """The bare list view's cost."""
    factory = RequestFactory()
    return median_cost(lambda: _cost(lambda: bare_list(factory.get("/"))))


def measure(key: str) -> Cost:
    """A budgeted page's cost, as a provincial specialist; the public register as nobody."""
    client = Client()
    if key not in PUBLIC:
        client.force_login(
            User.objects.get(username="bench-tinh"), backend="django.contrib.auth.backends.ModelBackend"
        )
    path, data = _address(key)
    return median_cost(lambda: _cost(lambda: client.get(path, data)))


def _address(key: str) -> tuple[str, dict[str, str]]:
    name = Recipient.objects.filter(kind="person").order_by("pk").values_list("name_fold", flat=True)[777]
    if key == "list":
        return reverse("nominations:list"), {"award": "advanced_worker", "verdict": "eligible"}
    if key == "nomination":
        pk = Nomination.objects.order_by("pk")[500].pk
        recheck(actor=system_actor(date(2021, 12, 15)), nomination_ids=[pk])
        return reverse("nominations:detail", args=[pk]), {}
    if key == "register":
        return reverse("portal:register"), {"q": name}
    if key == "register_slip":
        return reverse("portal:register"), {"q": _slip(name)}
    if key == "register_officer":
        return reverse("achievements:register"), {"q": name}
    if key in ("discover", "balance"):
        asked = {"what": "one_short", "gender": "female"} if key == "discover" else {}
        return reverse(f"insight:{key}"), {
            "run": str(_run()),
            "award": "grassroots_emulation_fighter",
            **asked,
        }
    return reverse("site:desk"), {}


def _run() -> int:
    """A finished run over the whole province, made once for the database."""
    known = Run.objects.filter(state="done").order_by("-pk").values_list("pk", flat=True).first()
    if known is not None:
        return known
    root = Unit.objects.get(parent=None)
    made = start_run(actor=system_actor(date(2021, 12, 15)), unit_id=root.pk, year=2021)
    carry_out(made, lambda *_: None)
    return made


def _slip(name: str) -> str:
    """One letter of the last syllable typed twice."""
    return name[:-1] + name[-1] * 2


def _cost(ask: Any) -> Cost:
    count = 0

    def counting(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        count += 1
        return execute(sql, params, many, context)

    begun = time.process_time()
    with connection.execute_wrapper(counting):
        response = ask()
    spent = (time.process_time() - begun) * 1000
    if response.status_code != 200:
        raise RuntimeError(f"the page answered {response.status_code}")
    return Cost(spent, count, len(response.content))
