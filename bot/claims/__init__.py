"""Checks what somebody claims against the documents: supported, contradicted, or not found."""
