"""The service to take along: every quarter as CSV, and one quarter on a page of paper."""

from __future__ import annotations

from functools import partial

from nearer.cohort.figures import Figure, answered_by_quarter, error_sentences, figures_of
from nearer.cohort.pictures import FILLS, columns_svg, figure_svg
from nearer.cohort.service_cohort import read_service
from nearer.presenters.exports import weeks_csv
from nearer.session.downloads import Make, for_therapist
from nearer.session.values import TherapistSession
from nearer.sheet.figures_page import FiguresPage, PaperFigure, figures_pdf
from nearer.views import text as words

BAR_MM, PIE_MM, COLUMNS_MM = 6, 24, 24


def service_csv(session: TherapistSession) -> bytes:
    """A `cohort_frame` of what may be counted at this moment."""
    return weeks_csv(read_service(session).cohort)


def service_pdf(session: TherapistSession, quarter: str) -> bytes:
    """The same of one quarter, on paper."""
    return figures_pdf(service_page(session, quarter))


def service_page(session: TherapistSession, quarter: str) -> FiguresPage:
    """With the newest quarter where there is nothing of the wanted one any more."""
    service = read_service(session)
    chosen = service.quarter(quarter)
    figures = [_paper(figure) for figure in figures_of(service, session.catalogue, chosen)]
    named = [(words.service.quarter_short(name), share) for name, share in answered_by_quarter(service)]
    columns = PaperFigure(
        words.service.ANSWERED, "", columns_svg(named, paper=True) if named else "", COLUMNS_MM, (), ""
    )
    made = words.service.made(chosen, session.today, session.therapist.name) if chosen else ""
    lines = (words.service.HIDDEN_NOTE, *error_sentences()) if chosen else (words.service.TOO_FEW_IN_ALL,)
    page = (*figures[:2], columns, *figures[2:]) if chosen else ()
    return FiguresPage(words.service.TITLE, made, page, lines, words.service.FOOT)


def make_csv() -> Make:
    """For the therapist who asks at that moment."""
    return for_therapist(service_csv)


def make_pdf(quarter: str) -> Make:
    """The same."""
    return for_therapist(partial(service_pdf, quarter=quarter))


def _paper(figure: Figure) -> PaperFigure:
    in_all = words.service.TOO_FEW if figure.n is None else words.service.number(figure.unit, figure.n, figure.about)
    note = " ".join(
        filter(None, ("" if figure.n is None or not figure.is_hidden else words.service.PARTS_HIDDEN, figure.note))
    )
    parts = tuple(
        (FILLS[part.tone if part.count is not None else "hidden"][0], words.service.part(part.name, part.count))
        for part in figure.parts
    )
    height = PIE_MM if figure.measure == "since_first" else BAR_MM
    picture = figure_svg(figure, paper=True)
    return PaperFigure(figure.title, in_all, picture, height, () if figure.is_hidden else parts, note)
