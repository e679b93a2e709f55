"""The door: lets a command in, and nobody out with a traceback.

Little is imported before `main` runs, so that Ctrl-C finds it from the start.
"""

import errno
import os
import signal
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import NoReturn

FAILED, WRONG_USAGE, INTERRUPTED = 1, 2, 130
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def main() -> None:
    """Run a command; errors come as one message."""
    interrupt = _Interrupt()
    try:
        interrupt.listen()
        _prepare_streams()
        _hush_cleaning()
        from tocsin.cli import app

        app()
    except KeyboardInterrupt:
        _leave_at_once(INTERRUPTED)
    except SystemExit as done:
        if done.code == INTERRUPTED:
            _leave_at_once(INTERRUPTED)
        raise
    except Exception as error:
        if interrupt.came:  # and foreign code made another error of it
            _leave_at_once(INTERRUPTED)
        _explain(error)


class _Interrupt:
    """Ctrl-C, remembered."""

    came = False

    def listen(self) -> None:
        # In the background Ctrl-C is ignored already, and stays so.
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._raise)

    def _raise(self, _number: int, _frame: object) -> None:
        self.came = True
        raise KeyboardInterrupt


def _prepare_streams() -> None:
    """Standard streams that are there, and take every character.

    The number of a closed one would go to the next file that is opened, which
    foreign code then takes for the stream.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() != "utf-8":
            # A terminal shows only what its locale has; a file takes all, and JSON must be UTF-8.
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def _hush_cleaning() -> None:
    """What `_leave_at_once` leaves behind, a helper process clears away; not worth a warning."""
    options = (os.environ.get("PYTHONWARNINGS"), "ignore:resource_tracker:UserWarning")
    os.environ["PYTHONWARNINGS"] = ",".join(filter(None, options))


def _explain(error: Exception) -> NoReturn:
    from tocsin.domain import DeskError, TocsinError, UsageError

    if isinstance(error, TocsinError):
        print(f"tocsin: {error}", file=sys.stderr)
        sys.exit(WRONG_USAGE if isinstance(error, UsageError | DeskError) else FAILED)
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        print(f"tocsin: the output cannot be written: {error.strerror}.", file=sys.stderr)
        _leave_at_once(FAILED)
    if os.environ.get("TOCSIN_DEBUG"):
        raise error
    print(
        f"tocsin: something went wrong that should not have: {type(error).__name__}: {error}. "
        "Set TOCSIN_DEBUG=1 to see where, and please report it.",
        file=sys.stderr,
    )
    sys.exit(FAILED)


def _leave_at_once(code: int) -> NoReturn:
    """Without waiting for what still starts in other threads, or for a disk that is full."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
