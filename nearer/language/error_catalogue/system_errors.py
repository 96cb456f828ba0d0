"""What the operating system refuses, in words of ours: the end of a sentence that names file or folder."""

from __future__ import annotations

from nearer.language.explained_errors import ErrorText
from nearer.language.sentences import _


class SystemText(ErrorText):
    """Why a file or folder is not opened, read or written, and what to do."""

    NOT_THERE = _("there is no such file or folder; check the name")
    A_FOLDER = _("this is a folder; name a file")
    NO_FOLDER = _("a part of its path is no folder; check the name")
    THERE_ALREADY = _("there is something of this name already; choose another name")
    NO_RIGHT = _("this account has no right to; change the rights of the file and of its folder, or choose another one")
    DISK_FULL = _("the disk is full; make room on it, or choose another one")
    TOO_LARGE = _("this disk or account may hold no file of that size; choose another disk")
    READ_ONLY_DISK = _("nothing can be written on this disk; choose another one")
    NAME_TOO_LONG = _("its name is too long; choose a shorter one")
    LINK_TO_ITSELF = _("its link leads back to itself; name the file that is meant")
    DISK_FAULT = _("the disk reports a fault; have it checked, or choose another one")
    IN_USE = _("another program is using it; close that one first")
    NOT_CONNECTED = _("nothing is connected there; connect it with a file or another program")
    ANOTHER_REASON = _("the system refuses it ({name}); show this to the person who looks after this computer")
