"""Files of SQLite that several threads and processes share, and that may be damaged, full or locked."""
