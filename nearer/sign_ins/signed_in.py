"""What whoever is signed in has in hand: their keys, the notebook, files that wait for them, and what was read last."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from nearer.database.row_errors import NotFound
from nearer.language.languages import ENGLISH
from nearer.privacy.principal import ClinicAccount, Principal
from nearer.privacy.seal import KeyPair
from nearer.server.uploads import Uploads
from nearer.storage.notebook import Notebook


@dataclass(frozen=True)
class PreparedFile:
    """A file that is made when it is asked for. `make` hears who is signed in then; NotFound where it is not theirs."""

    name: str
    kind: str
    make: Callable[[SignedInParty], bytes]


Files = OrderedDict[str, PreparedFile]  # by what stands in their address; they go with the sign-in


@dataclass(frozen=True)
class SignedIn:
    """The session of a person who is signed in. `recovery_code` is there until they confirmed that they kept it.

    `language` is the tag of the one in which they are spoken to; `shift_leaves` as they set it. `sign_in_cache` is
    what was made of what they read last: it goes with their keys.
    """

    principal: Principal
    notebook: Notebook
    recovery_code: str | None = field(default=None, repr=False)
    language: str = ENGLISH
    shift_leaves: bool = True
    files: Files = field(default_factory=OrderedDict, repr=False, compare=False)
    uploads: Uploads = field(default_factory=Uploads, repr=False, compare=False)
    sign_in_cache: dict[object, tuple[object, object]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def who(self) -> UUID:
        return self.principal.id

    @property
    def name(self) -> str:
        return self.principal.nickname

    @property
    def keys(self) -> KeyPair:
        return self.principal.keys

    @property
    def zone(self) -> str:
        return self.principal.zone

    @property
    def required_page(self) -> str | None:
        """The one page that is open to them before all others."""
        return None if self.recovery_code is None else "/recovery-code"


@dataclass(frozen=True)
class AccountSignedIn:
    """The session of a therapist or manager. Before the second factor they have a passphrase's keys and one page.

    `seed` is of an app that is being set up, `backup` the codes to be written down after it, `recovery_code` the one
    after these, as a person's. `sign_in_cache` is what was read for them last: it goes with their keys.
    """

    account: ClinicAccount
    notebook: Notebook
    waits_for_code: bool = False
    seed: bytes | None = field(default=None, repr=False)
    backup: tuple[str, ...] = field(default=(), repr=False)
    recovery_code: str | None = field(default=None, repr=False)
    language: str = ENGLISH
    shift_leaves: bool = True
    files: Files = field(default_factory=OrderedDict, repr=False, compare=False)
    uploads: Uploads = field(default_factory=Uploads, repr=False, compare=False)
    sign_in_cache: dict[str, tuple[object, object]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def who(self) -> UUID:
        return self.account.id

    @property
    def name(self) -> str:
        return self.account.name

    @property
    def keys(self) -> KeyPair:
        return self.account.keys

    @property
    def zone(self) -> str:
        return self.account.zone

    def is_open(self) -> bool:
        """Whether nobody has ended the account since. NotRead and EntryBroken where that cannot be read."""
        try:
            with self.notebook.read_as_account(self.account):
                return True
        except NotFound:
            return False

    @property
    def required_page(self) -> str | None:
        """The one page that is open to them before all others."""
        if self.waits_for_code:
            return "/code"
        if self.seed is not None or self.backup:
            return "/authenticator"
        return None if self.recovery_code is None else "/recovery-code"


SignedInParty = SignedIn | AccountSignedIn
