"""Views, by page: each asks a query, fills the page's context and renders its template."""
