"""Evidence of a figure: added, taken away, and handed out as a file that no browser opens by itself."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dtracker.accounts.access import require
from dtracker.accounts.gates import reading, signed_in
from dtracker.accounts.roles import Permission
from indicators.actions import evidence
from indicators.actions.refusals import NotTaken, Refused
from indicators.forms.evidence import FileForm, LinkForm
from indicators.queries.evidence import readable_by
from indicators.views.figures import show_figure
from indicators.views.files import as_attachment
from indicators.views.refusing import refusals_as_403
from indicators.views.scope import figure_or_404


@require_POST
@signed_in(Permission.FIGURE_ENTER)
@refusals_as_403
def attach_link(request, pk):
    """Add a link that proves the figure."""
    found = figure_or_404(request.user, pk)
    require(request.user, Permission.FIGURE_ENTER, province=found.province, unit=found.unit)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return show_figure(request, found, link_form=form, status=422)
    try:
        evidence.attach_link(figure=found, by=request.user, **form.cleaned_data)
    except NotTaken as refusal:
        form.add_error("url", refusal.sentence)
        return show_figure(request, found, link_form=form, status=422)
    messages.success(request, _("Link added."))
    return redirect("indicators:figure", pk)


@require_POST
@signed_in(Permission.FIGURE_ENTER)
@refusals_as_403
def attach_file(request, pk):
    """Add a file that proves the figure."""
    found = figure_or_404(request.user, pk)
    require(request.user, Permission.FIGURE_ENTER, province=found.province, unit=found.unit)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return show_figure(request, found, file_form=form, status=422)
    upload, title = form.cleaned_data["file"], form.cleaned_data["title"]
    try:
        added = evidence.attach_file(figure=found, upload=upload, title=title, by=request.user)
    except NotTaken as refusal:
        form.add_error("file", refusal.sentence)
        return show_figure(request, found, file_form=form, status=422)
    messages.success(request, _("File added: %(name)s.") % {"name": added.file_name})
    return redirect("indicators:figure", pk)


@require_POST
@signed_in(Permission.FIGURE_ENTER)
@refusals_as_403
def remove(request, pk):
    """Take away a piece of evidence one added oneself."""
    piece = get_object_or_404(readable_by(request.user).select_related("figure__province"), pk=pk)
    found = figure_or_404(request.user, piece.figure_id)
    try:
        evidence.remove(evidence=piece, by=request.user)
    except Refused as refusal:
        return show_figure(request, found, refusal=str(refusal), status=409)
    messages.success(request, _("Evidence removed: %(name)s.") % {"name": piece})
    return redirect("indicators:figure", found.pk)


@require_safe
@reading
def download(request, pk):
    """The file, to be saved under its own name: never shown by the browser, whatever it holds."""
    found = get_object_or_404(readable_by(request.user).exclude(file=""), pk=pk)
    return as_attachment(found)
