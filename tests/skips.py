"""Skips say why, and what is required may not be skipped."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest

# `TALLYSTICK_REQUIRE=postgres,chromium`: a skip whose reason names one of these is a failure.
REQUIRED = tuple(filter(None, os.environ.get("TALLYSTICK_REQUIRE", "").lower().split(",")))


def forbidden_skip(reason: str, required: tuple[str, ...] = REQUIRED) -> bool:
    """Whether a skip for `reason` may not happen on this machine."""
    return any(name in reason.lower() for name in required)


def pytest_configure(config: pytest.Config) -> None:
    """Print every skip with its reason, however pytest was started."""
    if "s" not in config.option.reportchars:
        config.option.reportchars += "s"


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.outcome != "skipped" or hasattr(report, "wasxfail"):
        return
    reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
    if forbidden_skip(reason):
        report.outcome = "failed"
        report.longrepr = f"required by TALLYSTICK_REQUIRE, but {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    """Turn the skip of a required suite into a failure."""
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    """Turn the skip of a whole required module into a failure."""
    report = yield
    _refuse_skip(report)
    return report
