"""Training of the model that whence ships. Never imported by whence; needs torch.

corpora/     one converter a corpus: annotations of others to `Example`s
augment.py   examples varied: quotation marks, layout, names
batches.py   examples to padded batches of labelled windows
model.py     the encoder with its heads
train.py     the loop: resumable, logs to a file
export.py    checkpoint to the int8 bundle that ships
evaluate.py  a bundle's readings scored on the held-back parts
recipes/     what a run is made of, as TOML
"""
