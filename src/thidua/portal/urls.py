"""Addresses that anyone may open."""

from __future__ import annotations

from django.urls import path

from thidua.portal import law_views, stories_views, tips_views, views

app_name = "portal"
urlpatterns = [
    path("", views.front, name="front"),
    path("robots.txt", views.robots, name="robots"),
    path("cong-khai/", views.home, name="home"),
    path("cong-khai/so-khen-thuong/", views.register, name="register"),
    path("cong-khai/quyet-dinh/", views.decisions, name="decisions"),
    path("cong-khai/quyet-dinh/<int:pk>/", views.decision, name="decision"),
    path("dien-hinh/", stories_views.stories, name="stories"),
    path("dien-hinh/<int:pk>/", stories_views.story, name="story"),
    path("dien-hinh/ke-viec-tot/", tips_views.tell, name="tell"),
    path("dien-hinh/ke-viec-tot/<str:token>/", tips_views.told, name="told"),
    path("dien-hinh/ke-viec-tot/<str:token>/gui-lai-ma/", tips_views.code_again, name="code-again"),
    path("tra-cuu-tieu-chuan/", law_views.standards, name="standards"),
    path("tra-cuu-tieu-chuan/do-phu/", law_views.law_coverage, name="coverage"),
    path("tra-cuu-tieu-chuan/do-phu/<str:slug>/", law_views.instrument, name="instrument"),
    path("tra-cuu-tieu-chuan/do-phu/<str:slug>/<str:anchor>/", law_views.article, name="article"),
    path("tra-cuu-tieu-chuan/<str:code>/", law_views.standard, name="standard"),
    path("xac-minh/", views.verify_form, name="verify-form"),
    path("xac-minh/<str:code>/", views.verify, name="verify"),
    path("xac-minh/<str:code>/qr.svg", views.qr, name="qr"),
]
