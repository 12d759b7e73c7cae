"""Training of the model that whence ships. Never imported by whence; needs torch.

corpora/     one converter a corpus: annotations of others to `Example`s
augment.py   examples varied: quotation marks, layout, names
batches.py   examples to padded batches of labelled windows
model.py     the encoder with its heads
train.py     the loop: resumable, logs to a file
export.py    checkpoint to the int8 bundle that ships
parity.py    what torch says of fixed texts, for the test that compares the bundle with it
card.toml    what the bundle's manifest says of its making
recipes/     what a run is made of, as TOML
outlines.py  country outlines for the page's maps, from Natural Earth

`make train` runs train and export into `training/runs`. Scoring is `benchmarks`' work:
`WHENCE_BUNDLE=training/runs/bundle make bench`.
"""
