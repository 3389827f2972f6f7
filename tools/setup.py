"""Make the virtual environment from the hashed lock file; run by `make`, needs Python 3.11 or newer.

uv is tried first because it is ten times faster; pip does the same where uv cannot be had.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
LOCK = ROOT / "requirements.lock"


def run(*args: str | Path, check: bool = True) -> int:
    """Run a command, stopping the set-up with its exit code when it fails and `check` holds."""
    code = subprocess.call([str(a) for a in args], cwd=ROOT)
    if check and code:
        sys.exit(code)
    return code


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 -- the reader may run an older one
        sys.exit(
            f"Cần Python 3.11 trở lên; đang dùng {sys.version.split()[0]}. Thử: make PYTHON=python3.11 demo"
        )
    python = BIN / "python"
    if not python.exists():
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    quiet = ("--quiet", "--disable-pip-version-check")
    has_uv = run(python, "-m", "pip", "install", *quiet, "uv", check=False) == 0
    if "--lock" in sys.argv:
        run(
            python, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes",
            "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--no-annotate",
            "--python-version", "3.11",
            "--extra", "dev", "-o", LOCK, "pyproject.toml",
        )  # fmt: skip
    if has_uv:
        run(
            python,
            "-m",
            "uv",
            "pip",
            "install",
            "--quiet",
            "--python",
            python,
            "--require-hashes",
            "-r",
            LOCK,
        )
    else:
        run(python, "-m", "pip", "install", *quiet, "--require-hashes", "-r", LOCK)
    # The project itself is put on the path without a build step, so nothing is fetched for it.
    site = subprocess.check_output(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    ).strip()
    (Path(site) / "thidua.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    command = BIN / "thidua"
    command.write_text(
        f"#!{python}\nimport sys\nfrom thidua.site.cli import main\nsys.exit(main())\n", encoding="utf-8"
    )
    command.chmod(0o755)
    (VENV / ".ready").write_text("", encoding="utf-8")


if __name__ == "__main__":
    main()
