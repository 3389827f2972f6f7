"""Serving a site: web processes and one worker for jobs under a small supervisor, on this machine."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType

from django.conf import settings

from thidua.site.terminal import Stop, say

GRACE = 30.0
"""Seconds that children may take to finish what they are doing."""
_WEB = "from thidua.site.serving import run_web; run_web({bind!r}, {workers})"
_WORK = "from thidua.site.serving import run_worker; run_worker()"


def serve(host: str, port: int, workers: int, ready: Iterable[str] = ()) -> int:
    """Serve until told to stop, then stop gracefully; prints `ready` once pages answer.

    A worker that dies is started again; when the web server dies all ends with its exit code.
    """
    _demand_free(host, port)
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    stop = threading.Event()
    _on_stop(stop)
    web = _start(_WEB.format(bind=f"{host}:{port}", workers=workers))
    worker = _start(_WORK)
    try:
        if not _answers(host, port, web, stop):
            return web.poll() or (0 if stop.is_set() else 1)
        for line in ready:
            say(line)
        while not stop.wait(0.5):
            if web.poll() is not None:
                return web.returncode or 1
            if worker.poll() is not None:
                stop.wait(1)  # not in a tight circle
                worker = _start(_WORK)
        return 0
    finally:
        _end([web, worker])


def work(*, once: bool = False) -> int:
    """Carry out jobs until told to stop; with `once` only those that wait now."""
    from thidua.foundation import jobs
    from thidua.foundation.daily import queue_today

    if once:
        jobs.sweep()
        say(f"Đã xử lý {jobs.run_all()} việc.")
        return 0
    stop = threading.Event()
    _on_stop(stop)
    jobs.work(stop, now_and_then=queue_today)
    return 0


def run_web(bind: str, workers: int) -> None:
    """A child: gunicorn with threads."""
    _die_with_parent()
    from gunicorn.app.base import BaseApplication

    class Web(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            options = {
                "bind": bind,
                "workers": workers,
                "worker_class": "gthread",
                "threads": 4,
                "timeout": 60,
                "graceful_timeout": int(GRACE) - 5,
                "max_requests": 10_000,
                "max_requests_jitter": 1_000,
                "loglevel": "warning",
                "proc_name": "thidua",
                "control_socket_disable": True,
            }
            for name, value in options.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Callable[..., object]:
            from thidua.site.wsgi import application

            return application

    Web().run()


def run_worker() -> None:
    """A child: the worker for jobs."""
    _die_with_parent()
    import django

    django.setup()
    sys.exit(work())


def _demand_free(host: str, port: int) -> None:
    if not 1 <= port <= 65_535:
        raise Stop(f"cổng {port} không hợp lệ; chọn từ 1 đến 65535.")
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        raise Stop(
            f"không mở được {host}:{port} ({os.strerror(error.errno or 0)}); hãy chọn cổng khác bằng --port."
        ) from error


def _answers(host: str, port: int, web: subprocess.Popen[bytes], stop: threading.Event) -> bool:
    target = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    for _ in range(600):
        if stop.is_set() or web.poll() is not None:
            return False
        try:
            socket.create_connection((target, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def _start(code: str) -> subprocess.Popen[bytes]:
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "thidua.site.settings"}
    return subprocess.Popen([sys.executable, "-c", code], env=env, start_new_session=True)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    end = time.monotonic() + GRACE
    for child in children:
        try:
            child.wait(timeout=max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()  # its jobs are found again, its requests were given their time
            child.wait()


def _on_stop(stop: threading.Event) -> None:
    def told(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)


def _die_with_parent() -> None:
    """On Linux a child is told to stop when its supervisor was killed, so nothing keeps the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
        if os.getppid() == 1:  # it died in between
            sys.exit(0)
