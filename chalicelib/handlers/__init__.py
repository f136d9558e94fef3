"""Handlers: event → one service → record the outcome → reply. Nothing is decided here."""
