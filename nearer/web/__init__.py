"""Everything before Streamlit: the gate, the sign-in pages, the headers and the check of the configuration."""

from __future__ import annotations

from nearer.web.app import build_app, serving
from nearer.web.config import ConfigurationRefused, refuse_unsafe_configuration
from nearer.web.country import country_of_zone
from nearer.web.house import House
from nearer.web.session import COOKIE_NAMES, Anybody, SignedIn, TherapistSignedIn

__all__ = [
    "Anybody",
    "COOKIE_NAMES",
    "ConfigurationRefused",
    "House",
    "SignedIn",
    "TherapistSignedIn",
    "build_app",
    "country_of_zone",
    "refuse_unsafe_configuration",
    "serving",
]
