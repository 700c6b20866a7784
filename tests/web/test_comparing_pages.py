"""Compared claims in pages: the verdict, its reason in words, and the way to the book's figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.test import Client
from tests.cast import SYSTEM, Cast, carry, sale
from tests.indicators.test_claims import YUAN, Row, keep, named

from tallystick.access.models import User
from tallystick.indicators.models import Claim
from tallystick.indicators.rules.printed import ReadFigure
from tallystick.indicators.services import keep_read_claims

__all__ = ["named"]
CODE = "quay-fir"


def page(address: str, who: str = "alice", status: int = 200) -> str:
    client = Client()
    client.force_login(User.objects.get(username=who))
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_claim_page_leads_to_the_walk_of_the_books_figure(named: Cast) -> None:
    keep(Row())
    carry(named, sale(300 * YUAN))
    text = page(f"/claims/{Claim.objects.get().pk}/")
    assert f'href="/pairings/{CODE}/2020/IC_CONSUMPTION/"' in text
    assert "no reason was found why they differ" in text
    page("/claims/999999999999999999999/", status=404)
    # What was published is read by all; what the book says of it by those who see the pairing.
    theirs = page(f"/claims/{Claim.objects.get().pk}/", "chen")
    for words in (f"/pairings/{CODE}/", "no reason was found", "300 yuan"):
        assert (words in text, words in theirs) == (True, False), words
    # Nor is it told by the list, by its verdict, or by what the press says of the pairing's year.
    mine, hers = page("/claims/compared/"), page("/claims/compared/", "chen")
    assert ("no reason was found" in mine, "no reason was found" in hers) == (True, False)
    assert "300 yuan" not in hers
    assert "Nothing matches" in page("/claims/compared/?verdict=differs", "chen")
    for tail in ("press/?year=2020", "press.csv?year=2020"):
        page(f"/pairings/{CODE}/{tail}", "chen", status=404)


def test_the_list_is_narrowed_by_verdict_and_reason_and_keeps_them_in_the_address(
    named: Cast,
) -> None:
    keep(
        Row(),
        Row(printed="5000000元", value="5000000", url="https://example.org/b"),
        Row(indicator="RV_VILLAGES", printed="3个", value="3", unit="count"),
    )
    every = page("/claims/compared/")
    assert every.count("ts-taskname ts-b") == 3
    slips = page("/claims/compared/?verdict=differs&reason=unit_slip")
    assert slips.count("ts-taskname ts-b") == 2
    assert '<option value="unit_slip" selected>' in slips
    assert "Nothing matches these filters" in page("/claims/compared/?reason=growth")
    # Whoever signed in reads published figures, as everybody does.
    assert page("/claims/compared/?side=unknown", "chen").count("ts-taskname ts-b") == 3


def test_each_sides_press_stands_in_its_own_column_and_in_the_file(named: Cast) -> None:
    said = ReadFigure(
        words="500元", value="500", unit="CNY", qualifier="exact", indicator="IC_CONSUMPTION",
        period_start=date(2020, 1, 1), period_end=date(2020, 12, 31),
    )  # fmt: skip
    for side, words in (("supporting", "500元"), ("supported", "700元")):
        figure = replace(said, words=words, value=words[:-1])
        keep_read_claims(
            [figure], pairing=named.pairing, side=side, name=side, sha256=side[-2:] * 32,
            url=f"https://example.org/{side}", source_kind="media", by=SYSTEM,
        )  # fmt: skip
    text = page(f"/pairings/{CODE}/press/?year=2020")
    assert text.index("500元") < text.index("700元")
    assert "contradiction" in text
    client = Client()
    client.force_login(User.objects.get(username="alice"))
    file = client.get(f"/pairings/{CODE}/press.csv?year=2020").content.decode()
    assert "IC_CONSUMPTION,,500元,700元," in file
    assert "differs,contradiction" in file
    page(f"/pairings/{CODE}/press/?year=2020", "chen", status=404)
