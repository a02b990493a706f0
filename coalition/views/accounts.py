"""Signing in, and one's own account: password and second factor."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from coalition import second_factor as factor
from coalition.forms.accounts import CodeForm, PasswordForm
from coalition.roles import Role

_PENDING = "sign_in_pending"
"""Session key of who gave the right password and still owes the code."""
_PENDING_FOR = datetime.timedelta(minutes=10)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The admin's own sign-in leads to the site's, which throttles and asks for the second factor."""
    if request.user.is_authenticated:
        raise PermissionDenied
    query = {"next": request.GET.get("next") or reverse("admin:index")}
    return redirect(f"{reverse('sign_in')}?{urlencode(query)}")


class SignIn(LoginView):
    """Name and password; where the account has a second factor, its code is asked for next."""

    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponseRedirect:
        """Sign in, or remember for a while who is halfway in."""
        user = form.get_user()
        if not factor.has_second_factor(user):
            return super().form_valid(form)  # type: ignore[return-value]
        self.request.session.cycle_key()
        self.request.session[_PENDING] = {
            "user": user.pk,
            "backend": user.backend,
            "since": timezone.now().isoformat(),
        }
        return redirect(f"{reverse('sign_in_code')}?{urlencode({'next': self.get_success_url()})}")


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The second step; without a fresh first one it leads back there."""
    pending = request.session.get(_PENDING)
    user = _pending_user(pending)
    if pending is None or user is None:
        return redirect("sign_in")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if factor.is_right_code(user, form.cleaned_data["code"]):
            del request.session[_PENDING]
            login(request, user, backend=pending["backend"])
            return redirect(_safe_next(request))
        form.add_error("code", "This code is not right, or was used before. Wait for the next one and try again.")
    return render(request, "accounts/sign_in_code.html", {"form": form, "next": _safe_next(request)})


def _pending_user(pending: Any) -> Any:
    """Who gave the right password within the last minutes, or None."""
    if not pending or timezone.now() - datetime.datetime.fromisoformat(pending["since"]) > _PENDING_FOR:
        return None
    return get_user_model()._default_manager.filter(pk=pending["user"], is_active=True).first()


def _safe_next(request: HttpRequest) -> str:
    """Where to go after signing in; an address of another site is not followed."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse(settings.LOGIN_REDIRECT_URL)


def too_many_tries(request: HttpRequest, original_response: Any = None, credentials: Any = None) -> HttpResponse:
    """The answer (429) while an account is closed to an address after wrong passwords."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "accounts/too_many_tries.html", {"minutes": minutes}, status=429)


@never_cache
@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What the account is and may do, with the ways to make it safer."""
    user: Any = request.user
    names = set(user.groups.values_list("name", flat=True))
    context = {
        "roles": [role.label for role in Role if role.value in names],
        "has_second_factor": factor.has_second_factor(user),
    }
    return render(request, "accounts/account.html", context)


@method_decorator(never_cache, name="dispatch")
class PasswordChange(PasswordChangeView):
    """A new password; all other sessions of the account end with it."""

    template_name = "accounts/password.html"
    success_url = reverse_lazy("account")

    def form_valid(self, form: Any) -> HttpResponse:
        """Change it and say so."""
        messages.success(
            self.request, "The password was changed; wherever else you were signed in, you are signed out."
        )
        return super().form_valid(form)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Switch the second factor on: the secret as picture and text, then a code that proves the app has it."""
    if factor.has_second_factor(request.user):
        return redirect("account")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        codes = factor.confirm(request.user, form.cleaned_data["code"])
        if codes:
            return render(request, "accounts/recovery_codes.html", {"codes": codes})
        form.add_error("code", "This is not the code that the app should show now. Check the time of your device.")
    device = factor.open_setup(request.user)
    context = {"form": form, "picture": factor.picture_of(device), "key": factor.key_of(device)}
    return render(request, "accounts/second_factor.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def second_factor_end(request: HttpRequest) -> HttpResponse:
    """Switch the second factor off, which takes the password."""
    form = PasswordForm(request.user, request.POST or None)
    if form.is_valid():
        factor.end(request.user)
        messages.success(request, "The second factor is off.")
        return redirect("account")
    return render(request, "accounts/second_factor_end.html", {"form": form})
