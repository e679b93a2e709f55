"""The application and the loop that serves it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from tocsin.domain import Assessment, UsageError

if TYPE_CHECKING:
    from fastapi import FastAPI

LOOPBACK = "127.0.0.1"
PORT = 8760
OWN_NAMES = (LOOPBACK, "localhost")
"""Names under which a browser may ask; any other is a page elsewhere that was
pointed at this machine, and gets nothing."""


def create_app(assessment_of: Callable[[], Assessment]) -> FastAPI:
    """The desk as a web application.

    assessment_of: gives the assessment to show; called once per request, so
    it should hand out the same object until something has changed: a brief is
    composed once per object.

    | address           | what it shows                                  |
    | ----------------- | ---------------------------------------------- |
    | /                 | the brief                                      |
    | /reports          | the reports behind it                          |
    | /reports/{id}     | a report's text, every cited span marked       |
    | /assessment.json  | the assessment as data                         |
    | /schema.json      | the JSON Schema of that                        |
    | /healthz          | whether the server answers                     |
    """
    from fastapi import FastAPI
    from fastapi.middleware.trustedhost import TrustedHostMiddleware

    from tocsin import __version__
    from tocsin.server.routes import add_routes, answer_errors, guard_pages

    # FastAPI's own documentation pages load scripts from elsewhere: left out.
    app = FastAPI(title="Tocsin", version=__version__, docs_url=None, redoc_url=None)
    add_routes(app, assessment_of)
    answer_errors(app)
    guard_pages(app)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(OWN_NAMES))
    return app


def serve(
    assessment_of: Callable[[], Assessment],
    *,
    port: int = PORT,
    announce: Callable[[str], None] | None = None,
) -> None:
    """Serve the desk to this machine until interrupted.

    port: on the loopback address; 0 takes any free one. announce: told the
    address as soon as it can be asked.
    Raises UsageError where the port is taken.
    """
    import uvicorn

    listener = _listen(port)
    config = uvicorn.Config(
        create_app(assessment_of), log_level="warning", access_log=False, server_header=False
    )
    # Ctrl-C ends it in good order; uvicorn raises it again for whoever called.
    with listener, suppress(KeyboardInterrupt):
        if announce is not None:
            announce(f"http://{LOOPBACK}:{listener.getsockname()[1]}/")
        uvicorn.Server(config).run(sockets=[listener])


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        reason = (isinstance(error, OSError) and error.strerror) or error
        raise UsageError(
            f"cannot serve on port {port} of {LOOPBACK}: {reason}. Choose another port, or 0 for "
            "any that is free."
        ) from error
    return listener
