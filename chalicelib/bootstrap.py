"""The composition root: the only module that knows both adapters and settings."""
