"""Stores: where a dataset is kept."""
