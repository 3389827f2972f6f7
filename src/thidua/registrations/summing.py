"""The table of what came from below, as the page of a registration shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from thidua.achievements.catalogue import award_name
from thidua.registrations.content import Content
from thidua.registrations.models import Registration

SHOWN = 100
"""How many commitments the page shows; all stand in the list of lines."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A count that opens its lines."""

    label: str
    count: int
    url: str


def table(row: Registration, content: Content) -> dict[str, Any] | None:
    """What the template needs; None where nothing came from below."""
    if not content.has_below:
        return None
    page = reverse("registrations:lines", args=[row.pk])
    awards = [(code, award_name(code)) for code in content.awards]

    def cells(titles: Any, pledges: int, branch: str) -> list[Cell]:
        found = [Cell(name, titles.get(code, 0), f"{page}?danh-hieu={code}{branch}") for code, name in awards]
        return [*found, Cell("Cam kết", pledges, f"{page}?xem=cam-ket{branch}")]

    return {
        "kept": content.sent,
        "gone_count": sum(("title", line.id) in content.gone for line in content.titles)
        + sum(("pledge", line.id) in content.gone for line in content.pledges),
        "awards": [{"name": name} for _, name in awards],
        "branches": [
            {
                "registration_id": each.registration_id,
                "name": each.name,
                "own": each.own,
                "cells": cells(each.titles, each.pledges, f"&nhanh={each.registration_id}"),
            }
            for each in content.branches
        ],
        "sums": cells(content.totals, len(content.pledges), ""),
        "pledges": content.pledges[:SHOWN],
        "more_pledges": max(0, len(content.pledges) - SHOWN),
    }
