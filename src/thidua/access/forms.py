"""Forms of sign-in and of giving posts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm

from thidua.access.screens import find_unit
from thidua.access.types import Role
from thidua.foundation.ui.forms import (
    ChoiceField,
    DateField,
    FilterForm,
    Form,
    PolishedForm,
    SearchField,
    TextField,
)
from thidua.organisation.types import UnitRef


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


class NewPersonForm(Form):
    """Someone new who will sign in."""

    full_name = TextField(label="Họ và tên", max_length=200)
    username = TextField(
        label="Tên đăng nhập",
        max_length=150,
        help_text="Chữ không dấu và số, ví dụ: lethihoa. Không đổi được về sau.",
    )


class GivePostForm(Form):
    """A role at a unit of the administrator's scope, from a day on."""

    role = ChoiceField(label="Vai trò", choices=[("", "Chọn…"), *((r.value, r.label) for r in Role)])
    unit = TextField(
        label="Đơn vị", max_length=200, widget=forms.TextInput(attrs={"list": "units", "autocomplete": "off"})
    )
    title = TextField(label="Chức danh", max_length=120, required=False, help_text="Ví dụ: Phó Hiệu trưởng")
    authority_mark = ChoiceField(
        label="Ký thế nào",
        required=False,
        help_text="Chỉ với vai trò Người ký.",
        choices=[
            ("", "Ký trực tiếp"),
            ("TM", "TM."),
            ("KT", "KT."),
            ("TL", "TL."),
            ("TUQ", "TUQ."),
            ("Q", "Q."),
        ],
    )
    since = DateField(label="Từ ngày")
    until = DateField(label="Đến hết ngày", required=False)

    def __init__(self, *args: Any, units: Sequence[UnitRef], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = units

    def clean_role(self) -> Role:
        """The role that was chosen."""
        return Role(self.cleaned_data["role"])

    def clean_unit(self) -> UnitRef:
        """The unit that was typed."""
        try:
            return find_unit(self._units, self.cleaned_data["unit"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class EndPostForm(Form):
    """The last day of a post."""

    until = DateField(label="Ngày cuối cùng")
