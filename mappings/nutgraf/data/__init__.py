"""Closed public lists, each with its source in its first line."""
