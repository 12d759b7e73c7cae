"""What whence measures of itself. Never imported by whence; run with `python -m benchmarks`.

quality/   scores on gold sets, with floors that fail when one drops
speed/     reading against a plain ONNX pass, start-up, the demo
memory/    peak memory of `whence read` on folders, long texts and oversized files
install/   size of a fresh environment
peers/     what other ways of finding quotations reach on the same texts
results/   what the last run of each found, with the machine that it ran on
"""

import os

# As the command line does, before anything imports numpy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
