"""Pages in, findings out: pure readers of blogs, comments, forums, feeds and open networks."""
