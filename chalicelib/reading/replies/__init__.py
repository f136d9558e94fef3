"""Telling what somebody wrote from what they quoted, signed or passed on."""
