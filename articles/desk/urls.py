"""Every route of the desk, below `/desk/`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, register_converter

from articles.desk.views.entry import event_edit, event_new, pledge_new
from articles.desk.views.history import change_list, record_history
from articles.desk.views.imports import SheetFormatConverter, pledge_import, pledge_import_template
from articles.desk.views.intake import (
    article_add,
    feed_pause,
    feed_poll,
    feed_remove,
    job_detail,
    job_list,
    job_retry,
)
from articles.desk.views.merge import merge_list, merge_pair, merge_undo, record_split
from articles.desk.views.names import desk_names
from articles.desk.views.queue import (
    queue_bulk,
    queue_decide,
    queue_find_nothing,
    queue_hold,
    queue_item,
    queue_list,
    queue_next,
    queue_undo,
    queue_unskip,
)
from articles.desk.views.start import desk
from articles.desk.views.unpublished import event_export, exports, proposal_export, to_publish

intake_urls = [
    path("articles/new/", article_add, name="article_add"),
    path("feeds/<int:pk>/poll/", feed_poll, name="feed_poll"),
    path("feeds/<int:pk>/pause/", feed_pause, name="feed_pause"),
    path("feeds/<int:pk>/remove/", feed_remove, name="feed_remove"),
    path("jobs/", job_list, name="job_list"),
    path("jobs/<int:pk>/", job_detail, name="job_detail"),
    path("jobs/<int:pk>/retry/", job_retry, name="job_retry"),
]

register_converter(SheetFormatConverter, "sheet_format")

entry_urls = [
    path("pledges/new/", pledge_new, name="desk_pledge_new"),
    path("pledges/<int:pk>/events/new/", event_new, name="desk_event_new"),
    path("events/<int:pk>/", event_edit, name="desk_event"),
    path("pledges/import/", pledge_import, name="pledge_import"),
    path("pledges/import/template.<sheet_format:ending>", pledge_import_template, name="pledge_import_template"),
    path("names/<slug:kind>/", desk_names, name="desk_names"),
]

merge_urls = [
    path("merge/", merge_list, name="desk_merges"),
    path("merge/undo/<int:pk>/", merge_undo, name="desk_merge_undo"),
    path("merge/<slug:kind>/", merge_list, name="desk_merge"),
    path("merge/<slug:kind>/<int:keep>/<int:away>/", merge_pair, name="desk_merge_pair"),
    path("merge/<slug:kind>/<int:pk>/split/", record_split, name="desk_split"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk, name="desk"),
    *intake_urls,
    path("changes/", change_list, name="desk_changes"),
    path("history/<slug:kind>/<int:pk>/", record_history, name="desk_history"),
    path("publish/", to_publish, name="desk_to_publish"),
    path("downloads/", exports, name="desk_exports"),
    path("downloads/events.<file_format:extension>", event_export, name="desk_event_export"),
    path("downloads/proposals.<file_format:extension>", proposal_export, name="desk_proposal_export"),
    *entry_urls,
    *merge_urls,
    # /desk/queue/
    path("queue/", queue_list, name="queue_list"),
    path("queue/next/", queue_next, name="queue_next"),
    path("queue/bulk/", queue_bulk, name="queue_bulk"),
    path("queue/undo/", queue_undo, name="queue_undo"),
    path("queue/unskip/", queue_unskip, name="queue_unskip"),
    path("queue/articles/<int:pk>/nothing/", queue_find_nothing, name="queue_find_nothing"),
    path("queue/<int:pk>/", queue_item, name="queue_item"),
    path("queue/<int:pk>/decide/", queue_decide, name="queue_decide"),
    path("queue/<int:pk>/hold/", queue_hold, name="queue_hold"),
]
