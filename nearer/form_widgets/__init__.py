"""A questionnaire's items as widgets."""
