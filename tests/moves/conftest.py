"""The stores that every promise of this room holds for (tests/storage/stores.py)."""

from tests.storage.stores import (  # noqa: F401
    _each_statement_stays_in_its_clinic,
    file_notebook,
    iyer,
    meera,
    notebook,
    pytest_generate_tests,
    ravi,
)
