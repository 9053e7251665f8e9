"""The one script inside a page: it fetches the others once the page can be read, so that nobody waits for them."""

from __future__ import annotations

import base64
import hashlib

from markupsafe import Markup

# Two steps after everything is there: in the first frame nothing is painted yet.
LATE = Markup(
    "{const{src}=document.currentScript.dataset;"
    "addEventListener('load',()=>requestAnimationFrame(()=>setTimeout(()=>import(src))))}"
)
ALLOWED = f"'sha256-{base64.b64encode(hashlib.sha256(LATE.encode()).digest()).decode()}'"
