"""Addresses of checks."""

from __future__ import annotations

from django.urls import path

from thidua.eligibility import views, views_cases, views_road
from thidua.eligibility.types import CaseAct

app_name = "eligibility"
urlpatterns = [
    path("lan-xet/<int:pk>/", views.check, name="check"),
    path("lan-xet/<int:pk>/cau-hoi.yaml", views.question, name="question"),
    path("lan-xet/<int:pk>/xet-lai/", views.replay, name="replay"),
    path("xem-xet/", views_cases.cases, name="cases"),
    path("xem-xet/<int:pk>/", views_cases.case, name="case"),
    path("xem-xet/<int:pk>/giu-nguyen/", views_cases.settle, {"doing": CaseAct.KEEP}, name="case-keep"),
    path(
        "xem-xet/<int:pk>/de-nghi-huy-bo/",
        views_cases.settle,
        {"doing": CaseAct.PROPOSE},
        name="case-propose",
    ),
    path("xem-xet/<int:pk>/cho-kiem-tra/", views_cases.settle, {"doing": CaseAct.HOLD}, name="case-hold"),
    path("doi-tuong/<int:pk>/chang-duong/", views_road.road, name="road"),
    path("doi-tuong/<int:pk>/chang-duong/<slug:code>/", views_road.award, name="road-award"),
]
