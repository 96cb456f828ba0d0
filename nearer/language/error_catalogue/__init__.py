"""What can go wrong, by room: each error has a code and its sentence; values fill it when somebody reads it."""
