"""Annotators: one module for each kind of thing found in the text."""
