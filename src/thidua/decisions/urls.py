"""Addresses of decisions."""

from __future__ import annotations

from django.urls import path

from thidua.decisions import views, views_draft, views_external, views_follow, views_sign

app_name = "decisions"
urlpatterns = [
    path("", views.decisions, name="list"),
    path("soan/", views_draft.new, name="new"),
    path("cap-nha-nuoc/", views_external.external, name="external"),
    path("<int:pk>/", views.page, name="page"),
    path("<int:pk>/quyet-dinh.<str:form>", views.paper, name="paper"),
    path("<int:pk>/sua/", views_draft.words, name="words"),
    path("<int:pk>/them/", views_draft.more, name="more"),
    path("<int:pk>/dua-ra/<int:nomination>/", views_draft.take_out, name="take-out"),
    path("<int:pk>/huy-du-thao/", views_draft.cancel, name="cancel"),
    path("<int:pk>/ky/", views_sign.sign, name="sign"),
    path("<int:pk>/ban-ky/", views_sign.attach, name="attach"),
    path("<int:pk>/ban-ky/tai-ve/", views_sign.signed_file, name="signed-file"),
    path("<int:pk>/cong-bo/", views_sign.publish, name="publish"),
    path("<int:pk>/dinh-chinh/<int:record>/", views_follow.correct, name="correct"),
    path("<int:pk>/huy-bo/", views_follow.revoke, name="revoke"),
    path("<int:pk>/phuc-hoi/", views_follow.restore, name="restore"),
]
