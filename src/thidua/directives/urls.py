"""Addresses of the documents."""

from __future__ import annotations

from django.urls import path

from thidua.directives import views

app_name = "directives"
urlpatterns = [
    path("", views.documents, name="list"),
    path("moi/", views.new, name="new"),
    path("<int:pk>/", views.document, name="document"),
]
