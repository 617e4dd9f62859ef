"""What every test of the page cache has at hand."""

from tests.page_cache.house import house  # noqa: F401  (a fixture)
