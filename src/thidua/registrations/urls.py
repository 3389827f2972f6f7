"""Addresses of seasons, registrations and covenants."""

from __future__ import annotations

from django.urls import path, re_path

from thidua.registrations import views, views_content, views_covenants, views_one, views_succession

app_name = "registrations"
urlpatterns = [
    path("", views.seasons, name="list"),
    path("moi/", views.new, name="new"),
    path("dot/<int:pk>/", views.season, name="season"),
    path("dot/<int:pk>/tong-hop/", views.together, name="together"),
    path("dot/<int:pk>/gia-han/", views.extend, name="extend"),
    path("dot/<int:pk>/dong/", views.close, name="close"),
    path("dot/<int:pk>/nhac/", views.remind, name="remind"),
    path("dot/<int:pk>/gom/", views.consolidate, name="consolidate"),
    path("dot/<int:pk>/danh-hieu/", views_one.add_title, name="add-title"),
    path("dot/<int:pk>/cam-ket/", views_one.add_pledge, name="add-pledge"),
    path("<int:pk>/", views_one.registration, name="registration"),
    path("<int:pk>/tung-dong/", views_content.lines, name="lines"),
    re_path(r"^(?P<pk>\d{1,9})/tong-hop\.(?P<form>pdf|docx)$", views_content.paper, name="content-paper"),
    path("<int:pk>/nhan/<int:unit>/", views_succession.take_over, name="take-over"),
    path("<int:pk>/gui/", views_one.send, name="send"),
    path("<int:pk>/duyet/", views_one.approve, name="approve"),
    path("<int:pk>/tra-lai/", views_one.return_back, name="return"),
    path("danh-hieu/<int:pk>/doi/", views_one.change_title, name="change-title"),
    path("danh-hieu/<int:pk>/rut/", views_one.withdraw_title, name="withdraw-title"),
    path("cam-ket/<int:pk>/rut/", views_one.withdraw_pledge, name="withdraw-pledge"),
    path("giao-uoc/", views_covenants.covenants, name="covenants"),
    path("giao-uoc/cum/<int:cluster>/", views_covenants.new, name="new-covenant"),
    path("giao-uoc/<int:pk>/", views_covenants.covenant, name="covenant"),
    path("giao-uoc/<int:pk>/sua/", views_covenants.write, name="write-covenant"),
    path("giao-uoc/<int:pk>/dua-ky/", views_covenants.offer, name="offer"),
    path("giao-uoc/<int:pk>/ky/", views_covenants.sign, name="sign"),
    re_path(r"^giao-uoc/(?P<pk>\d{1,9})\.(?P<form>pdf|docx)$", views_covenants.paper, name="paper"),
]
