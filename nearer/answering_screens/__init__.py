"""A questionnaire being answered on the screen: its questions, its way on, and what interrupts it."""
