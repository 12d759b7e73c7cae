"""What people decide of what was read."""

ENDPOINTS = ()
ACTIONS = ()
