"""The `whence` command: one file a command, imported only when it runs."""

import os

# Before numpy is imported: the few small matrix products outside the model cost less than waking
# threads for them, which then spin beside the model's own.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from whence.serve.cli.dispatch import main

__all__ = ["main"]
