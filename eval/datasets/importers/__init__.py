"""Importers: data sets that evaluators already have become suites, and documents to ask them of."""
