"""Questions to the database, scoped to what the reader may see: plain values after a fixed number of reads."""
