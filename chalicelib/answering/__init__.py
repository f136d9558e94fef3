"""Answering: outbox entry → mail. Pure. Only the sender imports it."""
