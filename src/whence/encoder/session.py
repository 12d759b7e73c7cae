"""The only onnxruntime call."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from whence.errors import BundleError

# From 1.32 on onnxruntime's wheels report each use to their maker, and store an id of the machine
# and unsent reports in the user's cache, unless this is set before they are loaded. Here nothing
# leaves the machine.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

import onnxruntime

Array = npt.NDArray[np.float32]


class Session:
    """One loaded model; `run` may be called from several threads at once."""

    def __init__(self, model: Path) -> None:
        """Loads the ONNX file. Raises `BundleError` where onnxruntime cannot."""
        options = onnxruntime.SessionOptions()
        # One thread a call, many calls at once: windows are independent, so no call waits for
        # another's threads, and the same window gives the same numbers at any machine load.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        # Windows are of one size at most, so the arena grows to what the threads need at once and
        # no further. Without it each tensor is the allocator's, and its heap, split between the
        # threads, grows in jumps for thousands of windows.
        options.enable_cpu_mem_arena = True
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(model), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime raises its own types, without a common base
            raise BundleError(f"{model} cannot be loaded: {error}") from error
        #: output name -> its last dimension, in the model's order
        self.widths: dict[str, int] = {
            output.name: int(output.shape[-1]) for output in self._session.get_outputs()
        }

    def run(
        self,
        ids: npt.NDArray[np.int64],
        shapes: npt.NDArray[np.int64],
        breaks: npt.NDArray[np.int64],
        outputs: Sequence[str] | None = None,
    ) -> list[Array]:
        """Scores of one window: arrays of (pieces,) in, (pieces, width) out.

        They come in the order of `outputs`, or all of them in `widths`' order. Others are computed
        all the same, but not copied: onnxruntime's wheels cannot run a part of a model.

        One window a call, never a padded batch: the weights are int8 and activations are quantised
        by the range of the whole input, so in a batch a window's scores would depend on its
        neighbours.
        """
        feed = {"ids": ids[None], "shapes": shapes[None], "breaks": breaks[None]}
        found: list[Array] = self._session.run(outputs, feed)
        return [array[0] for array in found]
