"""Adapters: one outside thing each, told everything, looking nothing up."""
