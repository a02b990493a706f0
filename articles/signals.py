"""Keep a fact's proof counts true whenever a passage is attached or removed."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from articles.models import FACT_MODELS, Evidence
from coalition.actions.proof import recount_proof


@receiver([post_save, post_delete], sender=Evidence)
def recount_after_change(instance: Evidence, **kwargs: Any) -> None:
    """Recount the fact that the passage proves."""
    for name, model in FACT_MODELS.items():
        key = getattr(instance, f"{name}_id")
        if key is not None:
            recount_proof(model, [key])
