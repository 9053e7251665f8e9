"""What holds of every public page, whatever is on it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import defaultdict
from hashlib import sha256

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

_OUR_SCRIPTS = re.compile(r"script-src 'self'( 'sha256-\S+')?;")
BANNED_IN_TITLES = re.compile(r"\b(abuse|complaint|social|care|safe|court|police)\b", re.IGNORECASE)


def check_page(response: TestResponse, html: BeautifulSoup) -> None:
    """AssertionError names what this page breaks."""
    path, tags = response.request.path, html.find_all(True)
    # One walk over all of it, since every page of every test comes here: a selector is a walk of its own.
    named, classed = defaultdict[str, list[Tag]](list), defaultdict[str, list[Tag]](list)
    for tag in tags:
        named[tag.name].append(tag)
        for each in tag.get("class") or ():
            classed[each].append(tag)
    assert len(named["h1"]) == 1, f"{path}: one h1 expected"
    root, title = html.html, html.title
    assert root is not None and root.get("lang") and root.get("dir"), f"{path}: lang and dir expected"
    name = named["header"][0].find("a").text.strip()
    assert root["lang"] != "en" or name == "What Do You Think", path
    assert title is not None and title.text.strip().endswith(name), f"{path}: the service in the title"
    assert not BANNED_IN_TITLES.search(title.text), f"{path}: {title.text}"
    assert not BANNED_IN_TITLES.search(path), path
    led_to = {link.get("href") for link in named["a"]}
    assert "/leave" in led_to, f"{path}: Leave now expected"
    for_help = 'a[href="/help"], button[value="help"]'
    assert any(bar.select(for_help) for bar in classed["bar"]), f"{path}: Help now expected"
    assert "/later" in led_to, f"{path}: Stop and come back expected"
    assert not [tag for tag in tags if "style" in tag.attrs], f"{path}: no inline style"
    policy = response.headers["Content-Security-Policy"]
    for script in named["script"]:
        allowed = f"'sha256-{b64encode(sha256(script.text.encode()).digest()).decode()}'"
        assert script.text == "" or allowed in policy, f"{path}: no inline script but the one that the policy names"
    if any(words.find_parent("main") for words in (*classed["words"], *classed["copy"])):
        assert "data-own" in named["main"][0].attrs, f"{path}: somebody's own, which no voice but the device's may read"
    ids = [str(tag["id"]) for tag in tags if "id" in tag.attrs]
    assert len(ids) == len(set(ids)), f"{path}: an id stands twice: {sorted(ids)}"
    for link in (link for errors in classed["errors"] for link in errors.find_all("a")):
        assert str(link["href"])[1:] in ids, f"{path}: {link['href']} leads nowhere"
    for labelled in (label["for"] for label in named["label"] if "for" in label.attrs):
        assert labelled in ids, f"{path}: a label for {labelled}, which is not there"
    for ids_named in (tag["aria-describedby"] for tag in tags if "aria-describedby" in tag.attrs):
        assert set(str(ids_named).split()) <= set(ids), f"{path}: described by {ids_named}"
    for attribute, address in (pair for tag in tags for pair in tag.attrs.items()):
        if attribute.endswith(("href", "src", "action")):
            known = address.startswith(("/", "#", "tel:", "data:,", "mailto:"))
            assert known, f"{path}: {address} is elsewhere"
    assert response.headers["Cache-Control"] == "no-store", path
    assert "default-src 'none'" in policy and _OUR_SCRIPTS.search(policy) and "unsafe" not in policy, path
