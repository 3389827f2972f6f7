"""Addresses of sign-in and of the administrator's pages."""

from __future__ import annotations

from django.urls import path

from thidua.access import views

app_name = "access"
urlpatterns = [
    path("dang-nhap/", views.SignIn.as_view(), name="login"),
    path("dang-xuat/", views.SignOut.as_view(), name="logout"),
    path("da-dang-xuat/", views.signed_out, name="signed-out"),
    path("mat-khau/", views.NewPassword.as_view(), name="password"),
]
