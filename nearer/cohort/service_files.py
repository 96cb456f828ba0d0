"""The service to take along: every quarter as CSV, and one quarter on a page of paper."""

from __future__ import annotations

from nearer.cohort.figures import Figure, answered_by_quarter, error_sentences, figures_of
from nearer.cohort.pictures import FILLS, PAPER_STYLE, cohort_figure_svg, columns_svg
from nearer.cohort.service_cohort import read_service
from nearer.presenters.exports import table_csv
from nearer.session.values import TherapistSession
from nearer.sheet.figures_page import FiguresPage, PaperFigure, figures_pdf
from nearer.views import text as words

BAR_MM, PIE_MM, COLUMNS_MM = 6, 24, 24


def make_service_csv(session: TherapistSession) -> bytes:
    """A `cohort_frame` of what may be counted at this moment."""
    return table_csv(read_service(session).cohort)


def service_pdf(session: TherapistSession, quarter: str) -> bytes:
    """The figures of one quarter, on paper."""
    return figures_pdf(make_service_page(session, quarter))


def make_service_page(session: TherapistSession, quarter: str) -> FiguresPage:
    """The service's page as PDF; of the newest quarter where the wanted one has nothing any more."""
    service = read_service(session)
    chosen_quarter = service.quarter(quarter)
    figures = [_make_paper_figure(figure) for figure in figures_of(service, session.catalogue, chosen_quarter)]
    labelled_shares = [(words.service.quarter_lines(name), share) for name, share in answered_by_quarter(service)]
    columns = PaperFigure(
        words.service.ANSWERED,
        "",
        columns_svg(labelled_shares, PAPER_STYLE) if labelled_shares else "",
        COLUMNS_MM,
        (),
        "",
    )
    made = words.service.made(chosen_quarter, session.today, session.therapist.name) if chosen_quarter else ""
    lines = (words.service.HIDDEN_NOTE, *error_sentences()) if chosen_quarter else (words.service.TOO_FEW_IN_ALL,)
    page = (*figures[:2], columns, *figures[2:]) if chosen_quarter else ()
    return FiguresPage(words.service.TITLE, made, page, lines, words.service.FOOT)


def _make_paper_figure(figure: Figure) -> PaperFigure:
    parts = tuple(
        (FILLS[part.tone if part.count is not None else "hidden"][0], words.service.part(part.name, part.count))
        for part in figure.parts
    )
    height = PIE_MM if figure.measure == "since_first" else BAR_MM
    picture, notes = cohort_figure_svg(figure, PAPER_STYLE), " ".join(figure.notes)
    return PaperFigure(figure.title, figure.in_all, picture, height, () if figure.is_hidden else parts, notes)
