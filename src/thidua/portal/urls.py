"""Addresses that anyone may open."""

from __future__ import annotations

from django.urls import path

from thidua.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.front, name="front"),
    path("robots.txt", views.robots, name="robots"),
    path("cong-khai/", views.home, name="home"),
    path("cong-khai/so-khen-thuong/", views.register, name="register"),
    path("cong-khai/quyet-dinh/", views.decisions, name="decisions"),
    path("cong-khai/quyet-dinh/<int:pk>/", views.decision, name="decision"),
    path("xac-minh/", views.verify_form, name="verify-form"),
    path("xac-minh/<str:code>/", views.verify, name="verify"),
    path("xac-minh/<str:code>/qr.svg", views.qr, name="qr"),
]
