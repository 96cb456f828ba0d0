"""Prometheus's text format, version 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nearer.metrics.counters import Labels, Metric

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def write_exposition(metrics: Iterable[Metric]) -> str:
    """One line a sample, after a line that says what kind of metric it is."""
    return "".join(f"{line}\n" for metric in metrics for line in _lines(metric))


def _lines(metric: Metric) -> Iterator[str]:
    yield f"# TYPE {metric.name} {metric.kind}"
    for sample in metric.samples:
        yield f"{metric.name}{sample.suffix}{_in_braces(sample.labels)} {sample.value:.12g}"


def _in_braces(labels: Labels) -> str:
    """Our labels hold no quote, backslash or new line: each is named in the program."""
    return "{" + ",".join(f'{name}="{value}"' for name, value in labels) + "}" if labels else ""
