"""Addresses of nominations and submissions; those of imports and rounds stand in `urls_papers`."""

from __future__ import annotations

from django.urls import include, path

from thidua.nominations.lists import BULK
from thidua.nominations.types import Event
from thidua.nominations.views import acts, bulk, feat, files, listing, page, submissions, writing

app_name = "nominations"

_STEPS = (
    ("gui-xet", "propose", Event.PROPOSE),
    ("dong-y", "agree", Event.APPRAISE_AGREE),
    ("tra-lai", "return", Event.RETURN),
    ("khong-xet", "reject", Event.REJECT),
    ("duyet", "endorse", Event.ENDORSE),
    ("bo-sung", "supplement", Event.SUPPLEMENT),
    ("rut", "withdraw", Event.WITHDRAW),
    ("cap-nha-nuoc-khong-khen", "state-refusal", Event.STATE_REFUSAL),
)

urlpatterns = [
    path("", listing.nominations, name="list"),
    path("them/", writing.create, name="create"),
    path("dot-xuat/", feat.feat, name="feat"),
    path("tim-doi-tuong/", writing.find, name="find"),
    *[
        path(f"nhieu/{slug}/", bulk.many, {"event": event}, name=f"bulk-{name}")
        for slug, name, event in _STEPS
        if event in BULK
    ],
    path("<int:pk>/", page.detail, name="detail"),
    path("<int:pk>/kiem-tra-lai/", acts.recheck, name="recheck"),
    *[path(f"<int:pk>/{slug}/", acts.step, {"event": event}, name=name) for slug, name, event in _STEPS],
    path("<int:pk>/sua/", writing.edit, name="edit"),
    path("<int:pk>/giay-to/", files.add, name="add-file"),
    path("<int:pk>/giay-to/<int:file_id>/", files.download, name="file"),
    path("", include("thidua.nominations.urls_papers")),
    path("to-trinh/", submissions.submissions, name="submissions"),
    path("to-trinh/lap/<int:unit_id>/<int:round_id>/", submissions.new, name="submission-new"),
    path("to-trinh/<int:pk>/", submissions.submission, name="submission"),
    path("to-trinh/<int:pk>/gui/", submissions.send, name="submission-send"),
    path("to-trinh/<int:pk>/sua/", submissions.change, name="submission-change"),
    path("to-trinh/<int:pk>/huy/", submissions.cancel, name="submission-cancel"),
    path("to-trinh/<int:pk>/to-trinh.<str:form>", submissions.paper, name="submission-paper"),
]
