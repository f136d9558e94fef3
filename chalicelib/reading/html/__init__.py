"""HTML bodies: what a person would see of them, and what was hidden."""
