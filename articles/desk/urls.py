"""Every route of the desk, below `/desk/`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from articles.desk.views.start import desk
from articles.desk.views.unpublished import event_export, exports, proposal_export, to_publish

urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk, name="desk"),
    path("publish/", to_publish, name="desk_to_publish"),
    path("downloads/", exports, name="desk_exports"),
    path("downloads/events.<file_format:extension>", event_export, name="desk_event_export"),
    path("downloads/proposals.<file_format:extension>", proposal_export, name="desk_proposal_export"),
]
