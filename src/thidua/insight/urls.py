"""Addresses of the findings, the runs behind them and the balance."""

from __future__ import annotations

from django.urls import path

from thidua.insight import views, views_balance, views_exemplar, views_nominate

app_name = "insight"
urlpatterns = [
    path("", views.discover, name="discover"),
    path("dong/<int:pk>/", views.line, name="line"),
    path("dong/<int:pk>/dien-hinh/", views_exemplar.propose, name="exemplar"),
    path("de-nghi/", views_nominate.nominate, name="nominate"),
    path("ra-soat/", views.runs, name="runs"),
    path("ra-soat/moi/", views.start, name="start"),
    path("ra-soat/<int:pk>/", views.run, name="run"),
    path("can-doi/", views_balance.balance, name="balance"),
]
