"""The built scripts and styles: where they are, and making them in a source checkout."""

import hashlib
import shutil
import subprocess
from functools import cache
from pathlib import Path

from kaocheng.diagnostics import Refusal
from kaocheng.web import messages

STATIC = Path(__file__).parent / "static"
DIST = STATIC / "dist"
FRONTEND = Path(__file__).parents[3] / "frontend"
_PLACES = {"icon.svg": "icon.svg", "app.js": "dist/app.js", "app.css": "dist/app.css", "htmx.js": "dist/htmx.js"}


@cache
def address_of(name: str) -> str:
    """The address of an asset with a digest of its content, so that a browser may keep it."""
    path = _PLACES[name]
    file = STATIC / path
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.exists() else "0"
    return f"/static/{path}?v={digest}"


def build(*, with_npm: bool = True) -> None:
    """Makes the assets where they are missing: minified by esbuild, or, without npm, the sources as they are.

    Raises :class:`~kaocheng.diagnostics.Refusal` where there is nothing to make them from.
    """
    if (DIST / "app.js").exists() and (DIST / "htmx.js").exists():
        return
    if not (FRONTEND / "src").is_dir():
        raise Refusal(messages.NO_ASSETS.at())
    if with_npm and shutil.which("npm") and _npm():
        return
    import django_htmx

    DIST.mkdir(parents=True, exist_ok=True)
    for source in (FRONTEND / "src").iterdir():
        shutil.copyfile(source, DIST / source.name)
    packaged = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
    shutil.copyfile(packaged, DIST / "htmx.js")


def _npm() -> bool:
    done = subprocess.run([str(FRONTEND / "build.sh")], check=False, capture_output=True)  # noqa: S603 -- our own
    return done.returncode == 0
