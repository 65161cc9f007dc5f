"""Linkers: which mentions mean the same thing."""
