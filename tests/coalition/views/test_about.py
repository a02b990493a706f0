"""The page on method, and the meaning of every word of the closed lists."""

from __future__ import annotations

import pytest
from django.test import Client

from coalition import glossary
from coalition.enums import Act, Answer, Capability, Objective
from tests.pages import read


@pytest.mark.django_db
def test_every_act_and_capability_is_defined_and_opens_its_lines(client: Client) -> None:
    page = read(client, "/about/")

    assert page.status == 200
    assert page.at("//dd/a/@href") == [
        *(f"/pledges/?act={act.value}" for act in Act),
        *(f"/asks/?answer={answer.value}" for answer in Answer),
        *(f"/pledges/?capability={capability.value}" for capability in Capability),
    ]
    words = page.texts("//section[@id='words']//dt")
    assert words == [
        *glossary.NOUNS,
        *(act.label for act in Act),
        *(answer.label for answer in Answer),
        *(capability.label for capability in Capability),
        *(objective.label for objective in Objective),
    ]


@pytest.mark.django_db
def test_the_page_has_the_parts_that_others_link_to(client: Client) -> None:
    page = read(client, "/about/")

    targets = {link for _, link in page.links("//nav[@aria-label='On this page']//a")}
    assert targets == {"#method", "#counts", "#words", "#accuracy", "#gaps", "#cite", "#licence"}
    assert targets <= {f"#{identity}" for identity in page.at("//*/@id")}


@pytest.mark.parametrize(
    ("defined", "words"),
    [
        (glossary.ACTS, Act),
        (glossary.ANSWERS, Answer),
        (glossary.CAPABILITIES, Capability),
        (glossary.OBJECTIVES, Objective),
    ],
)
def test_no_word_is_left_without_a_meaning(defined: dict[str, str], words: type[Act]) -> None:
    assert list(defined) == list(words)
    assert all(meaning.endswith(".") for meaning in defined.values())
