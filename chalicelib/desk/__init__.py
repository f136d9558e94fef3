"""Desk: tickets and promises. Pure decisions over values; services commit what is decided here."""
