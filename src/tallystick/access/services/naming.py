"""A name in both languages: what is wrong with one, and that another one differs from it."""

from __future__ import annotations

from tallystick.kernel.problem import Problem, Refused
from tallystick.kernel.text import text_problems
from tallystick.kernel.words import Named, Words


def name_faults(name_en: str, name_zh: str, longest: int) -> list[Problem]:
    """Return everything that is wrong with a name; the English one may not be empty."""
    found = [] if name_en.strip() else [Problem("name-missing", "name_en")]
    found += text_problems("name_en", name_en, longest)
    return found + text_problems("name_zh", name_zh, longest)


def require_other_name(named: Named, name_en: str, name_zh: str, longest: int) -> Words:
    """Return the new name without its margins; where no Chinese one is given, the old one stays.

    Raises: Refused with every fault of it, or where the thing is called so already.
    """
    if faults := name_faults(name_en, name_zh, longest):
        raise Refused(faults)
    new = Words(name_en.strip(), name_zh.strip() or named.name_zh)
    if new == Words.name_of(named):
        raise Refused.of("called-so-already", path="name_en", name=new)
    return new


def both_names(named: Named) -> dict[str, str]:
    """Return a name as the act log keeps it."""
    return {"name_en": named.name_en, "name_zh": named.name_zh}
