"""Understanding: InboundMessage → Understanding. Pure rules over reviewable data, with reasons."""
