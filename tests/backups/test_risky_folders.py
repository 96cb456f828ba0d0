"""A notebook in a folder that is kept in step with other devices, or on a network drive, is noticed and said."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from nearer.backups.risky_folders import describe_risk
from nearer.cli import main
from nearer.language.error_catalogue.notebook_errors import FolderText
from nearer.storage.notebook import open_notebook

LOCAL = "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n"


def mounted(kind: str, at: str, source: str = "server:/data") -> str:
    """A line as proc(5) has it; spaces are octal there."""
    return LOCAL + f"40 22 0:50 / {at} rw,nosuid shared:7 - {kind} {source} rw,vers=4\n"


@pytest.mark.parametrize(
    "name",
    ["OneDrive", "OneDrive - Clinic", "Dropbox", "Dropbox (Personal)", "Google Drive", "My Drive", "Nextcloud", "MEGA",
     "iCloud Drive", "pCloud Drive", "Library/Mobile Documents", "Library/CloudStorage/OneDrive-Personal"],
)  # fmt: skip
def test_a_notebook_inside_a_folder_that_a_cloud_keeps_in_step_is_warned_of(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "Documents" / "nearer"
    risk = describe_risk(folder, {}, LOCAL)
    assert risk is not None and risk.text is FolderText.SYNCED
    assert Path(name).name in str(risk) and "NEARER_DATA" in str(risk)


@pytest.mark.parametrize("name", ["Documents", "megabytes", "boxing", "my drives", "sync-notes", "dropboxed", "nearer"])
def test_a_folder_with_a_name_that_only_sounds_kept_in_step_is_no_risk(tmp_path: Path, name: str) -> None:
    assert describe_risk(tmp_path / name / "nearer", {}, LOCAL) is None


@pytest.mark.parametrize("mark", [".dropbox", ".stfolder", ".owncloudsync.log"])
def test_the_files_that_a_cloud_program_leaves_in_its_folder_give_it_away(tmp_path: Path, mark: str) -> None:
    (tmp_path / "nearer").mkdir()
    (tmp_path / mark).mkdir()
    assert describe_risk(tmp_path / "nearer", {}, LOCAL) is not None


def test_the_cloud_folder_that_windows_names_is_noticed_and_a_link_into_it(tmp_path: Path) -> None:
    (tmp_path / "cloud" / "nearer").mkdir(parents=True)
    (tmp_path / "plain").symlink_to(tmp_path / "cloud" / "nearer")
    named = {"OneDrive": str(tmp_path / "cloud")}
    for folder in (tmp_path / "cloud" / "nearer", tmp_path / "plain"):
        assert describe_risk(folder, named, LOCAL) is not None
        assert describe_risk(folder, {}, LOCAL) is None


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "fuse.rclone", "ceph"])
def test_a_network_drive_is_noticed(kind: str) -> None:
    risk = describe_risk(Path("/srv/data drive/nearer"), {}, mounted(kind, "/srv/data\\040drive"))
    assert risk is not None and risk.text is FolderText.ON_NETWORK


@pytest.mark.parametrize("kind", ["ext4", "btrfs", "xfs", "tmpfs", "overlay", "fuse.ntfs-3g", "fuseblk", "apfs"])
def test_a_disk_of_this_computer_is_no_risk_for_the_notebook(kind: str) -> None:
    assert describe_risk(Path("/srv/data/nearer"), {}, mounted(kind, "/srv/data", "/dev/sdb1")) is None


def test_the_disk_nearest_to_the_notebook_counts_and_not_one_beside_it() -> None:
    inside = mounted("nfs4", "/srv") + "50 40 0:60 / /srv/disk rw - ext4 /dev/sdb1 rw\n"
    assert describe_risk(Path("/srv/disk/nearer"), {}, inside) is None
    assert describe_risk(Path("/srv/other/nearer"), {}, inside) is not None
    assert describe_risk(Path("/srvnearer"), {}, mounted("nfs4", "/srv")) is None


def test_an_unreadable_list_of_disks_is_no_error() -> None:
    for mounts in ("", "\n", "- nfs", "1 2 3 - nfs4 x y", "a b c d e f"):
        assert describe_risk(Path("/srv/nearer"), {}, mounts) is None


def test_the_status_command_warns_of_a_cloud_folder_and_of_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, warns in ((tmp_path / "Dropbox" / "nearer", True), (tmp_path / "plain" / "nearer", False)):
        monkeypatch.setenv("NEARER_DATA", os.fspath(folder))
        open_notebook(folder).close()
        assert main(["status"]) == 0
        assert ("warning" in json.loads(capsys.readouterr().out)) is warns
