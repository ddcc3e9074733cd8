"""Files people already have, read into the same records a crawl gives."""
