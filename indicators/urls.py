"""Paths of indicators, of the series of a province, of entry and review."""

from django.urls import path

import dtracker.formats.paths  # noqa: F401  (registers <period:…>)
from indicators.views import cells, entry, evidence, explanations, figures, imports, review
from indicators.views import scoring_assess as assessing
from indicators.views import scoring_rounds as opening
from indicators.views.catalogue import indicator, indicators
from indicators.views.comparing import compare
from indicators.views.lineage import lineage
from indicators.views.scoring import score, score_file, submit_score
from indicators.views.scoring_results import index, index_unit, index_xlsx, indexes
from indicators.views.series import figures_file, series
from indicators.views.timeliness import timeliness
from indicators.views.units import unit, units
from indicators.views.workbench import dti

app_name = "indicators"
urlpatterns = [
    path("indicators/", indicators, name="indicators"),
    path("indicators/<slug:code>/", indicator, name="indicator"),
    path("compare/", compare, name="compare"),
    path("workbench/dti/", dti, name="workbench"),
    path("provinces/<slug:slug>/lineage/", lineage, name="lineage"),
    path("provinces/<slug:slug>/units/", units, name="units"),
    path("provinces/<slug:slug>/units/<slug:code>/", unit, name="unit"),
    path("provinces/<slug:slug>/indicators/<slug:code>/", series, name="series"),
    path("provinces/<slug:slug>/indicators/<slug:code>/figures.csv", figures_file, name="figures_file"),
    path("entry/", entry.rounds, name="entry"),
    path("entry/<slug:slug>/<period:period>/", entry.sheet, name="sheet"),
    path("entry/<slug:slug>/<period:period>/cell/", cells.cell, name="cell"),
    path("entry/<slug:slug>/<period:period>/submit/", entry.submit, name="submit"),
    path("entry/<slug:slug>/<period:period>/units/<slug:unit>/", entry.sheet, name="sheet"),
    path("entry/<slug:slug>/<period:period>/units/<slug:unit>/cell/", cells.cell, name="cell"),
    path("entry/<slug:slug>/<period:period>/units/<slug:unit>/submit/", entry.submit, name="submit"),
    path("import/", imports.upload, name="import"),
    path("import/template.xlsx", imports.template, name="import_template"),
    path("import/<int:pk>/", imports.preview, name="import_preview"),
    path("import/<int:pk>/confirm/", imports.confirm, name="import_confirm"),
    path("import/<int:pk>/progress/", imports.progress, name="import_progress"),
    path("review/", review.queue, name="review"),
    path("review/<slug:slug>/<period:period>/", review.sheet, name="review_sheet"),
    path("review/<slug:slug>/<period:period>/approve/", review.approve, name="approve_lines"),
    path("review/<slug:slug>/<period:period>/return/", review.send_back, name="return_lines"),
    path("review/<slug:slug>/<period:period>/publish/", review.publish, name="publish_lines"),
    path("review/<slug:slug>/<period:period>/units/<slug:unit>/", review.sheet, name="review_sheet"),
    path("review/<slug:slug>/<period:period>/units/<slug:unit>/approve/", review.approve, name="approve_lines"),
    path("review/<slug:slug>/<period:period>/units/<slug:unit>/return/", review.send_back, name="return_lines"),
    path("review/<slug:slug>/<period:period>/units/<slug:unit>/publish/", review.publish, name="publish_lines"),
    path("provinces/<slug:slug>/indicators/<slug:code>/ask/<slug:target>/", explanations.ask, name="ask"),
    path("explanations/", explanations.explanations, name="explanations"),
    path("explanations/<int:pk>/", explanations.explanation, name="explanation"),
    path("explanations/<int:pk>/answer/", explanations.answer, name="answer_explanation"),
    path("explanations/<int:pk>/ask-again/", explanations.ask_again, name="ask_again"),
    path("explanations/<int:pk>/close/", explanations.close, name="close_explanation"),
    path("explanations/<int:pk>/withdraw/", explanations.withdraw, name="withdraw_explanation"),
    path("explanations/<int:pk>/files/<int:version>/", explanations.download, name="explanation_file"),
    path("timeliness/", timeliness, name="timeliness"),
    path("index/", indexes, name="indexes"),
    path("index/<slug:code>/open/", opening.open_index, name="open_index"),
    path("index/<slug:code>/<period:period>/", index, name="index"),
    path("index/<slug:code>/<period:period>/results.xlsx", index_xlsx, name="index_xlsx"),
    path("index/<slug:code>/<period:period>/units/<slug:unit>/", index_unit, name="index_unit"),
    path("index/<slug:code>/<period:period>/score/<slug:unit>/", score, name="score"),
    path("index/<slug:code>/<period:period>/score/<slug:unit>/submit/", submit_score, name="submit_score"),
    path("index/<slug:code>/<period:period>/score/<slug:unit>/files/<int:pk>/", score_file, name="score_file"),
    path("index/<slug:code>/<period:period>/assess/", assessing.assess, name="assess"),
    path("index/<slug:code>/<period:period>/assess/days/", opening.round_days, name="round_days"),
    path("index/<slug:code>/<period:period>/assess/units/", opening.add_units, name="add_units"),
    path("index/<slug:code>/<period:period>/assess/close/", opening.close_scoring, name="close_scoring"),
    path("index/<slug:code>/<period:period>/assess/publish/", assessing.publish_index, name="publish_index"),
    path("index/<slug:code>/<period:period>/assess/<slug:unit>/", assessing.assess_unit, name="assess_unit"),
    path(
        "index/<slug:code>/<period:period>/assess/<slug:unit>/confirm/", assessing.confirm_score, name="confirm_score"
    ),
    path(
        "index/<slug:code>/<period:period>/assess/<slug:unit>/files/<int:pk>/",
        assessing.assess_file,
        name="assess_file",
    ),
    path("index/<slug:code>/<period:period>/assess/<slug:unit>/return/", assessing.return_score, name="return_score"),
    path("index/<slug:code>/<period:period>/assess/<slug:unit>/reopen/", assessing.reopen_score, name="reopen_score"),
    path(
        "index/<slug:code>/<period:period>/assess/<slug:unit>/collect/", assessing.collect_score, name="collect_score"
    ),
    path("figures/<int:pk>/", figures.figure, name="figure"),
    path("figures/<int:pk>/submit/", figures.submit, name="submit_figure"),
    path("figures/<int:pk>/approve/", figures.approve, name="approve"),
    path("figures/<int:pk>/withdraw/", figures.withdraw, name="withdraw"),
    path("figures/<int:pk>/return/", figures.send_back, name="return"),
    path("figures/<int:pk>/publish/", figures.publish, name="publish"),
    path("figures/<int:pk>/correct/", figures.correct, name="correct"),
    path("figures/<int:pk>/empty/", figures.empty, name="empty"),
    path("figures/<int:pk>/discard/", figures.discard, name="discard"),
    path("figures/<int:pk>/evidence/", evidence.attach_link, name="attach_link"),
    path("figures/<int:pk>/files/", evidence.attach_file, name="attach_file"),
    path("evidence/<int:pk>/", evidence.download, name="evidence"),
    path("evidence/<int:pk>/remove/", evidence.remove, name="remove_evidence"),
]
