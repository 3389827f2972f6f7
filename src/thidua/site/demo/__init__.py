"""The demo province: real units of Đắk Nông in 2021, invented people marked as sample."""

from __future__ import annotations

from datetime import date

TODAY = date(2021, 12, 15)
"""The business date of the demo; the 2003 law governs it."""


def signins() -> list[tuple[str, str, str]]:
    """User name, password and what the person is there, one line for each role of the guided tour."""
    from thidua.site.demo.accounts import PASSWORD, SHOWN, SIGN_INS

    width = max(len(account.username) for account in SIGN_INS)
    return [
        (
            account.username.ljust(width),
            PASSWORD,
            f"{', '.join(r.label for r in account.roles)} ({account.title})",
        )
        for account in SIGN_INS[:SHOWN]
    ]
