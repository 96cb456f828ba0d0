"""Who asks, and by which key: readers and writers, ledgers, drawers and sealed entries, whatever is kept in them."""
