"""Figures for Prometheus: requests of all worker processes together, and the state of the journal at the moment asked.

Workers write their counters to files in `SIMPUL_HOME/figures` (prometheus_client's multi-process mode), so that any of
them can answer for all.
"""

from collections.abc import Iterable, Iterator

from django.conf import settings
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from simpul.config.watch import state

BUCKETS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
"""Seconds. The finest lie where the targets of docs/performance.md lie."""

_requests = Counter("simpul_requests", "Requests answered", ["method", "route", "status"], registry=None)
_seconds = Histogram("simpul_request_seconds", "Time to answer", ["route"], buckets=BUCKETS, registry=None)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def seen(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request. A method that nobody knows counts as `other`: visitors invent no time series."""
    _requests.labels(method if method in _METHODS else "other", route, str(status)).inc()
    _seconds.labels(route).observe(seconds)


class Now(Collector):
    """The state of the journal, read when asked for."""

    def collect(self) -> Iterator[Metric]:
        """One gauge for each figure of `state.read`."""
        for name, (words, value) in state.read().items():
            gauge = GaugeMetricFamily(f"simpul_{name}", words)
            gauge.add_metric([], value)
            yield gauge


def exposition() -> bytes:
    """Everything in Prometheus' text format."""
    registry = CollectorRegistry(auto_describe=False)
    for collector in _collectors():
        registry.register(collector)
    return generate_latest(registry)


def _collectors() -> Iterable[Collector]:
    if settings.FIGURES_DIR:
        return [MultiProcessCollector(None, path=settings.FIGURES_DIR), Now()]
    return [_requests, _seconds, Now()]
