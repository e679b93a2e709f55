"""An alert as e-mail, through the mail server that the desk or the environment names."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from tocsin.domain import Alert, InputError

if TYPE_CHECKING:
    from tocsin.alerts.channels import Post

SUBJECT_LENGTH = 140


def send_mail(alert: Alert, to: str, post: Post, channel: str) -> None:
    """Send an alert to one address.

    The server: smtp://user@host:587 (encrypted as soon as the server can) or smtps://; the
    password is in TOCSIN_SMTP_PASSWORD, and goes to no other machine unencrypted. From:
    `?from=`, else the user.
    Errors: InputError where the server did not take it.
    """
    address = post.settings.get("TOCSIN_SMTP_URL") or post.smtp
    if not address:
        raise InputError(
            channel,
            "needs a mail server.",
            'Write smtp = "smtp://user@host:587" into the desk or set TOCSIN_SMTP_URL.',
        )
    server = urlsplit(address)
    if server.scheme not in ("smtp", "smtps") or not server.hostname:
        raise InputError(
            "TOCSIN_SMTP_URL", "is no mail server.", "Write smtp://user@host:587 or smtps://…."
        )
    message = compose(alert, to=to, sender=_sender(server))
    try:
        with _connect(server, post) as connection:
            _log_in(connection, server, post, channel)
            connection.send_message(message)
    except (smtplib.SMTPException, OSError) as error:
        raise InputError(
            channel, f"the mail server {server.hostname} did not take it: {_said(error)}."
        ) from error


def compose(alert: Alert, *, to: str, sender: str) -> EmailMessage:
    """The message. Its identifier follows from the alert's, so that one sent twice shows once."""
    message = EmailMessage()
    subject = " ".join(f"[Tocsin] {alert.rule}: {alert.text}".split())
    message["Subject"] = subject[:SUBJECT_LENGTH]
    message["From"], message["To"] = sender, to
    message["Message-ID"] = f"<{alert.key}@tocsin.invalid>"
    message["Auto-Submitted"] = "auto-generated"
    lines = [alert.text, ""]
    if alert.standing:
        lines += [f"Standing: {alert.standing}", ""]
    for cited in alert.evidence:
        lines += [f"“{' '.join(cited.quote.split())}”", f"    {cited.report}", ""]
    if alert.sources:
        lines.append(f"Published by: {', '.join(alert.sources)}")
    message.set_content("\n".join(lines) + "\n")
    return message


def _connect(server: SplitResult, post: Post) -> smtplib.SMTP:
    host = server.hostname or ""
    context = ssl.create_default_context()
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(host, server.port or 465, timeout=post.seconds, context=context)
    connection = smtplib.SMTP(host, server.port or 587, timeout=post.seconds)
    try:
        connection.ehlo()
        if connection.has_extn("starttls"):
            connection.starttls(context=context)
            connection.ehlo()
    except BaseException:
        connection.close()
        raise
    return connection


def _log_in(connection: smtplib.SMTP, server: SplitResult, post: Post, channel: str) -> None:
    password = post.settings.get("TOCSIN_SMTP_PASSWORD") or unquote(server.password or "")
    if not server.username or not password:
        return
    if not isinstance(connection.sock, ssl.SSLSocket) and not _is_here(server.hostname or ""):
        raise InputError(
            channel,
            f"the mail server {server.hostname} offers no encryption, and the password was not "
            "sent.",
            "Use smtps://, or a server that has STARTTLS.",
        )
    connection.login(unquote(server.username), password)


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _sender(server: SplitResult) -> str:
    stated = parse_qs(server.query).get("from", [""])[0]
    user = unquote(server.username or "")
    return stated or (user if "@" in user else f"{user or 'tocsin'}@{server.hostname}")


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error
        text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
        return f"{error.smtp_code} {' '.join(text.split())}"[:200].rstrip(".")
    return (" ".join(str(error).split()) or type(error).__name__)[:200].rstrip(".")
