"""The home country of whoever is signed in, from their time zone and never stored."""

from __future__ import annotations

import streamlit as st

from nearer.session.person import signed_in
from nearer.session.services import get_services
from nearer.web.country import country_of_zone
from nearer.yaml_files.helplines import Helplines


def help_from_home() -> Helplines:
    """The help lines with one's own country first: by the time zone in the settings, or else the browser's."""
    party = signed_in(touch=False)
    zone = st.context.timezone if party is None else party.zone
    return get_services().read_help().starting_from(country_of_zone(zone) if zone else None)
