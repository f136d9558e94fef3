"""The words and signs by which machines are told from people."""
