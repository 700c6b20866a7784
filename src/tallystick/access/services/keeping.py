"""What a person typed and had not sent when her session ended: kept for her, for some days.

It is no record of the book. It is encrypted, shown to nobody else who signs in at the same
browser, and gone once it was sent or thrown away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from tallystick.access.models import KeptForm, User
from tallystick.access.vault import lock
from tallystick.kernel.code import canonical_json
from tallystick.kernel.text import unfit

KEPT = timedelta(days=14)
MOST, LARGEST = 40, 2_000_000
# Secrets are never kept, nor what belongs to a form rather than to her.
SECRET = frozenset({"code", "credential", "csrfmiddlewaretoken"})


@transaction.atomic
def keep_form(
    *,
    user_id: int,
    page: str,
    fields: Mapping[str, Sequence[str]],
    sent: bool = False,
    at: datetime | None = None,
) -> bool:
    """Keep what a person typed on a page; return whether it was kept.

    Units: `page` is the path of the page; `fields` name → values, files left out. One form a page
    is kept, MOST a person, LARGEST bytes each; what is older than KEPT goes.
    """
    now = at or timezone.now()
    kept = {name: list(values) for name, values in fields.items() if not _is_secret(name)}
    content = canonical_json(kept)
    if (
        len(page) > 300
        or unfit(page)
        or len(content.encode()) > LARGEST
        or not any(map(any, kept.values()))
    ):
        return False
    if not User.objects.filter(pk=user_id, is_active=True).exists():
        return False
    sealed, wrapped = lock({"fields": content}, f"form:{user_id}:{page}")
    KeptForm.objects.update_or_create(
        user_id=user_id,
        page=page,
        defaults={"at": now, "sent": sent, "sealed": sealed, "wrapped_key": wrapped},
    )
    own = KeptForm.objects.filter(user_id=user_id)
    too_many = own.values_list("pk", flat=True)[MOST:]
    KeptForm.objects.filter(pk__in=list(too_many)).delete()
    KeptForm.objects.filter(at__lt=now - KEPT).delete()
    return True


def forget_form(*, user_id: int, page: str) -> None:
    """Let go of what was kept of a page: it was sent, or thrown away."""
    if not unfit(page):
        KeptForm.objects.filter(user_id=user_id, page=page).delete()


def _is_secret(name: str) -> bool:
    return name in SECRET or "password" in name.lower()
