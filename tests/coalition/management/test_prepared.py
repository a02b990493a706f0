"""What the second start may skip, and what makes it look again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from articles.models import Article
from coalition.management import prepared
from coalition.models import Nation
from tests.factories.articles import ArticleFactory
from tests.factories.nations import NationFactory


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """A small project folder in place of this one."""
    for name, text in {
        "articles/extraction/rules.py": "RULE = 1\n",
        "coalition/settings.py": "",
        "seeds/articles/brief.md": "One brief.\n",
        "seeds/reference/nations.yaml": "[]\n",
        "static/css/base.css": "body {}\n",
        ".lock/run.txt": "django==5.2\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    with override_settings(
        BASE_DIR=tmp_path,
        VAR_DIR=tmp_path / "var",
        STATIC_ROOT=tmp_path / "var" / "static",
        STATICFILES_DIRS=[tmp_path / "static"],
    ):
        yield tmp_path


@pytest.mark.parametrize(
    ("change", "content", "static"),
    [
        ("seeds/articles/brief.md", True, False),
        ("seeds/articles/another.md", True, False),
        ("seeds/reference/nations.yaml", True, False),
        ("articles/extraction/rules.py", True, False),
        ("coalition/settings.py", True, True),
        ("static/css/base.css", False, True),
        (".lock/run.txt", True, True),
        ("README.md", False, False),
        ("templates/base.html", False, False),
        ("seeds/articles/.brief.md.swp", False, False),
        ("articles/__pycache__/rules.py", False, False),
    ],
)
def test_a_change_is_seen_where_it_matters(project: Path, change: str, content: bool, static: bool) -> None:
    before = (prepared.content_digest(), prepared.static_digest())
    (project / change).parent.mkdir(parents=True, exist_ok=True)
    (project / change).write_text("changed\n")
    after = (prepared.content_digest(), prepared.static_digest())
    assert [old != new for old, new in zip(before, after, strict=True)] == [content, static]


def test_a_removed_brief_is_seen(project: Path) -> None:
    before = prepared.content_digest()
    (project / "seeds" / "articles" / "brief.md").unlink()
    assert prepared.content_digest() != before


def test_a_renamed_brief_is_seen(project: Path) -> None:
    before = prepared.content_digest()
    brief = project / "seeds" / "articles" / "brief.md"
    brief.rename(brief.with_name("other.md"))
    assert prepared.content_digest() != before


@pytest.mark.django_db
def test_content_is_current_until_seeds_change(project: Path) -> None:
    NationFactory(), ArticleFactory()
    assert not prepared.is_content_current()
    prepared.note_content()
    assert prepared.is_content_current()
    (project / "seeds" / "articles" / "brief.md").write_text("Another brief.\n")
    assert not prepared.is_content_current()


@pytest.mark.django_db
@pytest.mark.parametrize("emptied", [Nation, Article])
def test_an_emptied_database_is_filled_again(project: Path, emptied: type[Nation] | type[Article]) -> None:
    NationFactory(), ArticleFactory()
    prepared.note_content()
    emptied._default_manager.all().delete()
    assert not prepared.is_content_current()


@pytest.mark.django_db
def test_another_database_is_filled_too_and_the_first_stays_known(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    NationFactory(), ArticleFactory()
    prepared.note_content()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(prepared, "database_identity", lambda: "2016-01-20 10:00:00.000001+00:00")
        assert not prepared.is_content_current()
        prepared.note_content()
        assert prepared.is_content_current()
    assert prepared.is_content_current()


@pytest.mark.django_db
def test_the_identity_is_the_first_migrations_moment() -> None:
    identity = prepared.database_identity()
    assert identity == prepared.database_identity()
    assert identity.startswith("20")


def test_static_files_are_current_only_with_their_manifest(project: Path) -> None:
    prepared.note_static()
    assert not prepared.is_static_current()
    (project / "var" / "static").mkdir()
    (project / "var" / "static" / "staticfiles.json").write_text("{}")
    assert prepared.is_static_current()
    (project / "static" / "css" / "base.css").write_text("body { margin: 0 }\n")
    assert not prepared.is_static_current()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"static": 1, "content": "x"}'])
@pytest.mark.django_db
def test_an_unreadable_note_counts_as_none(project: Path, text: str) -> None:
    (project / "var" / "static").mkdir(parents=True)
    (project / "var" / "static" / "staticfiles.json").write_text("{}")
    (project / "var" / "prepared.json").write_text(text)
    assert [prepared.is_static_current(), prepared.is_content_current()] == [False, False]
    prepared.note_static()
    assert prepared.is_static_current()
