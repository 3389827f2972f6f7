"""Addresses of units and recipients."""

from __future__ import annotations

from django.urls import path

from thidua.organisation import views

app_name = "organisation"
urlpatterns = [
    path("", views.units, name="units"),
    path("<int:pk>/", views.unit, name="unit"),
    path("doi-tuong/", views.recipients, name="recipients"),
    path("doi-tuong/<int:pk>/", views.recipient, name="recipient"),
]
