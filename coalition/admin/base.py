"""What the admin of every noun shares: dates as people write them, and proof before publication."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from coalition.actions.proof import recount_proof
from coalition.admin.fields import PartialDateField
from coalition.forms.versions import FIELD as VERSION
from coalition.forms.versions import REASON, VersionedForm
from coalition.models.facts import Fact
from coalition.roles import PUBLISH

SOURCE_FIELDSET: Any = (
    "Source",
    {
        "fields": ("source_title", "source_publisher", "source_url", "source_published"),
        "description": (
            "The outside source that you vouch for: readers see it with your name. Not needed where a passage of a "
            "stored article proves the record."
        ),
    },
)


# A link typed without its scheme is taken for https, as Django 6 does by itself.
LINKS: dict[Any, Any] = {models.URLField: {"widget": AdminURLFieldWidget, "assume_scheme": "https"}}


class RecordForm(VersionedForm):
    """A form in which columns with a precision are one field each, named in `partial_dates`."""

    partial_dates: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.partial_dates:
            self.initial.setdefault(name, getattr(self.instance, name))

    def _post_clean(self) -> None:
        for name in self.partial_dates:
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])
        super()._post_clean()
        if not self.errors:
            # Django leaves out rules that touch columns outside the form, which all of ours may do.
            try:
                self.instance.validate_constraints()
            except ValidationError as error:
                self.add_error(None, error.messages)


def without_publishing(request: HttpRequest, fields: Any) -> tuple[str, ...]:
    """`fields` that are only shown, with the tick for publication among them for who may not publish."""
    return (*fields,) if request.user.has_perm(PUBLISH) else (*fields, "is_published")


def with_version(fieldsets: Any) -> Any:
    """`fieldsets` with one for the history at their end: why it is changed, and hidden the version that is shown."""
    return [*fieldsets, ("History", {"fields": (REASON, VERSION)})]


class FactForm(RecordForm):
    """A form of a fact: who saves it vouches for the source it names."""

    source_published = PartialDateField(label="Source published")
    editor: ClassVar[str] = ""
    proof_may_follow: ClassVar[bool] = False
    """Whether passages on the same page may still prove the record after this form is checked."""
    partial_dates: ClassVar[tuple[str, ...]] = ("source_published",)

    def _post_clean(self) -> None:
        fact: Fact = self.instance
        if self.cleaned_data.get("source_title") and not fact.entered_by:
            fact.entered_by = self.editor
        super()._post_clean()

    def clean(self) -> dict[str, Any]:
        """Set the wish to publish aside until the passages on the same page are stored."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if self.proof_may_follow and values.get("is_published") and not self._is_proved(values):
            values["is_published"] = False
            self.instance.publish_when_proved = True
        return values

    def _is_proved(self, values: dict[str, Any]) -> bool:
        return bool(self.instance.evidence_count or (values.get("source_title") and values.get("source_url")))


class RecordAdmin(SimpleHistoryAdmin):
    """Admin of a record whose every change is kept."""

    form = RecordForm
    formfield_overrides = LINKS
    list_per_page = 50
    show_full_result_count = False
    save_on_top = True

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fields of the page, with the version that it shows."""
        return with_version(super().get_fieldsets(request, obj))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save what differs; a version without any difference would be none."""
        if not change or form.has_changed() or getattr(obj, "publish_when_proved", False):
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for formset in formsets:
            if issubclass(formset.model, Fact):
                saved = [*formset.new_objects, *(fact for fact, _ in formset.changed_objects)]
                recount_proof(formset.model, [fact.pk for fact in saved])


class FactAdmin(RecordAdmin):
    """Admin of a fact: its proof is shown, and it is published only once it has one."""

    readonly_fields = ("public_from", "evidence_count", "origin_count", "entered_by", "created_at", "updated_at")
    actions = ("publish", "unpublish")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What is computed, and for editors what only publishers decide."""
        return without_publishing(request, self.readonly_fields)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Who may show records to readers; Django asks by this name for the actions."""
        return request.user.has_perm(PUBLISH)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"editor": request.user.get_username(), "proof_may_follow": True})

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        fact: Any = form.instance
        recount_proof(type(fact), [fact.pk])
        fact.refresh_from_db()
        if getattr(fact, "publish_when_proved", False):
            if fact.evidence_count:
                fact.is_published = True
                fact.save()
            else:
                messages.warning(
                    request,
                    "Saved, but not published: add a passage of a stored article that proves it, "
                    "or the title and link of its source.",
                )
        self.settle(fact)

    def settle(self, fact: Any) -> None:
        """What else must be computed after `fact` was saved; nothing by default."""

    @admin.action(description="Publish selected records that have proof", permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Publish one by one, so that each change is kept in the history."""
        done = 0
        for fact in queryset.filter(is_published=False):
            if fact.evidence_count or fact.has_named_source:
                fact.is_published = True
                fact.save()
                self.settle(fact)
                done += 1
            else:
                messages.warning(request, f"{fact} has no proof and stays unpublished.")
        messages.success(request, f"{done} published.")

    @admin.action(description="Unpublish selected records", permissions=["publish"])
    def unpublish(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Take records from the public pages; nothing is deleted."""
        facts = list(queryset.filter(is_published=True))
        for fact in facts:
            fact.is_published = False
            fact.save()
            self.settle(fact)
        messages.success(request, f"{len(facts)} unpublished.")


class FactInline(admin.StackedInline):
    """Facts entered on the page of the record they belong to, each with its source."""

    form = FactForm
    formfield_overrides = LINKS
    extra = 0
    show_change_link = True
    readonly_fields = ("public_from", "evidence_count")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What is computed, and for editors what only publishers decide."""
        return without_publishing(request, self.readonly_fields)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fields of one fact, with the version that the page shows."""
        return with_version(super().get_fieldsets(request, obj))

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> Any:
        editor = request.user.get_username()
        kwargs["form"] = type(self.form.__name__, (self.form,), {"editor": editor})
        return super().get_formset(request, obj, **kwargs)
