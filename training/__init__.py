"""Training of the model that whence ships. Never imported by whence; needs torch.

corpora/     one converter a corpus: annotations of others to `Example`s
augment.py   examples varied: quotation marks, layout, names
batches.py   examples to padded batches of labelled windows
model.py     the encoder with its heads
train.py     the loop: resumable, logs to a file
distil.py    the same loop for a smaller model that a bundle teaches
export.py    checkpoint to the int8 bundle that ships
parity.py    what torch says of fixed texts, for the test that compares the bundle with it
card.toml, card-fast.toml    what the bundles' manifests say of their making
recipes/     what a run is made of, as TOML
outlines.py  country outlines for the page's maps, from Natural Earth

`make train` runs train and export into `training/runs`. Scoring is `benchmarks`' work:
`WHENCE_BUNDLE=training/runs/bundle make bench`.
"""
