"""Two heads decide from the command line how their pairing is matched."""

from __future__ import annotations

from tests.example import Installation

PAIRING = ("--pairing", "dalian-liupanshui")
WHY = ("--reason", "Both keep their own list of sales.")


def test_one_head_proposes_and_the_other_agrees(example: Installation) -> None:
    words = ("rules", "matching", "blind", *PAIRING, "--pipeline", "sale", *WHY)
    since = ("--from", "2021-05-01")
    example.run(*words, *since, "--as", "luo.zhenghua", code=1)
    proposed = example.json(*words, *since, "--as", "tian.hui")
    assert not proposed["decided"]
    example.run("rules", "agree", str(proposed["id"]), "--as", "tian.hui", code=1)
    assert example.json("rules", "agree", str(proposed["id"]), "--as", "sun.bo")["decided"]
    row = example.json("rules", "list", *PAIRING)["rules"][0]
    assert (row["value"], row["valid_from"], row["agreed_by"]) == ("blind", "2021-05-01", "Sun Bo")
    assert "blind" in example.run("rules", "list", *PAIRING)


def test_the_duty_of_evidence_is_decided_the_same_way(example: Installation) -> None:
    words = ("rules", "evidence", "advisory", *PAIRING, *WHY, "--as", "sun.bo")
    assert example.json(*words)["kind"] == "evidence"
