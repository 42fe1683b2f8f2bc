"""``kaocheng serve``: the team's application. On first run it makes its database and an administrator."""

import argparse
import gc
import os
import signal
import subprocess
import sys
import webbrowser
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from kaocheng.cli import installation
from kaocheng.cli.output import BOLD, Say, coloured, in_language, say
from kaocheng.diagnostics import Message, Refusal, Severity

PORT_TAKEN = Message(
    "web-port-taken",
    Severity.ERROR,
    "端口 {port} 已被占用。",
    "Port {port} is taken.",
    "换一个端口，如 kaocheng serve --port {other}。",
    "Choose another, such as kaocheng serve --port {other}.",
)


NO_ADDRESS = Message(
    "web-no-address",
    Severity.ERROR,
    "要让别的机器访问（--host {host}），须说明用户在浏览器里输入的地址。",
    "To serve other machines (--host {host}), say which address users will type.",
    "请先设环境变量，如 KAOCHENG_URL=http://192.168.1.5:{port}；正式使用请用 https。",
    "Set KAOCHENG_URL, such as http://192.168.1.5:{port}; https for real use.",
)


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser: argparse.ArgumentParser = commands.add_parser("serve")
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="端口，默认 8000")
    parser.add_argument("--host", default="127.0.0.1", metavar="H", help="监听的地址，默认只有本机")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="工作进程数，默认 2")
    installation.add_home(parser)
    parser.add_argument("--demo", action="store_true", help="装入两个示例和每种角色一个演示用户")
    parser.add_argument("--open", action="store_true", help="启动后打开浏览器")


def run(args: argparse.Namespace) -> int:
    """Serves until it is stopped. Raises :class:`~kaocheng.diagnostics.Refusal`."""
    gc.enable()  # unlike other commands, this one stays
    pick = in_language(args.lang)
    installation.choose(args.home)
    if args.host not in {"127.0.0.1", "localhost"} and "KAOCHENG_URL" not in os.environ:
        raise Refusal(NO_ADDRESS.at(host=args.host, port=args.port))
    os.environ.setdefault("KAOCHENG_URL", f"http://{args.host}:{args.port}")
    _see_port(args.host, args.port)
    installation.set_up()
    prepare(pick, demo=args.demo)
    return _serve(args, pick)


def _see_port(host: str, port: int) -> None:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise Refusal(PORT_TAKEN.at(port=port, other=port + 1)) from None


def prepare(pick: Say, *, demo: bool) -> None:
    """Makes the pages' scripts, the administrator, and what the demonstration needs, where missing."""
    from kaocheng.web import assets
    from kaocheng.web.installation import DEMO_PASSWORD, demo_users, first_administrator, load_audit_example, load_demo

    assets.build()
    if made := first_administrator():
        say(coloured(pick("已建立管理员，请记下密码（只显示这一次）：", "Administrator (shown once):"), BOLD))
        say(pick(f"  用户名 {made[0]}    密码 {made[1]}", f"  user {made[0]}    password {made[1]}"))
    if demo:
        load_demo()
        load_audit_example()
        say(coloured(pick("演示用户，密码都是：", "Demo users, all with the password: ") + DEMO_PASSWORD, BOLD))
        for username, role in demo_users():
            say(f"  {username:<12} {role}")


def _serve(args: argparse.Namespace, pick: Say) -> int:
    address = os.environ["KAOCHENG_URL"]
    say(pick(f"考成已启动：{address}    按 Ctrl+C 停止", f"Kaocheng is at {address}    Ctrl+C stops it"))
    worker = _start_worker()
    server = subprocess.Popen(server_command(args.host, args.port, args.workers))  # noqa: S603 -- our own
    if args.open:
        webbrowser.open(f"http://{urlsplit(address).netloc}/")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stopped by a service manager as by Ctrl+C
    try:
        while server.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                server.wait(timeout=1)
            if worker.poll() is not None:  # something ended it: what it worked on is told, the rest goes on
                worker = _start_worker()
        return int(server.returncode != 0)
    except KeyboardInterrupt:
        return 0
    finally:
        for process in (server, worker):
            process.terminate()
        for process in (server, worker):
            process.wait(timeout=15)


def _start_worker() -> "subprocess.Popen[bytes]":
    """The process that writes and audits reports beside the pages."""
    return subprocess.Popen([sys.executable, "-m", "kaocheng.web", "work"])


def server_command(host: str, port: int, workers: int) -> list[str]:
    """The command that serves: one blocking thread a worker, which keeps its connection to the database."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "1", "--backlog", "1024", "--log-level", "warning",
        "kaocheng.web.wsgi:application",
    ]  # fmt: skip
