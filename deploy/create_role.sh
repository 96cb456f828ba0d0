#!/bin/sh
# Run once by the PostgreSQL of deploy/compose.yaml: the role that Nearer runs with, which owns nothing.
set -eu
psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set password="$(cat /run/secrets/nearer)" <<'SQL'
CREATE ROLE nearer LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'password';
SQL
