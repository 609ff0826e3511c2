"""Importers: public data sets become suites, and documents to ask them of."""
