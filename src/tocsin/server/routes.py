"""Addresses and what they answer. Imported only when an application is made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from tocsin import brief
from tocsin.domain import Assessment, TocsinError
from tocsin.server.pages import problem_page, report_page, reports_page

# The pages run no script and load nothing; a browser is told to hold them to it.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def add_routes(app: FastAPI, assessment_of: Callable[[], Assessment]) -> None:
    """All addresses of the desk."""
    composed = _Composed()

    @app.get("/", response_class=HTMLResponse)
    def read_brief() -> str:
        """The brief."""
        return composed.brief(assessment_of(), "html")

    @app.get("/assessment.json")
    def read_assessment() -> Response:
        """The assessment as data."""
        return Response(composed.brief(assessment_of(), "json"), media_type="application/json")

    @app.get("/schema.json")
    def read_schema() -> JSONResponse:
        """The JSON Schema of the assessment."""
        return JSONResponse(brief.schema())

    @app.get("/reports", response_class=HTMLResponse)
    def list_reports() -> str:
        """The reports behind the brief."""
        return reports_page(assessment_of())

    @app.get("/reports/{report_id}", response_class=HTMLResponse)
    def read_report(report_id: str) -> str:
        """A report's text, with every cited span marked."""
        assessment = assessment_of()
        for report in assessment.reports:
            if report.id == report_id:
                return report_page(report, assessment)
        raise HTTPException(
            HTTPStatus.NOT_FOUND, f"There is no report {report_id!r} in this brief."
        )

    @app.get("/healthz")
    def answer_health() -> dict[str, str]:
        """That the server answers; the assessment is not asked for."""
        return {"status": "ok"}


def answer_errors(app: FastAPI) -> None:
    """What cannot be answered gets a page that says why, never a traceback."""

    @app.exception_handler(HTTPStatus.NOT_FOUND)
    @app.exception_handler(HTTPStatus.METHOD_NOT_ALLOWED)
    async def explain(request: Request, error: Exception) -> HTMLResponse:
        # Ours say what is missing; the router's own only that nothing is there.
        detail = f"{request.method} {request.url.path} has no answer here."
        if isinstance(error, HTTPException):
            detail = error.detail
        status = HTTPStatus(getattr(error, "status_code", HTTPStatus.NOT_FOUND))
        return HTMLResponse(problem_page(status.phrase, detail), status)

    @app.exception_handler(TocsinError)
    async def excuse(_: Request, error: TocsinError) -> HTMLResponse:
        return HTMLResponse(
            problem_page("No assessment", str(error)), HTTPStatus.SERVICE_UNAVAILABLE
        )


def guard_pages(app: FastAPI) -> None:
    """Every answer carries the headers that keep a browser from running anything in it."""

    @app.middleware("http")
    async def add_headers(
        request: Request, answer: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        response = await answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class _Composed:
    """The last brief composed in each form, as long as the assessment stays the same object."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[Assessment, str]] = {}

    def brief(self, assessment: Assessment, form: str) -> str:
        last = self._last.get(form)
        if last is None or last[0] is not assessment:
            last = self._last[form] = (assessment, brief.compose(assessment, form=form))
        return last[1]
