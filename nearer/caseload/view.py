"""What of the caseload is looked at: search, filter, order, page and place, as the address of the screen has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, urlencode
from uuid import UUID

from nearer.addresses import ADDRESSES
from nearer.caseload.groups import Group

COLUMN_ORDERS = ("why", "name", "last", "visit", "open")
NEW = "new"
SHOWS = (*map(str, Group), NEW)
COUPLE, FROM = "of", "from"
MAX_SEARCH = 60
WEEKS_SHOWN, WEEKS_OFFERED = "weeks", (12, 26, 0)  # of the chart of a couple; 0 is all of them


@dataclass(frozen=True, slots=True)
class CaseloadView:
    """`show` is one of SHOWS or empty for all that is not archived; `at` is the couple that was opened last."""

    search: str = ""
    show: str = ""
    order: str = "why"
    is_descending: bool = False
    page: int = 1
    at: str = ""

    @property
    def query(self) -> str:
        """The view as the query of an address; empty for the caseload as it begins."""
        order = ("-" if self.is_descending else "") + self.order
        parts = {"q": self.search, "show": self.show, "order": order if order != "why" else "",
                 "page": str(self.page) if self.page > 1 else "", "at": self.at}  # fmt: skip
        return urlencode({name: value for name, value in parts.items() if value})

    @property
    def address(self) -> str:
        """The address of the caseload in this view."""
        return f"/{ADDRESSES['caseload']}" + (f"?{self.query}" if self.query else "")

    @property
    def search_in_address(self) -> str:
        """The search text, as a browser's encodeURIComponent writes it."""
        return quote(self.search.strip(), safe="!*'()")

    def ordered_by(self, order: str) -> CaseloadView:
        """The view ordered by this column, from its first page; the same column again turns the direction."""
        return replace(self, order=order, is_descending=self.order == order and not self.is_descending, page=1, at="")

    def showing(self, show: str) -> CaseloadView:
        """The view of this choice of couples alone, from its first page."""
        return replace(self, show=show, page=1, at="")

    def couple_address(self, couple: UUID) -> str:
        """The address of one couple's page, from which one comes back to this view."""
        parameters = {COUPLE: str(couple)} | ({FROM: query} if (query := replace(self, at="").query) else {})
        return f"/{ADDRESSES['couple']}?{urlencode(parameters)}"


def read_view(parameters: Mapping[str, str]) -> CaseloadView:
    """Read a view from the parameters of an address; a value that no view can have counts as not given."""
    order = parameters.get("order", "")
    name, show, page = order.removeprefix("-"), parameters.get("show", ""), parameters.get("page", "")
    return CaseloadView(
        search=parameters.get("q", "")[:MAX_SEARCH],
        show=show if show in SHOWS else "",
        order=name if name in COLUMN_ORDERS else "why",
        is_descending=name in COLUMN_ORDERS and order.startswith("-"),
        page=int(page) if page.isdecimal() and len(page) < 5 and int(page) else 1,
        at=parameters.get("at", "")[:36],
    )


def read_view_in_address(query: str) -> CaseloadView:
    """The view that a couple's page was opened from."""
    return read_view(dict(parse_qsl(query[:500])))


def couple_query(parameters: Mapping[str, str]) -> str:
    """The address of a couple's page says which couple, from which view, and how far back; nothing else."""
    return urlencode({name: value for name in (COUPLE, FROM, WEEKS_SHOWN) if (value := parameters.get(name))})


def address_of_couple(screen: str, couple: UUID) -> str:
    """A couple on one of the screens that are about one."""
    return f"/{ADDRESSES[screen]}?{couple_query({COUPLE: str(couple)})}"


def read_weeks_shown(parameters: Mapping[str, str]) -> int:
    """How many weeks the chart goes back."""
    return next((weeks for weeks in WEEKS_OFFERED if str(weeks) == parameters.get(WEEKS_SHOWN)), 26)
