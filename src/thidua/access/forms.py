"""Forms of sign-in and of giving posts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm

from thidua.access.types import Role
from thidua.foundation.ui.forms import (
    ChoiceField,
    FilterForm,
    PolishedForm,
    SearchField,
)


class SignInForm(PolishedForm, AuthenticationForm):
    """Name and password. Says the same for a wrong name and a wrong password."""

    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu không đúng.",
        "inactive": "Tên đăng nhập hoặc mật khẩu không đúng.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Tên đăng nhập"
        self.fields["username"].error_messages["required"] = "Chưa nhập tên đăng nhập."
        self.fields["password"].label = "Mật khẩu"
        self.fields["password"].error_messages["required"] = "Chưa nhập mật khẩu."


class NewPasswordForm(PolishedForm, PasswordChangeForm):
    """One's own password, changed by oneself."""

    error_messages = {
        "password_incorrect": "Mật khẩu đang dùng không đúng.",
        "password_mismatch": "Hai lần nhập mật khẩu mới không giống nhau.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "old_password": "Mật khẩu đang dùng",
            "new_password1": "Mật khẩu mới",
            "new_password2": "Nhập lại mật khẩu mới",
        }
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].error_messages["required"] = f"Chưa nhập {label[:1].lower()}{label[1:]}."
        self.fields[
            "new_password1"
        ].help_text = "Ít nhất 10 ký tự, không quá thông dụng, không chỉ gồm chữ số."
        self.fields["new_password2"].help_text = ""


class PeopleFilters(FilterForm):
    """Whom an administrator looks for."""

    q = SearchField(label="Họ tên, tên đăng nhập")
    role = ChoiceField(label="Vai trò", choices=[("", "Tất cả"), *((r.value, r.label) for r in Role)])


class UnitChoice(forms.ModelChoiceField):
    """A unit of the administrator's scope, in the order of the tree."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{'– ' * obj.depth}{obj.name}"
