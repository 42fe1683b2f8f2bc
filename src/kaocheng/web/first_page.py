"""The first page of a PDF as a picture. Run apart from the application, with little memory and time: a PDF is untrusted.

Reads the PDF from standard input and writes a PNG to standard output.
"""

import io
import resource
import subprocess
import sys

SECONDS = 10
_MEMORY = 1_000_000_000


def first_page(data: bytes) -> bytes | None:
    """The PNG of the first page; None where the file cannot be drawn in time."""
    command = [sys.executable, "-m", "kaocheng.web.first_page"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 -- our own program
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"\x89PNG") else None


def _draw(data: bytes) -> bytes:
    import pypdfium2

    page = pypdfium2.PdfDocument(data)[0]
    wide = max(page.get_size())
    out = io.BytesIO()
    page.render(scale=2 if wide < 1200 else 1).to_pil().save(out, "PNG")
    return out.getvalue()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.buffer.write(_draw(sys.stdin.buffer.read()))
