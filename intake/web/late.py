"""The one script inside a page: it fetches the others once the page can be read, so that nobody waits for them."""

from __future__ import annotations

import base64
import hashlib

from markupsafe import Markup

# A fifth of a second after everything is there, when the page has been drawn: that would else wait for them too.
LATE = Markup(
    "{const{src}=document.currentScript.dataset;addEventListener('load',()=>setTimeout(()=>import(src),200))}"
)
ALLOWED = f"'sha256-{base64.b64encode(hashlib.sha256(LATE.encode()).digest()).decode()}'"
