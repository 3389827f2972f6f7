"""Addresses of checks."""

from __future__ import annotations

from django.urls import path

from thidua.eligibility import views

app_name = "eligibility"
urlpatterns = [
    path("lan-xet/<int:pk>/", views.check, name="check"),
    path("lan-xet/<int:pk>/cau-hoi.yaml", views.question, name="question"),
    path("lan-xet/<int:pk>/xet-lai/", views.replay, name="replay"),
]
