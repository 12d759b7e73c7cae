"""A text's words as a tree that rules can query: heads, clauses, who does what to whom."""

from whence.syntax.tree import Tree

__all__ = ["Tree"]
