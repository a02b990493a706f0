"""Articles, passages, candidates and runs in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from simple_history.admin import SimpleHistoryAdmin

from articles.models import Article, ArticleReference, Candidate, Evidence, ExtractionRun, Origin, RunChange
from articles.proposals import summary
from coalition.admin.base import LINKS, RecordForm, with_version
from coalition.admin.fields import PartialDateField
from coalition.admin.proof import EvidenceForm


class ArticleForm(RecordForm):
    """What is known about an article; its text is shown and never changed."""

    published = PartialDateField(label="Published")
    partial_dates = ("published",)


class ReferenceForm(RecordForm):
    """An outside source with its date, as far as known."""

    published = PartialDateField(label="Published")
    partial_dates = ("published",)


class ReferenceInline(admin.TabularInline):
    """The outside sources a brief rests on."""

    model = ArticleReference
    form = ReferenceForm
    formfield_overrides = LINKS
    extra = 0
    fields = ("position", "title", "publisher", "published", "url", "note")


@admin.register(Article)
class ArticleAdmin(SimpleHistoryAdmin):
    """Stored articles; new ones come in through `manage.py ingest`."""

    form = ArticleForm
    formfield_overrides = LINKS
    list_display = ("title", "publisher", "published_on", "state", "ingested_at")
    list_filter = ("state", "publisher", "language")
    search_fields = ("title", "publisher", "url", "body")
    date_hierarchy = "published_on"
    autocomplete_fields = ("origin",)
    readonly_fields = ("text", "body_hash", "body_length", "state", "read_by", "ingested_at", "nations_named")
    inlines = (ReferenceInline,)
    show_full_result_count = False
    fieldsets = (
        (None, {"fields": ("title", ("publisher", "byline"), ("published", "dateline", "language"), "url", "origin")}),
        ("Text", {"fields": ("text", "body_length", "body_hash")}),
        ("Reading", {"fields": ("state", "read_by", "ingested_at", "nations_named")}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fields of the page, with the version that it shows."""
        return with_version(super().get_fieldsets(request, obj))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Articles are ingested, so that text, hash and origin belong together."""
        return False

    @admin.display(description="stored text")
    def text(self, article: Article) -> str:
        """The body with its line breaks."""
        return format_html('<div class="stored-text">{}</div>', article.body)

    @admin.display(description="nations it names")
    def nations_named(self, article: Article) -> str:
        """Their names in one line."""
        return ", ".join(nation.name for nation in article.nations.all()) or "–"


class EvidenceAdminForm(EvidenceForm):
    """A passage with the one fact it proves."""

    class Meta:
        model = Evidence
        fields = ("article", "pledge_event", "attendance", "meeting", "appointment", "city_event")


@admin.register(Evidence)
class EvidenceAdmin(admin.ModelAdmin):
    """Passages and what each proves."""

    form = EvidenceAdminForm
    list_display = ("__str__", "fact", "added_by", "added_at")
    list_filter = ("added_by",)
    list_select_related = (
        "article",
        "pledge_event__pledge__nation",
        "attendance__meeting",
        "attendance__nation",
        "attendance__minister",
        "meeting",
        "appointment__minister",
        "city_event__city",
    )
    search_fields = ("article__title", "article__publisher")
    date_hierarchy = "added_at"
    autocomplete_fields = ("article", "pledge_event", "attendance", "meeting", "appointment", "city_event")
    fieldsets = (
        (None, {"fields": ("article", "quote")}),
        (
            "Proves exactly one of",
            {"fields": ("pledge_event", "attendance", "meeting", "appointment", "city_event")},
        ),
    )

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"editor": request.user.get_username()})


@admin.register(Candidate)
class CandidateAdmin(SimpleHistoryAdmin):
    """What extraction proposed, and what became of it."""

    list_display = ("kind", "quote_start", "article", "rule", "confidence", "state", "decided_by")
    list_filter = ("state", "kind", "rule")
    list_select_related = ("article",)
    search_fields = ("article__title", "rule", "reason")
    date_hierarchy = "decided_at"
    readonly_fields = (
        "article",
        "run",
        "kind",
        "quote",
        "payload",
        "spans",
        "rule",
        "confidence",
        "state",
        "decided_by",
        "decided_at",
        "reason",
    )
    fields = readonly_fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Candidates come from extraction."""
        return False

    @admin.display(description="words")
    def quote_start(self, candidate: Candidate) -> str:
        """The first words of the proving sentence."""
        quote = candidate.quote
        return quote if len(quote) <= 90 else f"{quote[:90]}…"


@admin.register(Origin)
class OriginAdmin(admin.ModelAdmin):
    """Reports that articles go back to."""

    list_display = ("title", "agency", "first_published_on")
    list_filter = ("agency",)
    search_fields = ("title", "agency")
    date_hierarchy = "first_published_on"


@admin.register(ArticleReference)
class ArticleReferenceAdmin(admin.ModelAdmin):
    """Outside sources of briefs."""

    form = ReferenceForm
    formfield_overrides = LINKS
    list_display = ("title", "publisher", "published_on", "article")
    list_filter = ("publisher",)
    list_select_related = ("article",)
    search_fields = ("title", "publisher", "url", "article__title")
    autocomplete_fields = ("article",)
    fields = ("article", "position", "title", "publisher", "published", "url", "note")


@admin.register(ExtractionRun)
class ExtractionRunAdmin(admin.ModelAdmin):
    """Runs of extraction and what each changed."""

    list_display = ("started_at", "code_version", "lexicon_version", "articles_read", "added", "lost", "changed")
    list_filter = ("code_version", "lexicon_version")
    search_fields = ("code_version", "lexicon_version")
    date_hierarchy = "started_at"
    readonly_fields = ("changes_listed",)

    @admin.display(description="changes")
    def changes_listed(self, run: ExtractionRun) -> str:
        """The way to what the run changed in articles that had been read before."""
        number = run.changes.count()
        if not number:
            return "None: every article was read for the first time, or reads as before."
        url = reverse("admin:articles_runchange_changelist")
        return format_html('<a href="{}?run__id__exact={}">{} proposals</a>', url, run.pk, number)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Runs record what commands did."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Runs record what commands did."""
        return False


@admin.register(RunChange)
class RunChangeAdmin(admin.ModelAdmin):
    """What each run added, lost and changed in articles that had been read before."""

    list_display = ("change", "proposal", "difference", "article", "run")
    list_display_links = ("proposal",)
    list_filter = ("change", "candidate__kind", "candidate__rule", "run")
    list_select_related = ("run", "candidate__article")
    search_fields = ("candidate__article__title", "candidate__rule")
    fields = ("run", "change", "article", "proposal", "quote", "difference")
    readonly_fields = fields

    @admin.display(description="proposal")
    def proposal(self, change: RunChange) -> str:
        """What is proposed, in one line."""
        return summary(change.candidate.kind, change.candidate.payload)

    @admin.display(description="article")
    def article(self, change: RunChange) -> str:
        """The article at the proving sentence."""
        candidate = change.candidate
        return format_html('<a href="{}">{}</a>', candidate.article.get_absolute_url(), candidate.article)

    @admin.display(description="words")
    def quote(self, change: RunChange) -> str:
        """The proving sentence."""
        return change.candidate.quote

    @admin.display(description="difference")
    def difference(self, change: RunChange) -> str:
        """Each value that differs, before and after."""
        return format_html_join(
            "",
            "<div>{}: <del>{}</del> <ins>{}</ins></div>",
            ((name, _shown(before), _shown(after)) for name, before, after in change.differences),
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Runs record what commands did."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Runs record what commands did."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Runs record what commands did."""
        return False


def _shown(value: object) -> str:
    return "–" if value in (None, "", [], {}) else str(value)
