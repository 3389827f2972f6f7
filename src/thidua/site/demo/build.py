"""Builds the demo province in an empty database, in one go and always the same."""

from __future__ import annotations

from random import Random

from thidua.access.models import User
from thidua.access.queries import actor_of
from thidua.access.types import system_actor
from thidua.insight.commands import carry_out, start_run
from thidua.nominations.imports import choices, workbook
from thidua.nominations.models import Round
from thidua.organisation.models import Unit
from thidua.site.demo import (
    TODAY,
    accounts,
    clusters,
    directives,
    duties,
    exemplars,
    movements,
    population,
    registrations,
    scoring,
    season,
    targets,
)
from thidua.site.demo.stage import Stage, raise_units
from thidua.site.demo.units import JOURNEY_SCHOOL

SEED = 20_211_215


def build() -> None:
    """Build units, people with five years of work, accounts and the season. The caller holds the transaction."""
    rng = Random(SEED)
    actor = system_actor(TODAY, "Dựng tỉnh mẫu")
    stage = raise_units(actor)
    population.populate(actor, stage, rng)
    users = accounts.open_accounts(actor, stage)
    season.play(stage, users, rng)
    targets.play(stage)
    directive = directives.play(stage, users)
    movements.play(stage, users)
    targets.tie(stage, directive)
    duties.play(stage, users, directive)
    exemplars.play(stage, users)
    clusters.play(stage, rng)
    scoring.show(stage, users)
    registrations.play(stage)
    _survey(stage, users["tinh.chuyenvien"])


def _survey(stage: Stage, user_id: int) -> None:
    """The standing office's survey of the season, so that its pages show something true at first sight."""
    officer = actor_of(user_id, User.objects.values_list("full_name", flat=True).get(pk=user_id), TODAY)
    run = start_run(actor=officer, unit_id=stage.province.id, year=season.YEAR)
    carry_out(run, lambda *_: None)


def journey_workbook(stage: Stage | None = None) -> bytes:
    """The sample list of the first school, ready to be imported."""
    from thidua.site.demo.stage import standing

    stage = stage or standing()
    place = stage.by_code[JOURNEY_SCHOOL]
    found = choices.context(
        Unit.objects.get(pk=place.id), Round.objects.get(unit_id=stage.province.id), TODAY
    )
    return workbook.template(
        title=f"Danh sách đề nghị khen thưởng năm 2021: {place.name} (dữ liệu mẫu)",
        unit_names=[choice.name for choice in found.units],
        award_names=[choice.name for choice in found.awards if not choice.refusal],
        sample=season.journey_rows(stage),
    )
