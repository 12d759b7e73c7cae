"""The web page and HTTP API of `whence serve`."""
