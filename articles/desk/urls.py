"""Every route of the desk, below `/desk/`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from articles.desk.views.start import desk

urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk, name="desk"),
]
