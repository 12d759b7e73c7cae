"""The interfaces for people and programs: the command line and the server, a folder each."""
