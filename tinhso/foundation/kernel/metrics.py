"""Counters and timings of this process, in Prometheus' form, served at /metrics."""

from prometheus_client import Counter, Histogram

requests_total = Counter(
    "tinhso_requests_total", "Pages and API calls answered", ["method", "route", "status"]
)
request_seconds = Histogram("tinhso_request_seconds", "Time to answer, in seconds", ["route"])
deliveries_total = Counter(
    "tinhso_deliveries_total", "Events handed to a handler", ["handler", "outcome"]
)
wire_calls_total = Counter("tinhso_wire_calls_total", "Calls to other systems", ["peer", "outcome"])
