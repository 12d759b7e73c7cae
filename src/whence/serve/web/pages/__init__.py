"""One subject a file: what is asked of it, what it shows, how that is found."""
