"""What can go wrong with a clinic's PostgreSQL; no sentence holds a password, or anybody's answer."""

from __future__ import annotations

from nearer.language.explained_errors import ErrorText
from nearer.language.sentences import _


class DatabaseText(ErrorText):
    """Why the database is not opened, or does not take something."""

    ADDRESS_UNREADABLE = _(
        "The address of the database cannot be read. It looks like postgresql://name@machine/database; a password "
        "belongs into the password file of PostgreSQL."
    )
    UNREACHABLE = _(
        "The database does not answer. Check its address (the one that was typed, or else NEARER_DATABASE_URL), that "
        "PostgreSQL runs there, and that this machine may reach it."
    )
    NOT_LET_IN = _(
        "PostgreSQL does not accept this name and password. Check the address (the one that was typed, or else "
        "NEARER_DATABASE_URL) and the password file."
    )
    NO_SUCH_DATABASE = _(
        "PostgreSQL has no database of this name. Check the address (the one that was typed, or else "
        "NEARER_DATABASE_URL), or create it first."
    )
    NOT_PREPARED = _(
        "This database has no tables of Nearer yet. Make them with the owner's address: python -m nearer prepare."
    )
    ANOTHER_VERSION = _(
        "The tables of this database are of another version of Nearer. Use that version, or bring them up to date: "
        "python -m nearer prepare."
    )
    NOT_BROUGHT_UP_TO_DATE = _(
        "The tables could not be brought up to date and are as they were before. Use the version of Nearer that made "
        "them until then."
    )
    SCHEMA_CHANGED = _(
        "Somebody added something to the database that Nearer did not put there, or changed its tables. It was left as "
        "it is. The person who looks after it has to see what was changed."
    )
    ROLE_TOO_STRONG = _(
        "The role {role} owns the tables or is above their rules, so it would see the rows of every couple. Nearer"
        " runs with a role of its own that owns nothing. Name such a role in NEARER_DATABASE_URL."
    )
    NO_SUCH_ROLE = _("PostgreSQL has no role {role}. Create it first; it needs to sign in and nothing else.")
    UNSAFE_SETTING = _(
        "PostgreSQL has the setting {setting}={value}. Nearer needs {needed}, so that what is saved stays saved."
    )
    NOT_ENCRYPTED = _(
        "The way to the database on another machine is not encrypted. Add sslmode=verify-full to its address."
    )
    FILE_AND_ADDRESS = _("A move goes from a notebook's file to an address of PostgreSQL, or from one to a new file.")
    NOT_EMPTY = _("There are rows in this database already, so nothing was moved. Use an empty one.")
    FILE_IS_THERE = _("{path} is there already, so nothing was moved. Name a file that does not exist yet.")
    OPEN_IT_FIRST = _("{path} is of another version of Nearer. Open it once with this one, then move it.")
    NOT_THE_OWNER = _("This role does not own the tables, so it cannot move them. Use the owner's address.")
    NOT_MOVED = _("The database did not take it, so nothing was moved. Its own log says why.")
    ROWS_DIFFER = _("The rows of {table} are not the same on both sides, so nothing was moved. Please try again.")
    AWAY = _("The database does not answer just now, so nothing new is kept. Please try again in a moment.")
