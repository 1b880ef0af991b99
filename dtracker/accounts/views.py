"""Sign-in, sign-out, and changing one's password. The brake on guessing is django-axes."""

from django.conf import settings
from django.contrib.auth import views as auth
from django.contrib.messages.views import SuccessMessageMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.i18n import set_language

from dtracker.accounts.forms import ChangePasswordForm, SignInForm, typed_fields
from dtracker.accounts.models import User


class Login(auth.LoginView):
    authentication_form = SignInForm
    template_name = "accounts/login.html"
    redirect_authenticated_user = True
    extra_context = {"open_reading": settings.OPEN_READING}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"typed": self.request.POST.get("typed", "")}

    def form_valid(self, form):
        """Whose session ended under a form gets it back, to send it once more: the person decides, not the page."""
        answer, path = super().form_valid(form), self.get_redirect_url()
        fields = typed_fields(self.request.POST.get("typed", ""))
        if not path or not fields:
            return answer
        return render(self.request, "accounts/send_again.html", {"path": path, "fields": fields})


class ChangePassword(SuccessMessageMixin, auth.PasswordChangeView):
    form_class = ChangePasswordForm
    template_name = "accounts/change_password.html"
    success_url = reverse_lazy("home")
    success_message = _("Your password has been changed.")


login = Login.as_view()
logout = auth.LogoutView.as_view()
change_password = ChangePassword.as_view()


def choose_language(request):
    """Django's language switch, which a signed-in person's mails follow from then on."""
    response = set_language(request)
    chosen = request.POST.get("language")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
        User.objects.filter(pk=request.user.pk).update(language=chosen)
    return response


def admin_login(request):
    """The admin has no door of its own: people sign in at the product's, and who may not enter is told so."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect(f"{reverse_lazy('accounts:login')}?{request.GET.urlencode() or 'next=/admin/'}")
