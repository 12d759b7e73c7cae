"""A text's words as a tree that rules can query: heads, clauses, who does what to whom."""

from whence.syntax.tree import Tree
from whence.syntax.wrapped import unwrapped

__all__ = ["Tree", "unwrapped"]
