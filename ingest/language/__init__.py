"""Words of English and Korean text for keyword search."""
