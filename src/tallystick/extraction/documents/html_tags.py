"""Which tags and names of a web page hold no words of its announcement, and which end a line."""

from __future__ import annotations

# Never shown as text, or never part of what is announced.
DROPPED = frozenset(
    {"script", "style", "noscript", "template", "head", "title", "link", "meta"}
    | {"nav", "footer", "aside", "menu", "dialog"}
    | {"button", "select", "option", "textarea"}
    | {"iframe", "object", "embed", "svg", "canvas", "video", "audio", "map"}
)
# What begins and ends a line.
BLOCKS = frozenset(
    {"html", "body", "main", "article", "section", "header", "div", "center", "address"}
    | {"p", "pre", "blockquote", "figure", "figcaption", "hr", "details", "summary"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
    | {"ul", "ol", "li", "dl", "dt", "dd", "fieldset", "legend"}
    | {"table", "caption", "thead", "tbody", "tfoot", "tr"}
)
# Where an announcement may stand as a whole; a paragraph is part of one.
HOLDERS = frozenset({"html", "body", "main", "article", "section", "div", "td"})
# These are the page or its announcement, whatever they are called and however many links they hold.
WHOLE = frozenset({"", "html", "body", "main", "article"})
MENU_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "dialog"}
)
# Words in the class or id of what is no announcement; the last four are those of Chinese pages.
MENU_NAMES = frozenset(
    {"nav", "navbar", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs", "crumbs"}
    | {"footer", "foot", "copyright", "sidebar", "share", "sharing", "related", "recommend"}
    | {"pagination", "pager", "toolbar", "cookie", "login", "search", "hidden", "hide", "print"}
    | {"qrcode", "ewm", "weizhi", "dqwz"}
)
