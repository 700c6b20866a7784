"""`tallystick remind` and `tallystick work`, as whoever keeps the server calls them."""

from __future__ import annotations

import subprocess

from tests.example import TALLYSTICK, Installation
from tests.working import end


def test_without_e_mail_it_says_so_and_still_tells_for_whom_something_waits(
    example: Installation,
) -> None:
    refused = example.json("remind", code=1)
    assert refused["problems"][0]["code"] == "no-mail-set-up"
    told = example.json("remind", "--dry-run")
    waits = {row["user"]: row["waits"] for row in told["people"]}
    assert waits["huang.jie"]
    assert told["problems"][0]["code"] == "no-mail-set-up"
    assert "Print the list" in told["problems"][0]["message"]
    refused = example.json("remind", "--dry-run", "--as", "huang.jie", code=1)
    assert refused["problems"][0]["code"] == "not-allowed"


def test_work_says_when_it_reminds_and_that_nothing_is_handed_on(example: Installation) -> None:
    process = subprocess.Popen(  # noqa: S603 (our own command)
        [TALLYSTICK, "work"],
        env=example.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        said = [process.stdout.readline(), process.stdout.readline()]
    finally:
        end(process)
    assert "reminders at 30 8 * * *" in said[0]
    # The problem `no-work-handed-on`, as a sentence.
    assert "TALLYSTICK_WORKER=1" in said[1]
