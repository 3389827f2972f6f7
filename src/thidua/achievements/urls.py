"""Addresses of the register and of recipients' facts."""

from __future__ import annotations

from django.urls import path

from thidua.achievements import views, views_facts, views_record

app_name = "achievements"
urlpatterns = [
    path("", views.register, name="register"),
    path("<int:pk>/", views_record.record, name="record"),
    path("<int:pk>/trich-luc.<str:form>", views_record.extract, name="extract"),
    path("<int:pk>/huy-bo/", views_record.revoke, name="revoke"),
    path("<int:pk>/phuc-hoi/", views_record.restore, name="restore"),
    path("doi-tuong/<int:pk>/", views.recipient, name="recipient"),
    path("doi-tuong/<int:pk>/ghi/<slug:kind>/", views_facts.add, name="add"),
    path("tam-dung/<int:pk>/ket-thuc/", views_facts.end, {"fact": "hold"}, name="end-hold"),
    path("ky-luat/<int:pk>/het-hieu-luc/", views_facts.end, {"fact": "penalty"}, name="end-penalty"),
    path("cong-tac/<int:pk>/ket-thuc/", views_facts.end, {"fact": "fact"}, name="end-experience"),
    path("don-vi/<int:pk>/", views.unit, name="unit"),
]
