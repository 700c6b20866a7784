"""Tags: which of them stand, by the acts that set them and took them off."""

from __future__ import annotations

from collections.abc import Iterator

from tallystick.access.models import Act
from tallystick.exchanges.models import FrameworkTag
from tallystick.exchanges.models.tags import TAGGED
from tallystick.exchanges.queries.logged.frame import BATCH, GONE, UNTOLD, unlike_log
from tallystick.kernel.problem import Problem

# kind and code of what is tagged, framework, element
_Key = tuple[str, str, str, str]


def tag_problems() -> Iterator[Problem]:
    """Yield one problem for each tag that stands untold, or was told and is gone."""
    told: set[_Key] = set()
    acts = Act.objects.filter(action__in=("exchanges.tag", "exchanges.take_tag_off"))
    for act in acts.order_by("pk").iterator(BATCH):
        said = act.after or act.before or {}
        key = (act.thing, act.thing_id, said["framework"], said["element"])
        if act.after:
            told.add(key)
        else:
            told.discard(key)
    rows = FrameworkTag.objects.standing().select_related(*TAGGED).order_by("pk")
    stands = {(one.kind, one.target.code, one.framework, one.element) for one in rows}
    for what, keys in ((GONE, told - stands), (UNTOLD, stands - told)):
        for kind, code, framework, element in sorted(keys):
            yield unlike_log(kind, code, f"tag {framework} {element}, {what}")
