"""The sentences of the command line: what a command is for, and what it says on standard error."""

from __future__ import annotations

import sys

from nearer.language.explained_errors import ErrorText
from nearer.language.sentences import SentenceModule, _

sys.modules[__name__].__class__ = SentenceModule

ABOUT = _("Without a command: start Nearer and open it.")
COMMANDS = _("commands")
ABOUT_VALIDATE = _("check questionnaire files")
ABOUT_SCORE = _("score one person's answers to one questionnaire")
ABOUT_CONVERT = _("our questionnaire files into FHIR, and FHIR into ours")
ABOUT_EXPORT = _("a person's own responses as FHIR; asks for the passphrase")
ABOUT_SCHEMA = _("print the JSON Schema of a questionnaire file")
ABOUT_TRENDS = _("say what weekly scores allow one to say, series by series")
ABOUT_GUIDE = _("search the guide as people speak")
ABOUT_CARDS = _("which pages of the guide somebody with these answers is shown, and why")
ABOUT_DEMO = _("write a notebook of made-up couples; real use refuses to open it")
ABOUT_BACKUP = _("a verified copy of the notebook, sealed as it is, also while Nearer runs")
ABOUT_RESTORE = _("put such a copy in the place of the notebook; the earlier one is kept beside it")
ABOUT_STATUS = _("whether the notebook is whole, with its version, size, free space and last copy")
ABOUT_MOVE = _("move a notebook from its file to a clinic's PostgreSQL, or back to a new file")
MOVE_SOURCE = _("a notebook's file, or the address of a PostgreSQL by the owner of its tables")
MOVE_TARGET = _("such an address, with nothing in it, or a file that does not exist yet")
MOVED = _("Every row was copied, read again and found the same. What it came from is as it was; it is yours to delete.")
ABOUT_PREPARE = _("make the tables of a clinic's PostgreSQL, or bring them up to date")
OWNERS_ADDRESS = _("the database, with the role that owns its tables: postgresql://owner@machine/database")
ABOUT_THERAPIST = _("invite a therapist, list them, end an account")
ABOUT_CLINIC = _("the same for the clinic's managers, who invite therapists on a screen")

BACKUP_FOLDER = _("the folder to write the copy to, best on another disk")
RESTORE_FILE = _("a copy that backup made, or one of Nearer's own from the folder backups")
CONVERT_IN = _(".json is FHIR R4, .yaml is ours; beside a FHIR questionnaire, the files with its value sets")
CONVERT_OUT = _(".json or .yaml; written only when the file is taken")
EXPORT_NAME = _("the name you sign in with; the passphrase is asked for")
NOTEBOOK_FOLDER = _("the folder of the notebook")
GUIDE_QUERY = _("prints topic and score, the best first, one a line")
GUIDE_FILE = _("one query a line; prints one JSON line each")
CARDS_ANSWERS = _("role, answers by questionnaire, events with kind and days_ago, pages read")
DEMO_FOLDER = _("the folder to write it to; with --open it can be left out, and nothing stays")
DEMO_OPEN = _("then start Nearer with these made-up couples")
DEMO_OPENED = _('Choose "as a clinic" on the first page to see them. Ctrl-C ends it.')
SCORE_QUESTIONNAIRE = _("a YAML file, or the id of a shipped one")
SCORE_ANSWERS = _("item id to option code, number, text or null")
SCORE_VALUE_SETS = _("beside a FHIR questionnaire, files with its value sets")
THERAPIST_ACTS = _("acts")
THERAPIST_ADD = _("print a one-time invitation; a second one replaces the first")
THERAPIST_REVOKE = _("end an invitation or an account")
THERAPIST_LIST = _("everybody with an account or an invitation")
TRENDS_FILE = _("columns series,week,score; any order of rows")
TRENDS_SCALE = _("the lowest and highest score, such as 1-5; they become 0 and 100")

SMALL_SCALE = _("No score is above 10, and scores are read as 0 to 100. For a scale of 1 to 5, write: --scale 1-5")
NOTHING_SURE = _("Nothing sure. Try other words; the page Help lists people you can call.")
AT_LOCALHOST = _(
    "serve at localhost, which other programs on this machine share, for a browser that does not find Nearer's own "
    "address"
)
TOO_LARGE_TO_CHECK = _(
    "The file is large, so only its first pages were checked for damage. nearer backup checks every page of its copy."
)
PAGES_OF_POSTGRESQL = _("Only the tables were checked. PostgreSQL looks for damaged pages itself, with pg_amcheck.")
PASSPHRASE_PROMPT = _("Passphrase: ")
THE_INPUT = _("The input")
THE_FILE = _("the file")


def demo_couples(least: int, usual: int) -> str:
    sentence = _(
        "how many made-up couples, {least} or more ({n}); the first {n} are those of the demo on the first page"
    )
    return sentence.format(least=least, n=usual)


def demo_weeks(usual: int) -> str:
    return _("how many weeks each couple after these has ({n})").format(n=usual)


def port(usual: int) -> str:
    return _("where the pages are served; {port} unless given").format(port=str(usual))


def role(usual: str) -> str:
    return _("the role that Nearer runs with; {role} unless given").format(role=usual)


def prepared(role: str) -> str:
    return _(
        "The tables are ready. The role {role} reads and writes their rows; name it in NEARER_DATABASE_URL."
    ).format(role=role)


def invited(name: str) -> str:
    return _(
        "Give this code to {name} yourself. It works once, within seven days, on the page /invited of this Nearer, "
        "where they choose a passphrase and set up an authenticator app."
    ).format(name=name)


def revoked_manager(name: str) -> str:
    return _("{name} opens nothing any more.").format(name=name)


def revoked(name: str) -> str:
    return _("{name} opens nothing any more. Everybody who had let them in sees the date under Sharing.").format(
        name=name
    )


def in_notebook(file: str) -> str:
    return _("NEARER_DATA is not set, so this is about the notebook {file}.").format(file=file)


def help_now(country: str, numbers: str) -> str:
    return _("If you need somebody now ({country}): {numbers}").format(country=country, numbers=numbers)


def left_out(questionnaire: str, day: str) -> str:
    """`day` is when the response was saved, as 2026-11-23."""
    return _(
        "{questionnaire} of {day}: its questions have changed since, so it is left out; your own file on Settings "
        "holds it"
    ).format(questionnaire=questionnaire, day=day)


def of_item(item: str, sentence: str) -> str:
    return _("item {item}: {sentence}").format(item=item, sentence=sentence)


class CommandText(ErrorText):
    """Why a command does not take its input."""

    UNKNOWN_ENDING = _("{file}: name a .json file (FHIR) or a .yaml file (ours)")
    SEVERAL_FILES = _("{file}: several files are one FHIR questionnaire with its value sets; name .json files only")
    ONE_QUESTIONNAIRE = _("{file}: name one questionnaire, and beside it only files with its value sets")
    NOT_WRITTEN = _("{file}: this file cannot be written: {why}")
    UNREADABLE = _("{file}: this file cannot be read: {why}")
    OUTPUT_REFUSED = _("What comes out cannot be written: {why}.")
    NO_WHOLE_NUMBER = _("'{text}' is not a whole number from {least} to {most}")
    NO_FILE_NAME = _("{file}: this is not the name of a file; check the name")
    TOO_LARGE = _("{file}: this file is larger than {n} MB; divide it into several")
    NO_TEXT = _("{file}: this is not a text file in UTF-8; save it as plain text with the encoding UTF-8")
    DEMO_NOWHERE = _("name a folder with --data, or start it with --open")
    NO_NOTEBOOK = _("{folder}: there is no notebook in this folder; name the right one in NEARER_DATA")
    NO_NOTEBOOK_NAMED = _(
        "{folder}: there is no notebook in this folder, and none was made. If Nearer runs with NEARER_DATA, set it "
        "here too."
    )
    COPIES_OF_A_FILE = _(
        "The notebook is in PostgreSQL (NEARER_DATABASE_URL), and copies of it are made there: see docs/clinic.md."
    )
    SETTINGS_NOT_READABLE = _(
        "{file} line {line}: not readable as TOML. Look there for a quote, bracket or equals sign too many or too few, "
        "or for a name that is there twice"
    )
    ADDRESS_NOT_OF_THIS_MACHINE = _(
        "server.address is no address of this machine. Set it to one of its own, such as 127.0.0.1, in "
        ".streamlit/config.toml or the environment"
    )
    WAIT = _("Please wait {seconds} seconds before the next try.")
    NO_MATCH = _("This name and passphrase do not belong together. Check both.")
    NO_THERAPIST = _(
        "{name}: no therapist has this name, and none was invited under it. nearer therapist list shows the names:"
        " check this one."
    )
    NO_MANAGER = _(
        "{name}: no manager has this name, and none was invited under it. nearer clinic list shows the names: "
        "check this one."
    )
    OF_ITEM = _("{file}, item {item}: {why}")
    UNKNOWN_NAME = _("{file}, {key}: '{name}' is not known there. Allowed are {allowed}.")
    NO_MAPPING = _("{file}, {key}: write an object with names and values, between {{ and }}")
    NO_LIST = _("{file}, {key}: write a list, between [ and ]")
    NO_DAYS = _("{file}, {key}: write how many days ago as a whole number, from -{most} (in so many days) to {most}")
