"""Questionnaires, answers, scores, check-ins and couples: no clock, no file, no screen."""
