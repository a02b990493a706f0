"""Articles, passages, candidates and runs in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from simple_history.admin import SimpleHistoryAdmin

from articles.models import Article, ArticleReference, Candidate, Evidence, ExtractionRun, Origin
from coalition.admin.base import LINKS, RecordForm
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

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Runs record what commands did."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Runs record what commands did."""
        return False
