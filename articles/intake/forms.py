"""The four ways in, as forms. What they accept is only put into the queue; reading says what is wrong with a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat

from articles.enums import WayIn
from articles.ingest.fields import is_web_address
from articles.ingest.types import ReadOptions
from articles.intake.models import Feed
from articles.intake.submit import Given, Pasted
from coalition.admin.fields import PartialDateField

MOST_LINKS: Final = 50
FILE_TYPES: Final = (".txt", ".md", ".html", ".htm", ".pdf", ".jsonl")
_AS_FAR = "As far as it is known: 2016, 2016-02 or 2016-02-11."


class _WayInForm(forms.Form):
    """What is common: turning the fields into sources and into how they are read."""

    def options(self) -> ReadOptions:
        """How the sources are to be read."""
        return ReadOptions(undated=self.cleaned_data.get("undated", False))


class PasteForm(_WayInForm):
    """A text and what is known about it."""

    title = forms.CharField(max_length=300)
    publisher = forms.CharField(max_length=200, required=False, help_text="The outlet or office that published it.")
    published = PartialDateField(
        label="Published",
        required=True,
        error_messages={"required": "Give the date, or tick that it is not known."},
        help_text=f"{_AS_FAR} Words such as “last week” are counted from it.",
    )
    undated = forms.BooleanField(label="The date is not known", required=False)
    url = forms.URLField(label="Link", max_length=1000, required=False, assume_scheme="https")
    text = forms.CharField(
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Stored exactly as it stands here: quotes are cut from it.",
    )

    def clean_text(self) -> str:
        """A text of a size that is read."""
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise ValidationError("Paste the text of the article.")
        _check_size("The text", len(text.encode()))
        return text

    def clean(self) -> dict[str, Any]:
        """Either a date, or word that there is none."""
        cleaned = super().clean() or {}
        if cleaned.get("undated") and not self["published"].value():
            self.errors.pop("published", None)
            cleaned["published"] = None
        return cleaned

    def given(self) -> list[Given]:
        """The text as a source."""
        cleaned = self.cleaned_data
        pasted = Pasted(
            text=cleaned["text"],
            title=cleaned["title"],
            publisher=cleaned["publisher"],
            published=cleaned["published"],
            url=cleaned["url"],
        )
        return [pasted.as_given()]


class _StandInForm(_WayInForm):
    """For sources that say themselves when and where they were published, or fail to."""

    published = PartialDateField(label="Published, where the source does not say", help_text=_AS_FAR)
    publisher = forms.CharField(label="Publisher, where the source does not say", max_length=200, required=False)
    undated = forms.BooleanField(label="Take what has no date too", required=False)

    def options(self) -> ReadOptions:
        """The values that stand in."""
        cleaned = self.cleaned_data
        return ReadOptions(undated=cleaned["undated"], published=cleaned["published"], publisher=cleaned["publisher"])


class _FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Several files, each checked like one."""

    widget = _FilesInput(attrs={"accept": ",".join(FILE_TYPES)})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Every file; raises ValidationError with a line for each that cannot be taken."""
        files = data if isinstance(data, list | tuple) else [data]
        checked = [super(_FilesField, self).clean(file, initial) for file in files or [None]]
        if len(checked) > settings.UPLOAD_MAX_FILES:
            raise ValidationError(f"These are {len(checked)} files: send at most {settings.UPLOAD_MAX_FILES} at once.")
        problems = []
        for file in checked:
            try:
                _check_file(file)
            except ValidationError as error:
                problems.extend(error.messages)
        if problems:
            raise ValidationError(problems)
        return checked


class UploadForm(_StandInForm):
    """Files of the kinds that are read."""

    documents = _FilesField(
        label="Files", help_text=f"Text, Markdown, HTML, PDF or JSON lines ({', '.join(FILE_TYPES)})."
    )
    field_order = ("documents",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = filesizeformat(settings.INGEST_MAX_BYTES)
        self.fields["documents"].help_text = f"{self.fields['documents'].help_text} At most {limit} each."

    def given(self) -> Iterator[Given]:
        """The bytes of each file under its name, one file after the other."""
        return (Given(file.name, data=file.read()) for file in self.cleaned_data["documents"])


class LinkForm(_StandInForm):
    """Addresses of pages, documents or feeds."""

    links = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text="One address a line, of a page or a PDF. Only public addresses are fetched.",
    )
    field_order = ("links",)

    def clean_links(self) -> list[str]:
        """The addresses, each once."""
        links = list(dict.fromkeys(line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()))
        if len(links) > MOST_LINKS:
            raise ValidationError(f"These are {len(links)} addresses: send at most {MOST_LINKS} at once.")
        problems = [f"“{link}” is no web address: write https://…" for link in links if not is_web_address(link)]
        problems += [f"“{link[:60]}…” is too long for an address." for link in links if len(link) > 1000]
        if problems:
            raise ValidationError(problems)
        return links

    def given(self) -> list[Given]:
        """The addresses as sources."""
        return [Given(link, url=link) for link in self.cleaned_data["links"]]


class FeedForm(forms.ModelForm):  # type: ignore[type-arg]  # the class takes no argument when the program runs
    """A feed to follow."""

    class Meta:
        model = Feed
        fields = ("url", "name")

    url = forms.URLField(
        label="Address",
        max_length=1000,
        assume_scheme="https",
        help_text="Of the RSS or Atom feed itself, not of the page that links to it.",
    )

    def clean_url(self) -> str:
        """An address of the web that is not followed yet."""
        url: str = self.cleaned_data["url"]
        if not is_web_address(url):
            raise ValidationError("Only http:// and https:// are fetched.")
        known = Feed.objects.filter(url=url).first()
        if known:
            raise ValidationError(f"This feed is followed already, as “{known}”.")
        return url


class RetryForm(forms.Form):
    """What a second try may be told: the date that the first one missed."""

    published = PartialDateField(label="Published", help_text=_AS_FAR)
    undated = forms.BooleanField(label="Take it without a date", required=False)


FORMS: Final[dict[WayIn, type[PasteForm] | type[UploadForm] | type[LinkForm] | type[FeedForm]]] = {
    WayIn.PASTE: PasteForm,
    WayIn.UPLOAD: UploadForm,
    WayIn.LINK: LinkForm,
    WayIn.FEED: FeedForm,
}


def _check_size(name: str, size: int) -> None:
    limit = settings.INGEST_MAX_BYTES
    if size > limit:
        raise ValidationError(f"{name} has {size:,} bytes; at most {limit:,} are read. Send it in parts.")


def _check_file(file: UploadedFile[Any]) -> None:
    name = file.name or ""
    if not name.lower().endswith((*FILE_TYPES, ".markdown", ".text", ".xhtml", ".ndjson")):
        raise ValidationError(f"“{name}” is of a kind that is not read. Known: {', '.join(FILE_TYPES)}.")
    _check_size(f"“{name}”", file.size or 0)
