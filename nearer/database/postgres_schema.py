"""The schema in PostgreSQL as it has to be: columns, keys, indexes and policies, and nothing beside them.

A trigger, a rule or a function would run inside our own transactions, as a trigger in a file would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sqlalchemy import Connection, Constraint, ForeignKeyConstraint, PrimaryKeyConstraint, Table, UniqueConstraint
from sqlalchemy.engine import make_url

from nearer.database.expected_schema import REVISION
from nearer.database.postgres_policies import policies
from nearer.database.therapist_schema import EVERY_TABLE

# What stands in the schema `public`, a line each: kind, table, name, and what there is to say of it.
_TABLES = "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'"
_NAMES = (
    "(SELECT string_agg(a.attname, ',' ORDER BY k.place) FROM unnest({keys}) WITH ORDINALITY AS k(number, place)"
    " JOIN pg_attribute a ON a.attrelid = {of} AND a.attnum = k.number)"
)
_QUERY = """
SELECT 'relation', c.relname, c.relkind::text, concat(c.relrowsecurity, c.relforcerowsecurity)
{tables} WHERE c.relkind NOT IN ('i', 't')
UNION ALL SELECT 'column', c.relname, a.attname, concat(format_type(a.atttypid, a.atttypmod), ' ', a.attnotnull)
{tables} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p')
UNION ALL SELECT 'key', c.relname, x.contype::text, concat({own}, ' ', x.confrelid::regclass, ' ', {referred})
{tables} JOIN pg_constraint x ON x.conrelid = c.oid AND x.contype <> 'n'
UNION ALL SELECT 'index', c.relname, x.indisunique::text, {indexed}
{tables} JOIN pg_index x ON x.indrelid = c.oid
UNION ALL SELECT 'policy', c.relname, p.polname, concat(p.polcmd, ' ', p.polpermissive, ' ', p.polroles::text, ' ',
  pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
{tables} JOIN pg_policy p ON p.polrelid = c.oid
UNION ALL SELECT 'trigger', c.relname, x.tgname, '' {tables} JOIN pg_trigger x ON x.tgrelid = c.oid
WHERE NOT x.tgisinternal
UNION ALL SELECT 'rule', c.relname, x.rulename, '' {tables} JOIN pg_rewrite x ON x.ev_class = c.oid
UNION ALL SELECT 'function', x.proname, '', '' FROM pg_proc x WHERE x.pronamespace = 'public'::regnamespace
"""
_LISTING = _QUERY.format(
    tables=_TABLES,
    own=_NAMES.format(keys="x.conkey", of="x.conrelid"),
    referred=_NAMES.format(keys="x.confkey", of="x.confrelid"),
    indexed=_NAMES.format(keys="x.indkey::int2[]", of="x.indrelid"),
)
_KINDS = {PrimaryKeyConstraint: "p", UniqueConstraint: "u", ForeignKeyConstraint: "f"}
_DIALECT = make_url("postgresql+psycopg://").get_dialect()()
_COMMANDS = {"ALL": "*", "SELECT": "r", "INSERT": "a"}
Line = tuple[str, str, str, str]


def is_as_expected(connection: Connection) -> bool:
    """Whether nothing was added to the schema, taken from it or changed in it."""
    rows = connection.exec_driver_sql(_LISTING)
    return (
        sorted((kind, name, what, _normalise_expression(about)) for kind, name, what, about in rows)
        == _expected_lines()
    )


@cache
def _expected_lines() -> list[Line]:
    tables = EVERY_TABLE.sorted_tables
    lines = [line for table in (*tables, REVISION) for line in _of_table(table)]
    lines += [("relation", table.name, "r", "tt") for table in tables] + [("relation", REVISION.name, "r", "ff")]
    lines += [
        ("policy", table.name, name, _normalise_expression(f"{_COMMANDS[purpose]} t {{0}} {rows}"))
        for table in tables
        for name, (purpose, rows) in policies(table).items()
    ]
    return sorted(lines)


def _of_table(table: Table) -> Iterator[Line]:
    for column in table.c:
        kind = column.type.compile(dialect=_DIALECT).lower().replace("varchar", "character varying")
        yield "column", table.name, column.name, _normalise_expression(f"{kind} {'ft'[not column.nullable]}")
    for constraint in table.constraints:
        yield from _of_key(table, constraint)
    for index in table.indexes:
        yield "index", table.name, "false", ",".join(column.name for column in index.columns)


def _of_key(table: Table, constraint: Constraint) -> Iterator[Line]:
    assert isinstance(constraint, PrimaryKeyConstraint | UniqueConstraint | ForeignKeyConstraint)
    names, leads_to = ",".join(column.name for column in constraint.columns), "-"
    if isinstance(constraint, ForeignKeyConstraint):
        leads_to = f"{constraint.referred_table.name} {','.join(key.column.name for key in constraint.elements)}"
    else:
        yield "index", table.name, "true", names
    yield "key", table.name, _KINDS[type(constraint)], _normalise_expression(f"{names} {leads_to}")


def _normalise_expression(text: str) -> str:
    """The expression without what PostgreSQL adds or leaves out when it writes a text of ours anew."""
    return re.sub(r"[\s()]|::text|AS (current_setting|\"nullif\")", "", text)
