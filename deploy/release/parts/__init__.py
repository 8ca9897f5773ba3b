"""What `deploy/release/release` makes, one kind of package in each module."""
