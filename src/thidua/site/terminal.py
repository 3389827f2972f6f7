"""The command line's manners: argparse in Vietnamese, and one way to stop with a message."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, NoReturn

BAD_INPUT = 2
"""Exit code for input that cannot be used; argparse's own."""


class Stop(Exception):
    """End the command with a Vietnamese sentence and an exit code."""

    def __init__(self, says: str, code: int = BAD_INPUT) -> None:
        super().__init__(says)
        self.code = code


def say(text: str) -> None:
    """Tell the operator a line at once, also when the output is a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


_MESSAGES = [
    (r"the following arguments are required: (.*)", r"thiếu tham số: \1"),
    (r"unrecognized arguments: (.*)", r"không hiểu tham số: \1"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1: không có lựa chọn \2; chọn một trong: \3"),
    (r"argument (.*?): expected one argument", r"\1: thiếu giá trị"),
    (r"argument (.*?): expected at least one argument", r"\1: cần ít nhất một giá trị"),
    (r"argument (.*?): invalid int value: (.*)", r"\1: \2 không phải số nguyên"),
    (r"argument (.*?): ignored explicit argument (.*)", r"\1: không nhận giá trị \2"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 không dùng cùng với \2"),
    (r"ambiguous option: (.*?) could match (.*)", r"\1 chưa rõ: có thể là \2"),
    (r"argument (.*?): (.*)", r"\1: \2"),
]  # fmt: skip


def in_vietnamese(message: str) -> str:
    """argparse's message in Vietnamese; one it does not know is passed through."""
    for pattern, words in _MESSAGES:
        if found := re.fullmatch(pattern, message):
            return found.expand(words)
    return message


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that speaks Vietnamese."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "add_help": False}, formatter_class=_Formatter, allow_abbrev=False)
        self._positionals.title = "Tham số"
        self._optionals.title = "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="xem hướng dẫn này")

    def error(self, message: str) -> NoReturn:
        """Stop with the message in Vietnamese, exit code 2."""
        self.print_usage(sys.stderr)
        self.exit(BAD_INPUT, f"{self.prog}: {in_vietnamese(message)}\n")
