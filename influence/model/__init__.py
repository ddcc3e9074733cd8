"""What the floors above share: columns, acts, people, scores. Nothing that runs."""
