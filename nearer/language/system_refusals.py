"""An error of the operating system, whose own words are its programmers', as a sentence of ours."""

from __future__ import annotations

import errno

from nearer.language.error_catalogue.system_errors import SystemText
from nearer.language.explained_errors import Explanation

_REASONS = {
    errno.ENOENT: SystemText.NOT_THERE,
    errno.EISDIR: SystemText.A_FOLDER,
    errno.ENOTDIR: SystemText.NO_FOLDER,
    errno.EEXIST: SystemText.THERE_ALREADY,
    errno.EACCES: SystemText.NO_RIGHT,
    errno.EPERM: SystemText.NO_RIGHT,
    errno.ENOSPC: SystemText.DISK_FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): SystemText.DISK_FULL,  # Windows has none
    errno.EFBIG: SystemText.TOO_LARGE,
    errno.EROFS: SystemText.READ_ONLY_DISK,
    errno.ENAMETOOLONG: SystemText.NAME_TOO_LONG,
    errno.ELOOP: SystemText.LINK_TO_ITSELF,
    errno.EIO: SystemText.DISK_FAULT,
    errno.EBUSY: SystemText.IN_USE,
    errno.EBADF: SystemText.NOT_CONNECTED,
}


def explain_refusal(refused: OSError) -> Explanation:
    """Why the system refused, with what to do; its name of the error stands only where we know no better."""
    if reason := _REASONS.get(refused.errno or 0):
        return reason()
    return SystemText.ANOTHER_REASON(name=errno.errorcode.get(refused.errno or 0, type(refused).__name__))
