"""The desks that belong to no single department: home and search, the import centre."""

from bureau.pages.desk import Home, Search

__all__ = ["Home", "Search"]
