"""Trains the encoder with its heads: `python -m training.train [RECIPE] [--work FOLDER]`.

`--extra FILE` adds what people decided (`whence export --format training FILE`).

Resumes from the last checkpoint in the work folder, logs to `train.log` there, and ends by
exporting nothing: `training.export` makes the bundle from the checkpoint.
"""

from __future__ import annotations

import argparse
import copy
import logging
import math
import random
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from training.augment import vary
from training.batches import IGNORE, Batch, Row, batches, windows
from training.corpora import (
    Example,
    factuality,
    litbank,
    participants,
    polnear,
    reviewed,
    stance,
    timex,
    treebanks,
    unlabelled,
    wire_copy,
    worldwide,
)
from training.init_from_bundle import start_from_bundle
from training.model import LABELS, POINTERS, Model, start_folder

log = logging.getLogger("training")
HERE = Path(__file__).parent
ROOT = HERE.parent


def tokenizer() -> Tokenizer:
    """The start weights' tokenizer, without truncation or padding."""
    found = Tokenizer.from_file(str(start_folder() / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


class Corpus:
    """All training documents, and what one epoch sees of them."""

    def __init__(self, recipe: dict) -> None:
        self.recipe = recipe
        self.polnear = polnear.load("train")
        self.worldwide = worldwide.documents("train")
        self.news = timex.news("train")
        self.history = timex.history()
        self.ewt = treebanks.ewt("train")
        self.gum = treebanks.gum("train")
        self.uw = factuality.load("uw-train")
        self.uds = factuality.load("uds_ih2-train")
        self.stance = stance.load("train")
        self.litbank = litbank.load("train")
        self.participants = participants.load("train")
        self.reviewed = reviewed.load(map(Path, recipe.get("extra", ())))
        self.unlabelled = unlabelled.load() if recipe["share"].get("unlabelled") else []
        self.pool = self._names()
        self.cutter = tokenizer()

    def _names(self) -> list[tuple[str, str]]:
        """(first, last) names of the people in the worldwide set, from many countries."""
        found = set()
        for row in self.worldwide:
            example = worldwide.example(row, random.Random(0))
            for start, end, kind in example.spans["entity"]:
                words = example.text[start:end].split()
                if kind == "person" and len(words) == 2 and all(w.isalpha() for w in words):
                    found.add((words[0], words[1]))
        return sorted(found)

    def epoch(self, number: int) -> tuple[list[Row], random.Random]:
        """The labelled windows of one epoch: another variation of each document every time."""
        rng = random.Random(f"{self.recipe['seed']} {number}")
        examples = list(self._examples(rng))
        rows = []
        for example in examples:
            varied = vary(example, self.pool, rng)
            cut = windows(varied, self.cutter, self.recipe["size"], rng.choice((4, 12, 24)))
            rows += filter(teaches, cut)
        return rows, rng

    def _examples(self, rng: random.Random) -> Iterator[Example]:
        share = self.recipe["share"]
        for annotators in _some(self.polnear, share["polnear"], rng):
            yield rng.choice(annotators)
        yield from self.reviewed
        for row in _some(self.worldwide, share["worldwide"], rng):
            yield worldwide.example(row, rng)
        yield from _some(self.news, share["news_dates"], rng)
        yield from _some(self.history, share["history_dates"], rng)
        yield from _some(self.ewt, share["ewt"], rng)
        yield from _some(self.gum, share["gum"], rng)
        yield from _some(self.uw, share["uw"], rng)
        yield from _some(self.uds, share["uds"], rng)
        yield from _some(self.stance, share.get("stance", 0), rng)
        yield from _some(self.litbank, share.get("litbank", 0), rng)
        yield from _some(self.participants, share.get("participants", 0), rng)
        yield from _some(self.unlabelled, share.get("unlabelled", 0), rng)
        yield from wire_copy.load(self.recipe.get("wire_copy", 0), self.pool, rng)


def teaches(row: Row) -> bool:
    """Whether anything is known of the window: a few words of a report may be all that is."""
    return any((tags != IGNORE).any() for tags in row.labels.values()) or any(
        len(pairs) for pairs in row.pointers.values()
    )


def _some(items: list, share: float, rng: random.Random) -> list:
    return rng.sample(items, round(share * len(items)))


def loss_of(
    said: tuple[dict[str, Tensor], dict[str, tuple[Tensor, Tensor]]],
    batch: Batch,
    weights: dict[str, float],
) -> tuple[Tensor, dict[str, float]]:
    """The loss of what a model said of the batch, and its parts for the log.

    `weights` are of heads and pointers, else 1.
    """
    logits, pointers = said
    parts = {}
    total = torch.zeros((), device=batch.ids.device)
    for head in LABELS:
        gold = batch.labels[head]
        if bool((gold != IGNORE).any()):
            part = functional.cross_entropy(
                logits[head].float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE
            )
            parts[head] = part.item()
            # A head's share of the step is its share of the batch, so that a batch with one
            # window of dates does not pull as hard as one with sixteen.
            weight = float((gold != IGNORE).any(dim=1).float().mean())
            total = total + part * weight * weights.get(head, 1.0)
    for name in POINTERS:
        targets = batch.pointers[name]
        if len(targets):
            part = pointer_loss(*pointers[name], targets, batch.mask, all_of=name == "link")
            parts[name] = part.item()
            weight = len(targets[:, 0].unique()) / len(batch.ids)
            total = total + part * weight * weights.get(name, 1.0)
    return total, parts


def gold_heads(batch: Batch) -> Tensor:
    """The position of each piece's head, (batch, length), -1 where nobody annotated one."""
    heads = torch.full_like(batch.ids, -1)
    row, piece, target = batch.pointers["arc"].unbind(1)
    heads[row, piece] = target
    return heads


def pointer_loss(
    asks: Tensor, answers: Tensor, targets: Tensor, mask: Tensor, *, all_of: bool
) -> Tensor:
    """Mean over the pieces that ask of how far they are from pointing to their targets.

    `asks` and `answers` are (batch, length, width), `targets` (targets, 3) of row, piece, target.
    A piece with several targets should point to each alike with `all_of` (a source that two cues
    share), else to any of them (an antecedent: Lee et al., "End-to-end Neural Coreference
    Resolution", EMNLP 2017).
    """
    row, piece, target = targets.unbind(1)
    asking, group = torch.unique(row * mask.shape[1] + piece, return_inverse=True)
    rows, pieces = asking // mask.shape[1], asking % mask.shape[1]
    scores = asks @ answers.transpose(1, 2) / asks.shape[-1] ** 0.5
    scores = scores.float().masked_fill(mask[:, None, :] == 0, -1e4)[rows, pieces]
    likely = torch.log_softmax(scores, dim=-1)[group, target]
    sums = torch.zeros(len(asking), device=mask.device)
    if all_of:
        counts = sums.index_add(0, group, torch.ones_like(likely))
        return -(sums.index_add(0, group, likely) / counts).mean()
    together = sums.index_add(0, group, likely.exp())
    return -together.clamp_min(1e-6).log().mean()


def half(device: str) -> bool:
    """Whether products in bfloat16 are fast there; emulated they are slower than in float32."""
    return device != "cpu" or torch.cpu._is_avx512_bf16_supported()  # noqa: SLF001


def to_device(batch: Batch, device: str) -> Batch:
    """The batch on another device."""
    labels = {head: t.to(device) for head, t in batch.labels.items()}
    pointers = {name: t.to(device) for name, t in batch.pointers.items()}
    moved = [t.to(device) for t in (batch.ids, batch.shapes, batch.breaks, batch.mask)]
    return Batch(*moved, labels, pointers)


@torch.no_grad()
def tune_scores(model: Model, rows: list[Row], device: str) -> dict[str, float]:
    """Losses and piece-level F1 of the attribution head on reports kept out of training."""
    model.eval()
    losses: dict[str, list[float]] = {}
    right = found = wanted = 0
    for on_cpu in batches(rows, 16, random.Random(0)):
        batch = to_device(on_cpu, device)
        with torch.autocast(device, torch.bfloat16, enabled=half(device)):
            said = model(batch.ids, batch.shapes, batch.breaks, batch.mask)
            for name, value in loss_of(said, batch, {})[1].items():
                losses.setdefault(name, []).append(value)
            guess = said[0]["attribution"].argmax(-1)
        gold = batch.labels["attribution"]
        known = gold != IGNORE
        right += int(((guess == gold) & (gold > 0) & known).sum())
        found += int(((guess > 0) & known).sum())
        wanted += int(((gold > 0) & known).sum())
    model.train()
    scores = {name: sum(v) / len(v) for name, v in losses.items()}
    return {**scores, "piece_f1": 200 * right / max(1, found + wanted)}


class Run:
    """One training run: model, running average, optimizer and progress."""

    def __init__(self, recipe: dict, work: Path) -> None:
        """Starts from the work folder's checkpoint, else the recipe's bundle, else MiniLM."""
        self.recipe = recipe
        self.checkpoint = work / "checkpoint.pt"
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.manual_seed(recipe["seed"])
        self.model = self.begin().to(self.device)
        self.average = copy.deepcopy(self.model).eval()
        self.optimizer = self._optimizer()
        self.epoch = self.step = 0
        if self.checkpoint.exists():
            self._resume()

    def begin(self) -> Model:
        """The model as it is before the first step."""
        dropout = self.recipe["dropout"]
        model = Model(dropout=dropout, inner_dropout=self.recipe.get("inner_dropout", dropout))
        if self.recipe.get("start"):
            lacking = start_from_bundle(model, ROOT / self.recipe["start"])
            log.info("started from %s, which lacks %s", self.recipe["start"], ", ".join(lacking))
        else:
            model.start_from(start_folder() / "model.safetensors")
        return model

    def loss(self, batch: Batch) -> tuple[Tensor, dict[str, float]]:
        """The loss of one batch, and its parts for the log."""
        said = self.model(batch.ids, batch.shapes, batch.breaks, batch.mask, gold_heads(batch))
        return loss_of(said, batch, self.recipe["weight"])

    def _optimizer(self) -> torch.optim.Optimizer:
        fresh = ("tags", "relation", "asks", "answers", "shapes", "breaks")
        groups: dict[bool, list[torch.nn.Parameter]] = {True: [], False: []}
        for name, parameter in self.model.named_parameters():
            if name.startswith(tuple(f"{module}." for module in self.recipe.get("frozen", ()))):
                parameter.requires_grad_(False)
                continue
            groups[name.startswith(fresh)].append(parameter)
        rates = {True: self.recipe["head_rate"], False: self.recipe["learning_rate"]}
        return torch.optim.AdamW(
            [{"params": groups[new], "lr": rates[new], "base": rates[new]} for new in groups],
            weight_decay=self.recipe["weight_decay"],
            fused=True,
        )

    def _resume(self) -> None:
        saved = torch.load(self.checkpoint, map_location=self.device, weights_only=True)
        self.model.load_state_dict(saved["model"])
        self.average.load_state_dict(saved["average"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.epoch, self.step = saved["epoch"], saved["step"]
        torch.manual_seed(self.recipe["seed"] + self.step)
        log.info("resumed at epoch %d, step %d", self.epoch, self.step)

    def save(self) -> None:
        """Writes the checkpoint; a run killed meanwhile leaves the last whole one."""
        state = {
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "epoch": self.epoch,
            "step": self.step,
        }
        partial = self.checkpoint.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(self.checkpoint)

    def keep(self) -> None:
        """Keeps the averaged weights of this step beside the checkpoint, to choose among later."""
        kept = self.checkpoint.with_name(f"step-{self.step}.pt")
        torch.save({"average": self.average.state_dict()}, kept)

    def learn(self, batch: Batch, total: int) -> dict[str, float]:
        """One step of `total`; the parts of its loss."""
        rate = rate_at(self.step, total, self.recipe["warmup"])
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * rate
        with torch.autocast(self.device, torch.bfloat16, enabled=half(self.device)):
            loss, parts = self.loss(to_device(batch, self.device))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        decay = min(self.recipe["average"], (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(
                list(self.average.parameters()), list(self.model.parameters()), 1 - decay
            )
        self.step += 1
        return parts


def train(recipe: dict, work: Path, minutes: float, kind: type[Run] = Run) -> None:
    """Runs the recipe, from the last checkpoint where there is one."""
    corpus = Corpus(recipe)
    run = kind(recipe, work)
    tune = [
        row
        for annotators in polnear.load("tune")
        for row in windows(annotators[0], corpus.cutter, recipe["size"], 24)
    ]
    others = [*treebanks.gum("dev"), *treebanks.ewt("dev")[::8], *factuality.load("uw-dev")[::4]]
    tune += [row for e in others for row in windows(e, corpus.cutter, recipe["size"], 24)]
    started, first_step = time.time(), run.step
    # Every epoch is taken to be as long as the first: they differ by a few windows.
    steps = math.ceil(len(corpus.epoch(0)[0]) / recipe["batch"])
    total = steps * recipe["epochs"]
    for epoch in range(run.epoch, recipe["epochs"]):
        rows, rng = corpus.epoch(epoch)
        done = max(0, run.step - steps * epoch) if run.step % steps else 0
        seen: dict[str, list[float]] = {}
        for index, batch in enumerate(batches(rows, recipe["batch"], rng)):
            if index < done:
                continue
            for name, value in run.learn(batch, total).items():
                seen.setdefault(name, []).append(value)
            if run.step % 20 == 0:
                means = " ".join(f"{n} {sum(v) / len(v):.3f}" for n, v in seen.items())
                pace = (time.time() - started) / (run.step - first_step)
                log.info("epoch %d step %d/%d %s %.2f s/step", epoch, run.step, total, means, pace)
                seen = {}
            if run.step % 100 == 0:
                run.save()
            if run.step % recipe.get("keep", 300) == 0:
                run.keep()
            if run.step >= recipe["stop"]:
                break
        run.epoch = epoch + 1
        run.save()
        scores = tune_scores(run.average, tune, run.device)
        log.info("epoch %d done; tune %s", epoch, {n: round(s, 3) for n, s in scores.items()})
        if run.step >= recipe["stop"]:
            break
        if minutes and time.time() - started > 60 * minutes:
            log.info("time is up after epoch %d", epoch)
            break


def rate_at(step: int, total: int, warmup: float) -> float:
    """The share of the full learning rate: a rise, then a straight fall."""
    rising = step / max(1, warmup * total)
    falling = (total - step) / max(1, (1 - warmup) * total)
    return max(0.01, min(1.0, rising, falling))


def command(described: str | None, recipe: str, kind: type[Run]) -> None:
    """The command line of a run of this kind."""
    parser = argparse.ArgumentParser(description=described)
    parser.add_argument("recipe", nargs="?", type=Path, default=HERE / "recipes" / recipe)
    parser.add_argument("--work", type=Path, default=HERE / "runs")
    parser.add_argument(
        "--minutes", type=float, default=0, help="stop after the epoch in which this is passed"
    )
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--extra", action="append", default=[], help="what people decided; a file")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    if options.threads:
        torch.set_num_threads(options.threads)
    form = "%(asctime)s %(message)s"
    logging.basicConfig(
        level=logging.INFO,
        format=form,
        handlers=[logging.FileHandler(options.work / "train.log"), logging.StreamHandler()],
    )
    found = tomllib.loads(options.recipe.read_text())
    found["extra"] = [*found.get("extra", ()), *options.extra]
    train(found, options.work, options.minutes, kind)


if __name__ == "__main__":
    command(__doc__, "base.toml", Run)
