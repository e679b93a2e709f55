"""Taking one alert to where the desk wants it: terminal, file, webhook or e-mail."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from tocsin import __version__
from tocsin.domain import Alert, InputError

SECONDS = 15.0
"""How long a channel may take for one alert."""


class Post(NamedTuple):
    """What the channels need from outside.

    terminal: writes a line. folder: what file names are seen from. settings: the environment,
    which has what `$NAME` stands for and the mail server's password. smtp: the desk's mail
    server, for which TOCSIN_SMTP_URL stands in where it is set.
    """

    terminal: Callable[[str], object]
    folder: Path
    settings: Mapping[str, str]
    smtp: str | None = None
    seconds: float = SECONDS


def deliver(alert: Alert, channel: str, post: Post) -> None:
    """Take an alert to a channel, as the desk writes it: see docs/watch.md.

    Errors: InputError where it did not arrive, without the secrets of the address.
    """
    address = channel
    if channel.startswith("$"):
        address = post.settings.get(channel[1:], "").strip()
        if not address:
            raise InputError(channel, "is not set in the environment.", f"Set {channel[1:]}.")
    if address == "terminal":
        post.terminal(f"ALERT {alert.rule}: {alert.text}")
    elif address.startswith("mailto:"):
        from tocsin.alerts.mail import send_mail

        send_mail(alert, address.removeprefix("mailto:"), post, channel)
    elif address.startswith(("http://", "https://")):
        _call(alert, address, post, channel)
    elif address.endswith(".jsonl"):
        _append(alert, post.folder / Path(address).expanduser(), channel)
    else:
        raise InputError(
            channel,
            "holds no way to send an alert.",
            "Give it https://…, mailto:… or a file ending in .jsonl.",
        )


def shown(channel: str) -> str:
    """A channel as it may be logged: the path of a webhook is often its password.

    >>> shown("https://hooks.example/services/T0/secret")
    'https://hooks.example/…'
    """
    if not channel.startswith(("http://", "https://")):
        return channel
    found = urlsplit(channel)
    return f"{found.scheme}://{found.hostname}/…"


def as_object(alert: Alert) -> dict[str, object]:
    """An alert as JSON writes it, with the words it rests on; without where it goes."""
    told: dict[str, object] = alert.model_dump(mode="json", exclude={"to"})
    return told


def _append(alert: Alert, file: Path, channel: str) -> None:
    line = json.dumps(as_object(alert), ensure_ascii=False) + "\n"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # In one write, so that the lines of two processes do not run into one another.
        with file.open("ab", buffering=0) as opened:
            opened.write(line.encode())
    except OSError as error:
        raise InputError(channel, f"cannot be written: {error.strerror}.") from error


def _call(alert: Alert, url: str, post: Post, channel: str) -> None:
    import httpx

    headers = {"User-Agent": f"Tocsin/{__version__}", "Idempotency-Key": alert.key}
    try:
        answer = httpx.post(
            url,
            json=as_object(alert) | {"generated_by": f"Tocsin {__version__}"},
            headers=headers,
            timeout=post.seconds,
            follow_redirects=False,
        )
    except httpx.TimeoutException as error:
        raise InputError(
            shown(channel), f"gave no answer within {post.seconds:g} seconds."
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = " ".join(str(error).split()).replace(url, shown(url)) or type(error).__name__
        raise InputError(shown(channel), f"cannot be reached: {reason}.") from error
    if not answer.is_success:
        raise InputError(shown(channel), f"answers {answer.status_code}.")
