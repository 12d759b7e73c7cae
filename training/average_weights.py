"""Weights between those that a run started from and those that it ended with, heads fitted anew.

    python -m training.average_weights START CHECKPOINT OUT [--share 0.5] [--steps 400]

START is the bundle that the run of CHECKPOINT began with. Between two ends of one training the
mean of the weights keeps most of what either knows (Wortsman et al., "Robust fine-tuning of
zero-shot models", CVPR 2022). Heads that START lacks are fitted anew on the mean encoder, which
stays as it is, with all that the old heads read in it.
"""

from __future__ import annotations

import argparse
import logging
import tomllib
from pathlib import Path

import torch

from training.batches import batches
from training.export import load
from training.init_from_bundle import start_from_bundle
from training.model import Model
from training.train import HERE, Corpus, loss_of, rate_at

log = logging.getLogger("training")
_RATE = 2e-3
#: Epochs of a run are numbered from 0; these see other variations.
_FIRST_EPOCH = 100


def mean(start: Path, end: Path, share: float) -> tuple[Model, list[str]]:
    """The model between, `share` of the way to the end, and the names of what START lacks."""
    first, last = Model(dropout=0.0), load(end)
    fresh = start_from_bundle(first, start)
    before, after = first.state_dict(), last.state_dict()
    between = {
        name: after[name] if name in fresh else torch.lerp(before[name], after[name], share)
        for name in after
    }
    last.load_state_dict(between)
    return last, fresh


def fit(model: Model, names: list[str], corpus: Corpus, steps: int) -> None:
    """Trains the weights of these names alone, on the treebanks."""
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(name in names)
    chosen = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(chosen, lr=_RATE, weight_decay=0.01)
    step, epoch = 0, _FIRST_EPOCH
    while step < steps:
        rows, rng = corpus.epoch(epoch)
        epoch += 1
        for batch in batches(rows, corpus.recipe["batch"], rng):
            optimizer.param_groups[0]["lr"] = _RATE * rate_at(step, steps, 0.05)
            with torch.autocast("cpu", torch.bfloat16):
                said = model(batch.ids, batch.shapes, batch.breaks, batch.mask)
                loss, parts = loss_of(said, batch, {"mention": 0.5})
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            step += 1
            if step % 50 == 0:
                log.info("step %d/%d %s", step, steps, {n: round(v, 2) for n, v in parts.items()})
            if step >= steps:
                break


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("start", type=Path)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=0.5)
    parser.add_argument("--steps", type=int, default=400)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    recipe = tomllib.loads((HERE / "recipes" / "further.toml").read_text(encoding="utf-8"))
    recipe["share"] |= dict.fromkeys(recipe["share"], 0) | {"ewt": 0.6, "gum": 1.0}
    torch.manual_seed(recipe["seed"])
    model, fresh = mean(options.start, options.checkpoint, options.share)
    fit(model, fresh, Corpus(recipe), options.steps)
    torch.save({"average": model.state_dict()}, options.out)


if __name__ == "__main__":
    main()
