"""Watches a browser context: what the console complains of and which requests fail is a defect of the story."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

NETWORK_NOISE = ("Failed to load resource", "net::ERR_")
"""What Chromium itself prints for a request that did not succeed; the requests are watched one by one."""


@dataclass
class Watch:
    """Collects problems. While `cut` is set, requests that find no network are part of the story."""

    problems: list[str] = field(default_factory=list)
    cut: bool = False
    allowed: tuple[str, ...] = ()
    """Parts of messages that this story provokes on purpose."""

    def over(self, context: BrowserContext) -> None:
        """Listen to every page of `context`, also to those that open later."""
        context.on("page", self._page)
        context.on("requestfailed", self._request_failed)
        context.on("response", lambda answer: self._status(answer.status, answer.url))
        for page in context.pages:
            self._page(page)

    def _page(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._note(f"page error: {error}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(noise in message.text for noise in NETWORK_NOISE):
            self._note(f"console {message.type}: {message.text}")

    def _request_failed(self, request: Request) -> None:
        # A page that is left gives up its own requests; that is no failure.
        if not self.cut and request.failure != "net::ERR_ABORTED":
            self._note(f"request failed: {request.method} {request.url} {request.failure}")

    def _status(self, status: int, url: str) -> None:
        if status >= 400:
            self._note(f"answer {status}: {url}")

    def _note(self, problem: str) -> None:
        if not any(part in problem for part in self.allowed):
            self.problems.append(problem)
