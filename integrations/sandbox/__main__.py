"""All partners of a shop on this machine, and the pages about them. `manage.py sandbox` is the same.

python -m integrations.sandbox                  run until Ctrl-C
python -m integrations.sandbox environment      what a shop is told to have them, one setting a line
python -m integrations.sandbox papers           make the certificates and no more
"""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from integrations.sandbox import environment, hands
from integrations.sandbox.desk import Desk
from integrations.sandbox.memory import Unreadable
from integrations.sandbox.swish import Papers
from integrations.sandbox.world import World

PROJECT = Path(__file__).resolve().parent.parent.parent


def main(arguments: Sequence[str] | None = None) -> None:
    chosen = _options().parse_args(arguments)
    base = chosen.base or environment.base_port(chosen.shop_port)
    if chosen.what == "environment":
        at, pages = environment.addresses(base), f"http://127.0.0.1:{base}"
        for name, value in environment.told(at, chosen.folder.resolve(), pages=pages).items():
            sys.stdout.write(f"{name}={value}\n")
        return
    if chosen.what == "papers":
        Papers.kept_in(chosen.folder / "papers")
        return
    run(base, chosen.folder.resolve(), f"http://127.0.0.1:{chosen.shop_port}", is_quiet=chosen.quiet)


def run(base: int, folder: Path, shop: str, *, is_quiet: bool = False) -> None:
    is_over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: is_over.set())
    try:
        with World(base=base, folder=folder, shop=shop) as world, hands.at_work(world), Desk(world, port=base) as desk:
            if not is_quiet:
                sys.stdout.write(f"The partners are shown at {desk.address}/\n")
                sys.stdout.flush()
            is_over.wait()
    except Unreadable as error:
        raise SystemExit(str(error)) from None


def _options() -> argparse.ArgumentParser:
    told = os.environ
    options = argparse.ArgumentParser(prog="sandbox", description="The shop's partners on this machine.")
    options.add_argument("what", nargs="?", choices=["run", "environment", "papers"], default="run")
    options.add_argument("--shop-port", type=int, default=int(told.get("PORT") or 8000), help="where the shop answers")
    options.add_argument("--base", type=int, default=int(told.get("SANDBOX_PORT") or 0), help="the first of ten ports")
    folder = Path(told.get("DATA_DIR") or PROJECT / ".data") / "sandbox"
    options.add_argument("--folder", type=Path, default=folder, help="where they remember")
    options.add_argument("--quiet", action="store_true", help="say nothing")
    return options


if __name__ == "__main__":
    main()
