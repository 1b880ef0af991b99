"""Questions to the database, scoped to what the reader may see. Each returns plain values after a fixed number of reads."""
