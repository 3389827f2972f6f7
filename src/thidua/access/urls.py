"""Addresses of sign-in and of the administrator's pages."""

from __future__ import annotations

from django.urls import path

from thidua.access import people, views

app_name = "access"
urlpatterns = [
    path("dang-nhap/", views.SignIn.as_view(), name="login"),
    path("dang-xuat/", views.SignOut.as_view(), name="logout"),
    path("da-dang-xuat/", views.signed_out, name="signed-out"),
    path("mat-khau/", views.NewPassword.as_view(), name="password"),
    path("nguoi-dung/", people.people, name="people"),
    path("nguoi-dung/moi/", people.new_person, name="new-person"),
    path("nguoi-dung/<int:pk>/", people.person, name="person"),
    path("nguoi-dung/<int:pk>/vi-tri/", people.give_post, name="give-post"),
    path("nguoi-dung/<int:pk>/vi-tri/<int:post>/ket-thuc/", people.end_post, name="end-post"),
    path("nguoi-dung/<int:pk>/mat-khau/", people.reset_password, name="reset-password"),
    path("nguoi-dung/<int:pk>/dong/", people.close_account, name="close-account"),
]
