"""What readers were shown of one address: who sees what others saw need not open it again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
PART = re.compile(r"<([a-z]+)([^>]*)>")
SHAPED = re.compile(r' (class|type|role|name|hidden|open|aria-invalid|lang)(?:="([^"]*)")?')


@dataclass
class Shown:
    """The contents of one address as several readers were shown them, and what they are made of."""

    contents: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)

    def otherwise(self, html: str) -> bool:
        """Tell whether nobody was shown this before; it is remembered."""
        content = main_of(html)
        new = content not in self.contents
        self.contents.add(content)
        return new

    def made_otherwise(self, html: str) -> bool:
        """Tell whether a part stands in it that stood in no content before; it is remembered."""
        new = parts_of(html) - self.parts
        self.parts |= new
        return bool(new)


def main_of(html: str) -> str:
    """Return what a page is about, without the token that differs at each answer.

    >>> main_of("<nav>Today</nav><main id='main'>12</main><footer></footer>")
    "<main id='main'>12"
    """
    start, end = html.find("<main"), html.rfind("</main>")
    return TOKEN.sub("", html[max(start, 0) : end if end > 0 else None])


def parts_of(html: str) -> frozenset[str]:
    """Return the elements a page is made of, each once, without what they say or lead to.

    >>> sorted(parts_of('<main><a class="btn" href="/x/">1</a><a class="btn" href="/y/">2</a>'))
    ['a class=btn', 'main']
    """
    found = set()
    for tag, rest in PART.findall(main_of(html)):
        shape = " ".join(f"{name}={value}".rstrip("=") for name, value in SHAPED.findall(rest))
        found.add(f"{tag} {re.sub('[0-9]+', '0', shape)}".strip())
    return frozenset(found)
