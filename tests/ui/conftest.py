"""The stage of the screens' tests: the page of all parts, and one officer who sees the whole province."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from tests import factories
from thidua.access.types import Role


@pytest.fixture(autouse=True, scope="session")
def _static_root() -> None:
    Path(django_settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def gallery(settings: Any) -> None:
    """The site with the page of all parts."""
    settings.TODAY = factories.TODAY.isoformat()
    settings.ROOT_URLCONF = "tests.ui.gallery"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]


def client_of(unit: Any, *roles: Role, name: str = "") -> Client:
    """A client of a new user with these posts at the unit."""
    user = factories.user(name or "Lê Thị H'Bia")
    for role in roles:
        factories.post(user, role, unit)
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def officer(province: Any, settings: Any) -> Client:
    """An officer, administrator and inspector of the province."""
    settings.TODAY = factories.TODAY.isoformat()
    return client_of(province.province, Role.EMULATION_OFFICER, Role.ADMINISTRATOR, Role.INSPECTOR)
