"""Where whoever is signed in is at home, for what differs by country: read from their time zone, never kept."""

from __future__ import annotations

import streamlit as st

from nearer.domain import Help
from nearer.web import country_of_zone
from nearer.wiring.house import house
from nearer.wiring.visit import signed_in


def help_from_home() -> Help:
    """The help lines with one's own country first: by the time zone in the settings, or else the browser's."""
    party = signed_in(touch=False)
    zone = st.context.timezone if party is None else party.zone
    return house().help.starting_from(country_of_zone(zone) if zone else None)
