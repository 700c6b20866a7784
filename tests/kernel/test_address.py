"""A web address leads to the host that is printed in it, or it is none."""

from __future__ import annotations

import pytest

from tallystick.kernel.address import host_of

HOSTILE = (
    *(
        "http://[",
        "https://[::1",
        "https://a]b/",
        "http://\u2100.example/",
        "https://",
        "https:///a",
    ),
    *("https://a.example:port/", "https://a.example:99999/", "https://a.example/ b"),
    *("https://a.example/\r\nX: y", 'https://a.example/"onclick=x', "https://a.example/<b>"),
    *("https://ln.gov.cn@a.example/", "https://a.example\\@ln.gov.cn/", "javascript:alert(1)"),
    *("ftp://a.example/", " https://a.example/", "https://a.example/\u2028"),
)


@pytest.mark.parametrize("url", HOSTILE)
def test_what_leads_elsewhere_or_nowhere_is_no_address(url: str) -> None:
    assert host_of(url) is None


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.ln.gov.cn/a/2021-05/07.html?id=1&b=(2)#c", "www.ln.gov.cn"),
        ("http://localhost:8000/", "localhost"),
        ("https://例子.example/新闻/一.html", "例子.example"),
        ("HTTPS://EN.DL.GOV.CN/", "en.dl.gov.cn"),
    ],
)
def test_addresses_that_people_copy_have_a_host(url: str, host: str) -> None:
    assert host_of(url) == host
