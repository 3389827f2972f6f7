"""The command line `thidua`. Everything an operator does to a site; each command imports only what it needs."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from thidua.site.terminal import BAD_INPUT, Parser, Stop, say

DEMO_DAY = "2021-12-15"
Command = Callable[[Namespace], int]


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 found something wrong, 2 input cannot be used."""
    args = list(sys.argv[1:] if argv is None else argv)
    if args[:1] == ["check"]:  # pure: the law engine alone, no settings, no database
        from thidua.lawbook.cli import main as check

        return int(check(args[1:]) or 0)
    if args[:1] == ["law"]:  # pure as well
        from thidua.lawbook.law_cli import main as law

        return int(law(args[1:]) or 0)
    if args[:1] == ["road"]:  # pure as well
        from thidua.lawbook.roadmap.cli import main as road

        return int(road(args[1:]) or 0)
    if args == ["score", "rebuild"]:
        return _rebuild()
    if args[:1] == ["score"]:  # pure as well
        from thidua.scoring.cli import main as score

        return int(score(args[1:]) or 0)
    if args[:1] == ["django"]:
        return _django_command(args[1:])
    chosen = _parser().parse_args(args or ["--help"])
    try:
        return int(chosen.run(chosen))
    except Stop as stop:
        print(f"thidua: {stop}", file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        return 130


def _parser() -> Parser:
    parser = Parser(prog="thidua", description="Thi đua: nền tảng thi đua, khen thưởng của một tỉnh.")
    commands = parser.add_subparsers(title="Lệnh", metavar="LỆNH", required=True, parser_class=Parser)

    def add(name: str, run: Command, says: str) -> Parser:
        made: Parser = commands.add_parser(name, help=says, description=says)
        made.set_defaults(run=run)
        return made

    commands.add_parser("check", help="đối chiếu một hồ sơ thành tích với quy định, không cần cơ sở dữ liệu")
    commands.add_parser("law", help="xem tiêu chuẩn của một danh hiệu, hình thức vào một ngày, so hai ngày")

    commands.add_parser("road", help="danh hiệu, hình thức nào trong tầm với, mỗi năm cần những gì")

    commands.add_parser(
        "score",
        help="chấm điểm, xếp hạng một cụm, khối từ tệp; “score rebuild”: tính lại mọi kết quả đã công bố",
    )

    demo = add("demo", _demo, "dựng tỉnh mẫu (lần đầu) rồi mở trang trên máy này")
    demo.add_argument("--reset", action="store_true", help="xóa tỉnh mẫu cũ và dựng lại từ đầu")
    demo.add_argument("--port", type=int, default=8000, metavar="CỔNG", help="cổng (mặc định 8000)")
    demo.add_argument("--no-serve", action="store_true", help="chỉ dựng dữ liệu, không mở trang")

    serve = add("serve", _serve, "mở trang và bộ xử lý việc nền")
    serve.add_argument(
        "--host", default="127.0.0.1", metavar="ĐỊA_CHỈ", help="mặc định chỉ máy này (127.0.0.1)"
    )
    serve.add_argument("--port", type=int, default=8000, metavar="CỔNG", help="cổng (mặc định 8000)")
    serve.add_argument(
        "--workers", type=int, default=2, metavar="SỐ", help="số tiến trình phục vụ (mặc định 2)"
    )

    work = add("work", _work, "chỉ chạy bộ xử lý việc nền")
    work.add_argument("--once", action="store_true", help="xử lý hết việc đang chờ rồi dừng")

    add("daily", _daily, "làm ngay việc hằng ngày: nhắc hạn, báo quá hạn, gửi thư tóm tắt")
    add("migrate", _migrate, "tạo hoặc cập nhật cấu trúc cơ sở dữ liệu")
    add("seed", _seed, "nạp danh mục đơn vị hành chính tỉnh Đắk Nông")

    load = add("import", _import, "nhập danh sách đề nghị khen thưởng từ tệp Excel")
    load.add_argument("file", type=Path, metavar="TỆP", help="tệp .xlsx theo mẫu")
    load.add_argument("--round", required=True, metavar="MÃ", help="mã đợt xét")
    load.add_argument("--unit", required=True, metavar="MÃ", help="mã đơn vị đề nghị")
    load.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra, không ghi")

    grid = add("import-targets", _import_targets, "nhập bảng chỉ tiêu, số liệu từ tệp Excel")
    grid.add_argument("file", type=Path, metavar="TỆP", help="tệp .xlsx xuất từ trang Chỉ tiêu")
    grid.add_argument("--unit", required=True, metavar="MÃ", help="mã đơn vị giữ danh mục")
    grid.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra, không ghi")

    find = add("scan", _scan, "rà soát ai đủ điều kiện mà chưa được đề nghị, ai còn thiếu một điều kiện")
    find.add_argument("--year", type=int, required=True, metavar="NĂM", help="năm thành tích")
    find.add_argument(
        "--on",
        default="",
        metavar="NGÀY",
        help="xét theo luật ngày này (mặc định 31/12 của năm, hoặc hôm nay)",
    )
    find.add_argument(
        "--award", default="", metavar="MÃ", help="chỉ một danh hiệu, hình thức (mã hoặc tên viết tắt)"
    )
    find.add_argument("--unit", default="", metavar="MÃ", help="mã đơn vị (mặc định: đơn vị gốc)")
    find.add_argument("--list", action="store_true", help="in cả tên")
    form = find.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="kết quả cho máy đọc")
    form.add_argument("--csv", type=Path, metavar="TỆP", help="ghi danh sách ra tệp CSV")

    add("invariants", _invariants, "kiểm tra dữ liệu có dòng nào trái quy tắc không")

    ledger = add("ledger", lambda _: BAD_INPUT, "sổ cái các việc đã làm")
    verify = ledger.add_subparsers(title="Lệnh", metavar="LỆNH", required=True, parser_class=Parser)
    says = "tìm mọi chỗ sửa, xóa, đổi thứ tự trong sổ cái"
    verify.add_parser("verify", help=says, description=says).set_defaults(run=_verify)

    user = add("user", lambda _: BAD_INPUT, "người dùng")
    users = user.add_subparsers(title="Lệnh", metavar="LỆNH", required=True, parser_class=Parser)
    says = "tạo người quản trị đầu tiên; mật khẩu được hỏi, không có mật khẩu mặc định"
    create = users.add_parser("create", help=says, description=says)
    create.add_argument("username", metavar="TÊN_ĐĂNG_NHẬP")
    create.add_argument("--name", required=True, metavar="HỌ_TÊN", help="họ và tên")
    create.add_argument("--unit", default="", metavar="MÃ", help="mã đơn vị (mặc định: đơn vị gốc)")
    create.set_defaults(run=_create_user)

    save = add("backup", _backup, "sao lưu cơ sở dữ liệu và các tệp vào một tệp")
    save.add_argument("file", type=Path, metavar="TỆP", help="tệp .tar.gz sẽ ghi")
    back = add("restore", _restore, "khôi phục từ bản sao lưu")
    back.add_argument("file", type=Path, metavar="TỆP", help="tệp .tar.gz đã sao lưu")
    back.add_argument("--replace", action="store_true", help="thay dữ liệu đang có")

    commands.add_parser("django", help="lệnh của Django (dành cho kỹ thuật)", add_help=False)
    return parser


def _setup() -> None:
    """Load Django with this site's settings."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.site.settings")
    django.setup()
    from django.conf import settings

    # One command needs one connection, and a wrong address should say so at once.
    settings.DATABASES["default"].get("OPTIONS", {}).pop("pool", None)


def _django_command(args: list[str]) -> int:
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.site.settings")
    execute_from_command_line(["thidua django", *args])
    return 0


def _demo(options: Namespace) -> int:
    os.environ.setdefault("THIDUA_HOME", "var/demo")
    os.environ["THIDUA_DEMO"] = "1"
    os.environ["THIDUA_TODAY"] = DEMO_DAY
    os.environ.setdefault("THIDUA_BASE_URL", f"http://127.0.0.1:{options.port}")
    from thidua.site import operations

    if options.reset:
        operations.forget_demo(Path(os.environ["THIDUA_HOME"]))
    _setup()
    for line in operations.prepare_demo():
        say(line)
    if options.no_serve:
        return 0
    from thidua.site.serving import serve

    return serve("127.0.0.1", options.port, workers=2, ready=operations.demo_greeting(options.port))


def _serve(options: Namespace) -> int:
    _setup()
    from thidua.site.operations import demand_migrated
    from thidua.site.serving import serve

    demand_migrated()
    return serve(
        options.host, options.port, options.workers, [f"Trang đã mở tại http://{options.host}:{options.port}"]
    )


def _work(options: Namespace) -> int:
    _setup()
    from thidua.site.serving import work

    return work(once=options.once)


def _rebuild() -> int:
    _setup()
    from thidua.clusters.rebuilding import rebuild

    report = rebuild()
    for fault in report.faults:
        print(fault, file=sys.stderr)
    verdict = "không khớp" if report.faults else "đều khớp"
    say(f"Đã tính lại {report.results} bản kết quả, {report.standings} thứ hạng: {verdict}.")
    return 1 if report.faults else 0


def _daily(_: Namespace) -> int:
    _setup()
    from thidua.foundation import daily, jobs

    wanted = daily.queue_today(at_once=True)
    assert wanted is not None
    jobs.run_all()
    found = jobs.status(wanted)
    if not found.is_over:
        raise Stop(f"Việc hằng ngày chưa xong: {found.message or 'một tiến trình khác đang làm.'}", code=1)
    if found.state == "failed":
        raise Stop(f"Việc hằng ngày không làm được: {found.message}", code=1)
    say(found.message)
    return 0


def _migrate(_: Namespace) -> int:
    _setup()
    from thidua.site.operations import migrate

    say("Đã cập nhật cơ sở dữ liệu." if migrate() else "Cơ sở dữ liệu đã đúng phiên bản.")
    return 0


def _seed(_: Namespace) -> int:
    _setup()
    from thidua.site.operations import seed_units

    say(seed_units())
    return 0


def _import(options: Namespace) -> int:
    _setup()
    from thidua.site.operations import import_workbook

    return import_workbook(options.file, options.round, options.unit, dry_run=options.dry_run)


def _import_targets(options: Namespace) -> int:
    _setup()
    from thidua.site.grid import import_grid

    return import_grid(options.file, options.unit, dry_run=options.dry_run)


def _scan(options: Namespace) -> int:
    _setup()
    from thidua.site.scanning import scan

    return scan(
        options.year, options.on, options.award, options.unit,
        as_json=options.json, csv_file=options.csv, with_names=options.list,
    )  # fmt: skip


def _invariants(_: Namespace) -> int:
    _setup()
    from thidua.site.operations import check_invariants

    return check_invariants()


def _verify(_: Namespace) -> int:
    _setup()
    from thidua.site.operations import verify_ledger

    return verify_ledger()


def _create_user(options: Namespace) -> int:
    _setup()
    from thidua.site.operations import create_administrator

    say(create_administrator(options.username, options.name, options.unit))
    return 0


def _backup(options: Namespace) -> int:
    _setup()
    from thidua.site.backup import backup

    say(backup(options.file))
    return 0


def _restore(options: Namespace) -> int:
    _setup()
    from thidua.site.backup import restore

    say(restore(options.file, replace=options.replace))
    return 0


if __name__ == "__main__":
    sys.exit(main())
