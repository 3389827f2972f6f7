"""URL roots: each room's pages under its own word, the public portal at the root."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from thidua.site import views

_ROOMS = (
    ("tai-khoan/", "thidua.access.urls"),
    ("don-vi/", "thidua.organisation.urls"),
    ("de-nghi/", "thidua.nominations.urls"),
    ("tieu-chuan/", "thidua.eligibility.urls"),
    ("hoi-dong/", "thidua.councils.urls"),
    ("quyet-dinh/", "thidua.decisions.urls"),
    ("so-khen-thuong/", "thidua.achievements.urls"),
    ("phat-hien/", "thidua.insight.urls"),
    ("van-ban/", "thidua.directives.urls"),
    ("nhiem-vu/", "thidua.duties.urls"),
    ("chi-tieu/", "thidua.targets.urls"),
    ("phong-trao/", "thidua.movements.urls"),
    ("bang-diem/", "thidua.scoring.urls"),
    ("cum-khoi/", "thidua.clusters.urls"),
    ("dang-ky/", "thidua.registrations.urls"),
    ("dien-hinh/", "thidua.exemplars.urls"),
    ("tep/", "thidua.foundation.urls"),
    ("", "thidua.portal.urls"),
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("thidua.site.pages")),
    *[path(prefix, include(module)) for prefix, module in _ROOMS if find_spec(module)],
    path("", views.root),
]
