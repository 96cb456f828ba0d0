"""What is read for a manager's page, once a run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from nearer.clinic_manager.notebook_state import NotebookState, read_notebook_state
from nearer.clinic_manager.overview import AccountOverview, ClinicOverview, SentInvitation, read_overview
from nearer.privacy.principal import Manager, Therapist
from nearer.session.values import ManagerSession


@dataclass(frozen=True)
class Clinic:
    """The clinic as it is at `session.now`."""

    session: ManagerSession
    overview: ClinicOverview
    state: NotebookState

    @cached_property
    def therapists(self) -> tuple[AccountOverview, ...]:
        """Accounts that are open, in the order they started."""
        return self._open(Therapist.kind)

    @cached_property
    def managers(self) -> tuple[AccountOverview, ...]:
        """The accounts of managers, that of whoever looks among them."""
        return self._open(Manager.kind)

    @cached_property
    def ended(self) -> tuple[AccountOverview, ...]:
        """Accounts that were revoked or reset, the last one first."""
        ended = [(one.revoked, one) for one in self.overview.accounts if one.revoked is not None]
        return tuple(one for _moment, one in sorted(ended, key=lambda pair: pair[0], reverse=True))

    @property
    def last_copy(self) -> datetime | None:
        """When Nearer made its newest copy."""
        return self.state.copies[0] if self.state.copies else None

    def is_over(self, invitation: SentInvitation) -> bool:
        """Whether its code opens nothing any more."""
        return invitation.until <= self.session.now

    def _open(self, kind: str) -> tuple[AccountOverview, ...]:
        return tuple(one for one in self.overview.accounts if one.kind == kind and one.revoked is None)


def load_clinic(session: ManagerSession) -> Clinic:
    """NotFound once the manager was revoked."""
    overview = read_overview(session.notebook, session.manager, session.now)
    return Clinic(session, overview, read_notebook_state(session.notebook, session.manager))
