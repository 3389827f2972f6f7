"""Addresses of imports, submissions and rounds; part of the room's `urls`."""

from __future__ import annotations

from django.urls import path

from thidua.nominations import views_imports, views_rounds

urlpatterns = [
    path("nhap-danh-sach/", views_imports.imports, name="imports"),
    path(
        "nhap-danh-sach/tep-mau/<int:round_id>/<int:unit_id>/", views_imports.template, name="import-template"
    ),
    path("nhap-danh-sach/<int:pk>/", views_imports.batch, name="import"),
    path("nhap-danh-sach/<int:pk>/la-ai/", views_imports.answer, name="import-answer"),
    path("nhap-danh-sach/<int:pk>/xac-nhan/", views_imports.confirm, name="import-confirm"),
    path("nhap-danh-sach/<int:pk>/hoan-tac/", views_imports.undo, name="import-undo"),
    path("nhap-danh-sach/<int:pk>/diem-can-sua/", views_imports.remarks, name="import-remarks"),
    path("dot/", views_rounds.rounds, name="rounds"),
    path("dot/mo/", views_rounds.open_round, name="open-round"),
    path("dot/<int:pk>/han/", views_rounds.change_round, name="change-round"),
]
