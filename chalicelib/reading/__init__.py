"""Reading: bytes or form → InboundMessage. Pure: no I/O, no clock, no AWS words."""
