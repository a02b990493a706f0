"""`{{ text|exact }}`: stored text that a browser reads back character by character."""

from __future__ import annotations

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def exact(text: str) -> SafeString:
    """`text` escaped; a carriage return, which a browser would read as a line feed, is written as a reference."""
    return mark_safe(escape(text).replace("\r", "&#13;"))  # noqa: S308 escaped here
