"""The only floor that knows Flask: pages, forms, cookies, headers and commands."""
