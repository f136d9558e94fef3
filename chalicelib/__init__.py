"""Frontdesk: a serverless support intake. Its layers are listed in pyproject.toml."""
