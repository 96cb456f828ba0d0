"""The rooms of README and docs/decisions/0007 as a map: who may import whom, and what no room may do.

Reads the source, imports nothing.
"""

from __future__ import annotations

import ast
import gc
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
SQL = re.compile(r"^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|ATTACH|VACUUM|REPLACE)\b")
CLOCK = {"datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time", "time.monotonic", "Path.cwd"}
READS_THE_CLOCK = {"cli", "server", "session", "web", "metrics", "streamlit_app"}
FILES = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}
NETWORK = {"socket", "urllib.request", "http.client", "smtplib", "ftplib", "requests", "httpx", "httpx2"}
ASKS_THIS_MACHINE = {  # whether the server it has just started answers on its port, and whether a name is this machine
    "nearer/cli/serve.py",
    "nearer/cli/own_address.py",
}


@dataclass(frozen=True)
class Room:
    """One room: the rooms and the packages it may import, beside itself and the standard library."""

    rooms: frozenset[str]
    packages: frozenset[str]


def room(rooms: str = "", packages: str = "") -> Room:
    return Room(frozenset(rooms.split()), frozenset(packages.split()))


ROOMS = {
    "language": room("domain shipped_files", "babel"),
    "domain": room("", "pydantic"),  # pasted into a notebook it scores a response
    "yaml_files": room("language domain", "pydantic yaml"),
    "typed_answers": room("language domain"),
    "shipped_files": room(),
    "addresses": room(),
    "inks": room(),
    "trends": room("language domain shipped_files", "numpy scipy"),
    "guide": room("language domain yaml_files", "sqlite3"),
    "instruments": room("language domain yaml_files trends shipped_files"),
    "frames": room("domain trends instruments", "pandas pyarrow"),
    "fhir": room("language domain", "pydantic"),
    "fhir_questionnaires": room("language domain typed_answers yaml_files instruments fhir"),
    "fhir_responses": room("language domain typed_answers fhir fhir_questionnaires"),
    "personal_import": room("language domain yaml_files typed_answers instruments", "pydantic"),
    "sheet": room("inks", "typst regex"),
    "privacy": room("domain language", "nacl"),
    "statements": room("", "sqlalchemy"),
    "database": room("language statements", "sqlalchemy alembic sqlite3 psycopg"),
    "sealed": room(
        "language domain privacy database statements", "sqlalchemy"
    ),  # who asks, by which key; what is in an entry it does not read
    "storage": room("language domain privacy database statements file_copies sealed", "sqlalchemy sqlite3"),
    "personal_records": room("language domain privacy database sealed storage", "sqlalchemy"),
    "clinic_accounts": room("language privacy database sealed storage", "sqlalchemy"),
    "hand_over": room("language domain privacy database statements sealed storage", "sqlalchemy"),
    "custom_questionnaires": room(
        "language domain yaml_files privacy database statements sealed storage", "sqlalchemy"
    ),
    "clinic_manager": room(  # counts, invitations and the trail: no key of anybody's
        "domain language privacy database sealed storage clinic_accounts backups nearer", "sqlalchemy"
    ),
    "sign_ins": room("language privacy database storage server", "sqlalchemy"),  # server: the files on their way
    "moves": room("language database", "sqlalchemy"),
    "file_copies": room("language database", "sqlalchemy sqlite3"),
    "backups": room("language database file_copies"),  # copies as files of their own: no SQL, nobody's rows
    "demo": room(
        "language domain typed_answers yaml_files privacy database sealed storage clinic_accounts"
        " custom_questionnaires",
        "sqlalchemy",
    ),
    "server": room("language", "starlette anyio streamlit"),  # knows nobody, no notebook and no page of ours
    "web": room(
        "addresses server language domain yaml_files privacy database storage personal_records clinic_accounts"
        " sign_ins clinic_manager backups",
        "starlette jinja2 anyio streamlit segno",
    ),
    "metrics": room("language database backups server web nearer", "sqlalchemy starlette"),  # counts, of nobody
    "public_pages": room(  # open to everybody: the guide, which web, below storage, does not know
        "inks language guide shipped views web yaml_files", "starlette markdown_it"
    ),
    "views": room("inks language domain typed_answers yaml_files trends guide frames", "streamlit pandas segno"),
    "form_widgets": room("domain typed_answers views", "streamlit"),
    "charts": room("inks domain trends frames views", "streamlit plotly pandas"),
    "shipped": room("domain yaml_files guide instruments shipped_files"),
    "session": room(
        "addresses language domain yaml_files trends instruments frames privacy database storage clinic_accounts"
        " demo shipped custom_questionnaires shipped_files sign_ins web views charts",
        "streamlit",
    ),
    "answering": room("domain typed_answers instruments shipped database storage session views"),
    "presenters": room(
        "addresses language domain typed_answers yaml_files trends guide instruments frames personal_import"
        " shipped database storage personal_records clinic_accounts hand_over backups session answering views"
        " privacy",
        "pandas xlsxwriter",
    ),
    "therapist_presenters": room(
        "domain yaml_files instruments fhir_questionnaires shipped database storage custom_questionnaires session views"
    ),
    "caseload": room(
        "addresses domain typed_answers instruments shipped trends frames charts database storage session presenters"
        " therapist_presenters views",
        "pandas",
    ),
    "cohort": room(  # many people in numbers; a caseload is about each couple
        "addresses inks shipped trends frames storage session presenters therapist_presenters sheet views yaml_files",
        "pandas",
    ),
    "takeaway": room(
        "domain typed_answers yaml_files trends instruments frames sheet fhir_questionnaires fhir_responses"
        " personal_import shipped database storage personal_records custom_questionnaires session presenters views"
        " caseload",  # what changed
        "pandas xlsxwriter",
    ),
    "clinic_page": room("inks clinic_manager privacy session views"),  # no couple, no person
    "manager_screens": room("clinic_accounts clinic_manager clinic_page presenters session storage views", "streamlit"),
    "answering_screens": room("database domain session answering presenters views form_widgets", "streamlit"),
    "screens": room(
        "addresses language domain guide privacy personal_import sheet shipped database storage session answering"
        " presenters takeaway answering_screens views form_widgets charts",
        "streamlit",
    ),
    "therapist_screens": room(
        "domain typed_answers instruments privacy shipped database storage custom_questionnaires hand_over session"
        " answering presenters therapist_presenters caseload cohort takeaway answering_screens views form_widgets"
        " charts screens",
        "streamlit",
    ),
    "shell": room("addresses database session answering_screens views", "streamlit"),
    "cli": room(
        "language domain typed_answers yaml_files trends guide instruments fhir fhir_questionnaires fhir_responses"
        " privacy shipped shipped_files database storage clinic_accounts custom_questionnaires sign_ins backups"
        " moves demo nearer",
        "streamlit",
    ),
    "__main__": room("cli"),
    "nearer": room(),
    "pages": room(
        "session answering presenters therapist_presenters caseload cohort clinic_page screens therapist_screens"
        " manager_screens answering_screens views",
        "streamlit",
    ),
    "streamlit_app": room("nearer language database server web metrics session public_pages", "streamlit"),
}


@dataclass(frozen=True)
class Source:
    """One file: its path below the root and what stands in it."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @property
    def room(self) -> str:
        return room_of(self.path.removesuffix(".py").replace("/", "."))

    @property
    def package(self) -> list[str]:
        return self.path.split("/")[:-1]


def room_of(module: str) -> str:
    """`nearer.storage.couple.people` -> storage, `pages.sharing` -> pages, `plotly.express` -> plotly."""
    parts = module.split(".")
    inside = parts[0] == "nearer" and len(parts) > 1 and parts[1] != "__init__"
    return parts[1] if inside else parts[0]


def imported(source: Source) -> Iterator[tuple[int, str]]:
    """Line and full name of every module imported anywhere in the file, in functions and TYPE_CHECKING too."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = source.package[: len(source.package) - node.level + 1] if node.level else []
            module = ".".join([*start, *filter(None, [node.module])])
            names = [f"{module}.{alias.name}" for alias in node.names] if module == "nearer" else [module]
            yield from ((node.lineno, name) for name in names)
        elif isinstance(node, ast.Call) and called(node).split(".")[-1] in {"import_module", "__import__"}:
            yield from ((node.lineno, arg.value) for arg in node.args[:1] if isinstance(arg, ast.Constant))


def called(node: ast.AST) -> str:
    """`datetime.now` for datetime.now(...), without what stands before the last dot but one."""
    target = node.func if isinstance(node, ast.Call) else node
    if isinstance(target, ast.Attribute):
        before = called(target.value).split(".")[-1]
        return f"{before}.{target.attr}" if before else target.attr
    return target.id if isinstance(target, ast.Name) else ""


def forbidden_arrows(source: Source) -> list[str]:
    """One sentence for each import that the map does not allow."""
    own_room = ROOMS.get(source.room)
    if own_room is None:
        return [f"{source.path}: there is no room '{source.room}'; add it to ROOMS with its arrows, or move the file"]
    return [
        f"{source.path} line {line}: {source.room} may not import {module}; beside the standard library it may import "
        f"{', '.join(sorted(own_room.rooms | own_room.packages)) or 'nothing'}"
        for line, module in imported(source)
        if not allowed(source.room, own_room, module)
    ]


def allowed(name: str, own_room: Room, module: str) -> bool:
    target = room_of(module)
    if module.split(".")[0] in {"nearer", "pages", "streamlit_app"}:
        return target == name or target in own_room.rooms
    return target in own_room.packages or (target in sys.stdlib_module_names and target != "sqlite3")


def unused_arrows(rooms: dict[str, Room], program: Iterable[Source]) -> list[str]:
    """One sentence for each room or package that the map allows and no file of the room imports."""
    used: dict[str, set[str]] = {}
    for source in program:
        used.setdefault(source.room, set()).update(room_of(module) for _, module in imported(source))
    return [
        f"{name} may import {target} and does not; take it off the map"
        for name, own_room in rooms.items()
        for target in sorted((own_room.rooms | own_room.packages) - used.get(name, set()))
    ]


def unsafe_html(source: Source) -> list[str]:
    return [
        f"{source.path} line {node.value.lineno}: unsafe_allow_html runs imported text as markup; escape it"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html"
    ]


def shared_caches(source: Source) -> list[str]:
    """A Streamlit cache is one for all people: what it keeps of one person, the next one gets."""
    functions = (node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [
        f"{source.path} line {node.lineno}: {node.name} keeps what belongs to one person in a cache shared by all"
        for node in functions
        if any(
            "cache_data" in ast.unparse(mark) or "cache_resource" in ast.unparse(mark) for mark in node.decorator_list
        )
        and re.search(r"principal|SignedIn|KeyPair", ast.unparse(node.args), re.IGNORECASE)
    ]


def built_sql(source: Source) -> list[str]:
    """SQL put together from values: f-strings, %, + and format on text that opens like a statement."""

    def opens_like_sql(node: ast.AST) -> bool:
        return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(SQL.match(node.value))

    def is_built(node: ast.AST) -> bool:
        match node:
            case ast.JoinedStr(values=[first, *rest]):
                return bool(rest) and opens_like_sql(first)
            case ast.BinOp(left=left, op=ast.Mod() | ast.Add()):
                return opens_like_sql(left)
            case ast.Call(func=ast.Attribute(value=value, attr="format")):
                return opens_like_sql(value)
        return False

    return [
        f"{source.path} line {node.lineno}: SQL is put together from values; bind them as parameters"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.expr) and is_built(node)
    ]


def stray_prints(source: Source) -> list[str]:
    if source.room in {"cli", "__main__"}:
        return []
    return [
        f"{source.path} line {node.lineno}: only the command line prints"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and called(node) == "print"
    ]


def clocks_and_files(source: Source) -> list[str]:
    """The domain and the reading of its files are given the time and the text; they look up neither."""
    if source.room not in {"domain", "yaml_files"}:
        return []
    return [
        f"{source.path} line {node.lineno}: {source.room} may not call {called(node)}; let the caller hand it in"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and (called(node) in CLOCK or called(node).split(".")[-1] in FILES)
    ]


def clock_readers(source: Source) -> list[str]:
    """Only where a run, a request or a command begins, and where requests are timed, is the clock read."""
    if source.room in READS_THE_CLOCK or source.room in {"domain", "yaml_files"}:
        return []
    return [
        f"{source.path} line {node.lineno}: {source.room} may not call {called(node)}; let the caller hand it in"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and called(node) in CLOCK | {"time.perf_counter"}
    ]


def connections(source: Source) -> list[str]:
    return [
        f"{source.path} line {line}: {module} opens connections, and nothing is ever asked of another host"
        for line, module in imported(source)
        if (module in NETWORK or module.split(".")[0] in NETWORK) and source.path not in ASKS_THIS_MACHINE
    ]


def stand_ins(source: Source) -> list[str]:
    """What is drawn to be replaced in the same run would be seen for a moment (nearer/server/flush_at_once.py)."""
    return [
        f"{source.path} line {node.lineno}: {called(node)} is seen before what replaces it; draw what stays"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and called(node) in {"st.empty", "st.skeleton", "st.spinner", "st.progress"}
    ]


def circles_in_storage(source: Source) -> list[str]:
    """A therapist's records are made of a couple's; neither a couple's nor the notebook itself knows a therapist's."""
    if not source.path.startswith("nearer/storage/") or source.path.startswith("nearer/storage/therapist/"):
        return []
    return [
        f"{source.path} line {line}: {module} is a therapist's, and is made of what a couple keeps; not the other way"
        for line, module in imported(source)
        if module.startswith("nearer.storage.therapist")
    ]


STATE_LOGIC = (
    *(ast.BoolOp, ast.BinOp, ast.IfExp, ast.While, ast.Try, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef),
)
COUNTS_AND_CHOOSES = {"isinstance", "type", "next", "len", "sum", "min", "max", "sorted"}


def page_logic(source: Source) -> list[str]:
    """A page is read from top to bottom. It may ask whether there is something, or match one state that it was told;
    what would need a test stands in a presenter or a screen."""
    if source.room != "pages":
        return []
    return [
        f"{source.path} line {line}: a page holds no logic; let a presenter or a screen say which state it is"
        for line in sorted(line for node in ast.walk(source.tree) for line in logic_in(node))
    ]


def logic_in(node: ast.AST) -> Iterator[int]:
    """The line of a node that decides, counts or measures."""
    match node:
        case ast.match_case(guard=ast.expr() as guard):
            yield guard.lineno
        case ast.If(body=body, orelse=orelse):
            if any(isinstance(inner, ast.If) for part in (*body, *orelse) for inner in ast.walk(part)):
                yield node.lineno
        case ast.Compare(ops=[ast.Is() | ast.IsNot()], comparators=[ast.Constant(value=None)]):
            return
        case ast.Call() if called(node) in COUNTS_AND_CHOOSES:
            yield node.lineno
        case ast.keyword(value=ast.Constant(value=int() | float() as number)) if not isinstance(number, bool):
            yield node.lineno
        case ast.Compare():
            yield node.lineno
        case ast.stmt() | ast.expr() if isinstance(node, STATE_LOGIC):
            yield node.lineno


RULES = [
    forbidden_arrows,
    page_logic,
    unsafe_html,
    shared_caches,
    built_sql,
    stray_prints,
    clocks_and_files,
    clock_readers,
    connections,
    stand_ins,
    circles_in_storage,
]


@lru_cache(maxsize=1)
def sources() -> tuple[Source, ...]:
    """Every file of the program, read and parsed once for all rules and then out of the collector's sight."""
    files = [*ROOT.glob("nearer/**/*.py"), *ROOT.glob("pages/*.py"), *ROOT.glob("streamlit_app.py")]
    read = tuple(Source(file.relative_to(ROOT).as_posix(), file.read_text("utf-8")) for file in sorted(files))
    assert all(source.tree for source in read)
    gc.freeze()
    return read
