"""Tidy pandas tables of weeks, scores, answers, events and the cohort: charts, tables and files start from them."""
