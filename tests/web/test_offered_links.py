"""What a page offers its reader, she may open."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.example import Installation
from tests.web.roles import AUDITOR, CLERK, OFFICE, Role

from tallystick.access.models import User


def reader(role: Role) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=role.username))
    return client


@pytest.mark.parametrize("things", ["meetings", "commitments", "readouts"])
def test_a_list_of_a_pairing_one_only_reads_leads_to_ones_own_form(
    on_example: Installation, things: str
) -> None:
    client = reader(CLERK)
    for pairing, kept in (("liaoning-guizhou", ""), ("zhongshan-liupanshui", "zhongshan")):
        shown = client.get(f"/{things}/?pairing={pairing}").content.decode()
        (href,) = set(re.findall(rf'href="(/{things}/new/[^"]*)"', shown))
        assert ("pairing=" in href) == bool(kept)
        assert client.get(href.replace("&amp;", "&")).status_code == 200


def test_a_scan_is_offered_to_whom_it_is_opened(on_example: Installation) -> None:
    page, scan = "/entries/paper/L-2020-0001/", "/entries/paper/L-2020-0001/scan/"
    for role, opens in ((OFFICE, False), (AUDITOR, True)):
        shown = reader(role).get(page).content.decode()
        assert (f'href="{scan}"' in shown) == opens, role
        assert reader(role).get(scan).status_code == (200 if opens else 403), role
