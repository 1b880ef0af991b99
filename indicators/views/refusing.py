"""What the domain refuses, as answers: 403 for who may not, 404 for what is not there."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from dtracker.accounts.access import NotAllowed
from indicators.models import Figure


def refusals_as_403(view):
    """NotAllowed becomes 403 with a sentence; figures outside the province become 404."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except NotAllowed as error:
            raise PermissionDenied(_("Your role does not allow: %(step)s.") % {"step": error}) from error
        except Figure.DoesNotExist as error:
            raise Http404 from error

    return guarded
