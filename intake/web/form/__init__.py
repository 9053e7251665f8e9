"""The public form: from the first page to the return page."""
