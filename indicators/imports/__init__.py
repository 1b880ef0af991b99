"""Files of figures that officers bring: rows into entries, and the preview of what they would change."""
