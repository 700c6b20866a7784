"""What finders keep with a page goes with it; a piece is changed only in what it has."""

from __future__ import annotations

import ast
import gc
import weakref
from pathlib import Path

import pytest

from tallystick import extraction
from tallystick.extraction.drafts import Found, changed
from tallystick.extraction.page import Page, once_a_page, page_of
from tallystick.extraction.reading import read

KEPT_FOR_ALL = {"lru_cache", "cache"}


def test_a_finder_looks_once_at_a_page_for_each_thing_asked() -> None:
    looked: list[str] = []

    @once_a_page
    def named(page: Page, what: str) -> bool:
        looked.append(what)
        return what in page.text

    page = page_of("Osby visits Vale.", None, None, ())
    assert [named(page, one) for one in ("Osby", "Vale", "Osby", "Kitan")] == [
        *(True, True, True),
        False,
    ]
    assert looked == ["Osby", "Vale", "Kitan"]
    assert named(page_of("Kitan.", None, None, ()), "Kitan")


def test_no_page_is_kept_when_it_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[weakref.ref[Page]] = []
    whole = Page.__init__

    def noted(page: Page, *given: object, **named: object) -> None:
        whole(page, *given, **named)  # type: ignore[arg-type]
        made.append(weakref.ref(page))

    monkeypatch.setattr(Page, "__init__", noted)
    text = "On 6 August 2018 Mayor Edda Ohm of Osby led a delegation to Vale to sign an agreement."
    assert read(text, gazetteer=(("Osby", "zz-1"), ("Vale", "zz-2"))).event is not None
    gc.collect()
    assert made
    assert [page for page in made if page() is not None] == []


def test_nothing_of_a_process_is_kept_by_a_whole_page() -> None:
    for path in Path(extraction.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and KEPT_FOR_ALL & {
                name.id
                for decorator in node.decorator_list
                for name in ast.walk(decorator)
                if isinstance(name, ast.Name)
            }:
                kinds = [ast.unparse(one.annotation or one) for one in node.args.args]
                assert "Page" not in kinds, (path, node.name)


def test_a_misspelt_name_of_a_value_is_refused() -> None:
    piece = Found(0, 4, "aid\n", confidence=80)
    assert changed(piece, confidence=50) == Found(0, 4, "aid\n", confidence=50)
    with pytest.raises(TypeError, match="Found has no confidense"):
        changed(piece, confidense=50)
