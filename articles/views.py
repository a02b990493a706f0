"""Pages of articles: the sources, and one article with every fact marked in its text."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from articles import queries
from articles.forms import ArticleFilterForm
from articles.marking import chosen, mark
from articles.models import FACT_MODELS, Article
from articles.records import article_records
from coalition.downloads import FileFormat, download
from coalition.htmx import HtmxHttpRequest, render_page
from coalition.paging import page_of


@require_GET
def article_list(request: HtmxHttpRequest) -> HttpResponse:
    record = request.as_of.record
    filters = ArticleFilterForm(request.GET, record)
    context = {
        "filters": filters,
        "facets": filters.facets(Article.objects.as_of(record.day)),
        "page": page_of(request, filters.narrow(queries.article_rows(record))),
    }
    return render_page(request, "articles/list.html", context, partial="results")


@require_GET
def article_download(request: HtmxHttpRequest, extension: FileFormat) -> HttpResponseBase:
    record = request.as_of.record
    filters = ArticleFilterForm(request.GET, record)
    rows = filters.narrow(queries.article_rows(record))
    return download(request, filters, rows, article_records, f"articles.{extension}")


@require_GET
def article_detail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    record = request.as_of.record
    article = get_object_or_404(queries.article_page(record), pk=pk)
    passages = queries.published_passages(article, record)
    facts = queries.proved_facts(passages)
    words = chosen(request.GET.get("passage", ""), article.body)
    marked = [queries.as_marked(passage) for passage in passages]
    context = {
        "article": article,
        "chosen": words,
        "facts": facts,
        "kinds": queries.count_by_kind(facts),
        "pieces": mark(article.body, [*marked, words] if words else marked),
        "copies": queries.same_origin(article, record),
    }
    return render(request, "articles/detail.html", context)


@require_GET
def proof_detail(request: HtmxHttpRequest, kind: str, pk: int) -> HttpResponse:
    proof = queries.proof_of(kind, pk, request.as_of.record) if kind in FACT_MODELS else None
    if proof is None:
        raise Http404
    return render_page(request, "articles/proof.html", {"proof": proof}, partial="panel")
