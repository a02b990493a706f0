"""Tags of the desk's templates."""

from __future__ import annotations

from django import template
from django.template import Context

from articles.desk.navigation import DeskLink, links_for

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_links(context: Context) -> list[DeskLink]:
    """The jobs of the desk that the editor may do."""
    return links_for(context["user"])
