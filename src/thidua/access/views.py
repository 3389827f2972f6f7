"""Sign-in, sign-out, one's own password."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from thidua.access.forms import NewPasswordForm, SignInForm


class SignIn(LoginView):
    """Name and password; the desk follows. Six wrong tries lock the name for a quarter of an hour."""

    template_name = "access/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True
    next_page = "site:desk"
    extra_context = {"title": "Đăng nhập"}


class SignOut(LogoutView):
    """By POST only, so that no link signs anyone out."""

    next_page = reverse_lazy("access:signed-out")


class NewPassword(PasswordChangeView):
    """Change one's own password."""

    template_name = "access/password.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("site:desk")
    extra_context = {"title": "Đổi mật khẩu", "button": "Đổi mật khẩu", "back": reverse_lazy("site:desk")}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        messages.success(self.request, "Đã đổi mật khẩu.")
        return response


@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """After signing out."""
    return render(request, "access/signed_out.html", {"title": "Đã đăng xuất"})
