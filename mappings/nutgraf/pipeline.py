"""The way of an article, from bytes to a published graph."""
