"""The pages, one subject a file: the query, the answer, how it is found."""
