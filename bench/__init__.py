"""What one message costs: `make bench`."""
