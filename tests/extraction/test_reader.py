"""A reader beside the rules adds what stands in the text, and nothing else; all is invented."""

from __future__ import annotations

import json
import socket
import time
from typing import Any

import pytest
from tests.extraction.endpoint import Answering, answering

from tallystick.extraction import Draft, as_label, read
from tallystick.extraction.reader.adding import CONFIDENCE, with_reader
from tallystick.extraction.reader.endpoint import Endpoint, endpoint_of
from tallystick.kernel.problem import Refused

TEXT = (
    "On 6 May 2021, Northport and Hillfield held their joint meeting in Northport. Northport gave "
    "Hillfield 3 million yuan. Old friends, said Deng Rui, mayor of Hillfield. A bridge of words "
    "joins both banks, and Wanjiku was glad of the 40 sheep."
)


def item(kind: str, text: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "text": text, **more}


def drafted(*items: Any, **answer: Any) -> tuple[Draft, Draft]:
    """Return the draft of the rules, and the one the reader added to."""
    ruled = read(TEXT)
    with answering(Answering(items=list(items), **answer)) as there:
        return ruled, with_reader(ruled, TEXT, there.endpoint())


def refused(endpoint: Endpoint) -> str:
    with pytest.raises(Refused) as fault:
        with_reader(read(TEXT), TEXT, endpoint)
    assert fault.value.problems[0].sentence("zh") != fault.value.problems[0].sentence("en")
    return fault.value.code


def test_what_it_names_stands_behind_what_the_rules_found_marked_and_little_trusted() -> None:
    ruled, both = drafted(
        item("participant", "Wanjiku", position="mayor of Hillfield"),
        item("commitment", "A bridge of words joins both banks", modality="done", act="build"),
    )
    assert both.people[:-1] == ruled.people
    assert both.commitments[:-1] == ruled.commitments
    added = (both.people[-1], both.commitments[-1])
    for one in added:
        assert TEXT[one.start : one.end] == one.text
        assert (one.reader, one.confidence) == ("model", CONFIDENCE)
    assert both.people[-1].position == "mayor of Hillfield"
    assert {one.reader for one in ruled.people} == {"rules"}
    label = as_label(both, "x")
    assert [one.get("reader") for one in label["participants"]] == [None, "model"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "named",
    [
        item("participant", "Somebody Else"),
        item("participant", "o"),
        item("participant", "Northport", start=0, end=9),
        item("participant", ""),
        item("participant", 7),
        item("weather", "Wanjiku"),
        item("commitment", "A bridge of words joins both banks", modality="maybe"),
        item("figure", "Old friends"),
        item("participant", "thport", start=70, end=76),
        item("participant", "Wanji"),
        item("agreement", "ridge of words joins both banks"),
        "Wanjiku",
        None,
    ],
)
def test_what_does_not_stand_there_once_or_is_no_item_is_nothing(named: Any) -> None:
    ruled, both = drafted(named)
    assert both == ruled


def test_a_piece_is_where_it_is_said_to_be() -> None:
    at = TEXT.index("Northport gave")
    _, both = drafted(item("framework", "Northport", start=at, end=at + 9))
    assert [(one.start, one.text) for one in both.frameworks] == [(at, "Northport")]


def test_what_touches_a_piece_of_the_rules_is_left_out() -> None:
    ruled, both = drafted(
        item("figure", "3 million yuan", value=30_000_000),
        item("participant", "Deng Rui", position=None),
        item("commitment", "gave Hillfield 3 million yuan. Old", modality="will"),
    )
    assert both == ruled


def test_a_figure_is_worth_what_its_words_say_and_not_what_the_answer_says() -> None:
    ruled = Draft(lang="en", published=None)
    items = [item("figure", "3 million yuan", value=3, unit="USD")]
    with answering(Answering(items=items)) as there:
        both = with_reader(ruled, TEXT, there.endpoint())
    assert [(one.value, one.unit) for one in both.figures] == [(3_000_000, "CNY")]


@pytest.mark.parametrize(
    "cut", ["500 sheep", "000 yuan", "5 million yuan", "40万元", "三十人", "3,0"]
)
def test_no_figure_is_cut_out_of_a_larger_number(cut: str) -> None:
    text = "12,500 sheep, 3,000 yuan and 7.5 million yuan; 共340万元、二百三十人。"
    at = text.index(cut)
    items = [item("figure", cut, start=at, end=at + len(cut))]
    with answering(Answering(items=items)) as there:
        assert with_reader(Draft(lang="en", published=None), text, there.endpoint()).figures == ()


def test_an_answer_of_blanks_alone_is_none_at_once() -> None:
    words = json.dumps({"choices": [{"message": {"content": "x" + " " * 900_000 + "y"}}]})
    begun = time.monotonic()
    with answering(Answering(raw=words.encode())) as there:
        assert refused(there.endpoint()) == "readout-reader-answer"
    assert time.monotonic() - begun < 5


def test_an_answer_in_a_fence_is_read() -> None:
    fenced = "```json\n" + json.dumps({"items": [item("participant", "Wanjiku")]}) + "\n```\n"
    raw = json.dumps({"choices": [{"message": {"content": fenced}}]}).encode()
    _, both = drafted(raw=raw)
    assert both.people[-1].text == "Wanjiku"


def test_it_is_asked_once_at_its_address_with_key_model_and_text() -> None:
    with answering(Answering()) as there:
        with_reader(read(TEXT), TEXT, there.endpoint())
    [(path, headers, asked)] = there.asked
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer k-1"
    assert asked["model"] == "invented"
    assert asked["messages"][1] == {"role": "user", "content": TEXT}


def test_a_redirection_is_no_answer_and_nobody_else_is_called() -> None:
    with answering(Answering()) as other, answering(Answering(status=302)) as there:
        there.to = other.address
        assert refused(there.endpoint()) == "readout-reader-refused"
        assert (len(there.asked), other.asked) == (1, [])


def test_no_proxy_of_the_machine_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(Answering()) as proxy, answering(Answering()) as there:
        monkeypatch.setenv("http_proxy", proxy.address)
        with_reader(read(TEXT), TEXT, there.endpoint())
        assert (len(there.asked), proxy.asked) == (1, [])


@pytest.mark.parametrize("status", [401, 404, 429, 500])
def test_an_answer_that_is_none_says_so(status: int) -> None:
    with answering(Answering(status=status)) as there:
        assert refused(there.endpoint()) == "readout-reader-refused"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": 7}}]}',
        b'{"choices": [{"message": {"content": "not JSON"}}]}',
        b'{"choices": [{"message": {"content": "{}"}}]}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
        b"x" * 1_000_001,
    ],
    ids=range(10),
)
def test_an_answer_without_items_says_so(raw: bytes) -> None:
    with answering(Answering(raw=raw)) as there:
        assert refused(there.endpoint()) == "readout-reader-answer"


def test_an_answer_that_drips_ends_with_its_time() -> None:
    with answering(Answering(drip=0.2)) as there:
        begun = time.monotonic()
        assert refused(there.endpoint(seconds=1)) == "readout-reader-slow"
        assert time.monotonic() - begun < 3


def test_who_is_not_there_cannot_be_reached() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert refused(Endpoint(f"http://127.0.0.1:{port}/v1", "m")) == "readout-reader-unreachable"


def test_a_long_text_is_not_sent() -> None:
    with answering(Answering()) as there:
        assert refused(there.endpoint(longest=20)) == "readout-reader-text-too-long"
        assert there.asked == []


@pytest.mark.parametrize(
    ("settings", "wrong"),
    [
        (("ftp://a.example", "m", "", 60, 10), "READER_URL"),
        (("models.example", "m", "", 60, 10), "READER_URL"),
        (("https://a.example/v1?to=b", "m", "", 60, 10), "READER_URL"),
        (("https://[a.example", "m", "", 60, 10), "READER_URL"),
        (("https://a.example:99999", "m", "", 60, 10), "READER_URL"),
        (("https://clerk:secret@a.example", "m", "", 60, 10), "READER_URL"),
        (("https://a.example/v1#to", "m", "", 60, 10), "READER_URL"),
        (("https://a.example", "", "", 60, 10), "READER_MODEL"),
        (("https://a.example", "m", "", 0, 10), "READER_SECONDS"),
        (("https://a.example", "m", "", 60, 0), "READER_LONGEST"),
    ],
)
def test_a_wrong_setting_is_named(settings: tuple[Any, ...], wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        endpoint_of(*settings)
