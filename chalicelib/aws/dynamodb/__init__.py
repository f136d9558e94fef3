"""The single table: keys, items, and the two ports that live in it."""
