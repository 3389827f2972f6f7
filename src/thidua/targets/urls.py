"""Addresses of the targets."""

from __future__ import annotations

from django.urls import path

from thidua.targets import views, views_acts, views_exchange, views_maps, views_taking

app_name = "targets"
urlpatterns = [
    path("", views.targets, name="list"),
    path("tien-do/", views.progress, name="progress"),
    path("chua-dat/", views.behind, name="behind"),
    path("den-han/", views.due_reports, name="due"),
    path("moi/", views_acts.new, name="new"),
    path("duong-bien/", views_maps.boundaries, name="boundaries"),
    path("nhap/", views_exchange.imports, name="imports"),
    path("nhap/<int:pk>/", views_exchange.grid_import, name="import"),
    path("nhap/<int:pk>/ghi/", views_exchange.confirm, name="import-confirm"),
    path("xuat/<int:unit_id>/", views_exchange.export, name="export"),
    path("don-vi/<int:unit_id>/", views.unit, name="unit"),
    path("don-vi/<int:unit_id>/nhan/", views_taking.take, name="take"),
    path("gan/<int:pk>/go/", views_acts.unlink, name="unlink"),
    path("so-lieu/<int:pk>/sua/", views_acts.correct, name="correct"),
    path("<int:pk>/", views.target, name="target"),
    path("<int:pk>/sua/", views_acts.edit, name="edit"),
    path("<int:pk>/thoi-dung/", views_acts.retire, name="retire"),
    path("<int:pk>/gan/", views_acts.link, name="link"),
    path("<int:pk>/don-vi/<int:unit_id>/", views.cell, name="cell"),
    path("<int:pk>/don-vi/<int:unit_id>/ghi/", views_acts.enter, name="enter"),
]
