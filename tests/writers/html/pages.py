"""Pages read back: their visible text, their elements, and what they would load."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input"}
LOADING = {"src", "srcset", "poster", "data", "action", "formaction", "background", "ping", "style"}


@dataclass
class Element:
    """A tag with its attributes, the text in it, and the elements that it stands in."""

    tag: str
    attributes: dict[str, str]
    within: tuple[str, ...]
    text: str = ""
    hidden: list[str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(each.tag for each in self.open))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> ends <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def elements(page: str) -> list[Element]:
    """All elements of a page, in order. Fails for one whose tags do not fit into each other."""
    assert page.startswith("<!DOCTYPE html>\n<html lang=")
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert not reader.open
    return reader.elements


def assert_stands_alone(page: str) -> None:
    """Fail unless the page has a strict policy, runs and loads nothing, and its links and anchors fit together."""
    found = elements(page)
    tags = {each.tag for each in found}
    assert not tags & {"script", "iframe", "object", "embed", "form", "link", "base", "img", "audio", "video"}
    (policy,) = (each for each in found if each.attributes.get("http-equiv") == "Content-Security-Policy")
    allowed = r"default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'"
    assert re.fullmatch(allowed, policy.attributes["content"])
    for each in found:
        assert not set(each.attributes) & LOADING, each
        assert not any(name.startswith("on") for name in each.attributes), each
    (style,) = (each for each in found if each.tag == "style")
    assert not re.search(r"url\(|@import|expression", style.text)
    ids = [each.attributes["id"] for each in found if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    for each in found:
        target = each.attributes.get("href", "")
        if target.startswith("#"):
            assert target[1:] in ids, f"{target} leads nowhere"
        else:
            assert not target or re.match(r"https?://[^\s]+$", target), target
        for name in ("aria-labelledby", "aria-describedby"):
            assert set(each.attributes.get(name, "").split()) <= set(ids)
