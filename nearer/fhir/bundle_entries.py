"""The resources of a Bundle or of several files, and by which names a value set or code system is found among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nearer.fhir.json_reader import JsonObject, dicts

TERMS = ("ValueSet", "CodeSystem")


@dataclass(frozen=True)
class BundleEntry:
    """A resource, the address that its Bundle gives it, and the file it came in."""

    resource: JsonObject
    full_url: str = ""
    file: str = ""

    @property
    def sort(self) -> str:
        named = self.resource.get("resourceType")
        return named if isinstance(named, str) else ""


def entries_of(root_resource: JsonObject, file: str = "") -> list[BundleEntry]:
    """What a Bundle holds, and the Bundles inside of it; any other resource by itself."""
    entries: list[BundleEntry] = []
    waiting: list[tuple[Any, Any]] = [(root_resource, "")]
    while waiting:
        resource, url = waiting.pop()
        if not isinstance(resource, dict):
            continue
        if resource.get("resourceType") == "Bundle":
            inside = dicts(resource.get("entry"))
            waiting += [(entry.get("resource"), entry.get("fullUrl")) for entry in reversed(inside)]
        else:
            entries.append(BundleEntry(resource, url if isinstance(url, str) else "", file))
    return entries


class Terms:
    """Value sets and code systems, by what they can be called."""

    def __init__(self, terms: Sequence[BundleEntry]) -> None:
        self._by_name: dict[tuple[str, str], BundleEntry] = {}
        for entry in terms:
            url, version = entry.resource.get("url"), entry.resource.get("version")
            own = entry.resource.get("id")
            for name in (f"{url}|{version}", url, entry.full_url, f"/{own}" if isinstance(own, str) else ""):
                if isinstance(name, str) and name:
                    self._by_name.setdefault((entry.sort, name), entry)

    def find(self, address: str, sort: str) -> BundleEntry | None:
        """By address and version, by address, by its place in the Bundle, by the id at the end of the address."""
        bare = address.partition("|")[0]
        before, by_id, last = bare.rpartition(f"{sort}/")
        names = (address, bare, f"/{last}" if by_id and (not before or before.endswith("/")) else "")
        return next((self._by_name[sort, name] for name in names if (sort, name) in self._by_name), None)
