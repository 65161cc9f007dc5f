"""The mapping: one module for each schema.org class."""
