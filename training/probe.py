"""Is the shipped encoder enough for a further head? Small heads on its frozen vectors, measured.

    python -m training.probe CHECKPOINT

Factuality (UW, UDS-IH2; how far a sentence says that an event happened, -3 to 3) and dependency
arcs (UD English EWT). Nothing here ships: it shows whether a head is worth training, and whether
the encoder must be trained with it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.batches import collate, windows
from training.corpora import DATA, Example, rows
from training.export import load
from training.model import Model
from training.train import tokenizer

Sentence = tuple[list[str], list[int], list[float]]  # words, target words, values


def factuality(name: str) -> Iterator[Sentence]:
    """Sentences with the words of their events and how factual each is."""
    for row in rows(f"factuality/{name}.jsonl"):
        targets = [(t["span1"][0], float(t["label"])) for t in row["targets"]]
        words = row["text"].split()
        if words and all(at < len(words) for at, _ in targets):
            yield words, [at for at, _ in targets], [value for _, value in targets]


def trees(name: str) -> Iterator[Sentence]:
    """Sentences of a treebank; the value of each word is its head's number, 0 for the root."""
    words: list[str] = []
    heads: list[float] = []
    for line in (DATA / "treebanks" / name).read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if len(columns) == 10 and columns[0].isdigit():
            words.append(columns[1])
            heads.append(float(columns[6]))
        elif not line and words:
            yield words, list(range(len(words))), heads
            words, heads = [], []


@torch.no_grad()
def vectors(model: Model, sentences: list[Sentence]) -> list[Tensor]:
    """The encoder's last layer at each sentence's target words, (targets, width)."""
    cutter = tokenizer()
    found: list[Tensor] = [torch.empty(0)] * len(sentences)
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i][0]))
    for at in range(0, len(order), 64):
        group = [i for i in order[at : at + 64] if len(sentences[i][0]) < 120]
        kept, batch_rows, places = [], [], []
        for i in group:
            text = " ".join(sentences[i][0])
            cut = list(windows(Example(text, {}), cutter, 254, 0))
            if len(cut) != 1:
                continue
            encoding = cutter.encode(text, add_special_tokens=False)
            starts = {start: n for n, (start, _) in reversed(list(enumerate(encoding.offsets)))}
            begins, offset = [], 0
            for word in sentences[i][0]:
                begins.append(starts.get(offset, 0))
                offset += len(word) + 1
            kept.append(i)
            batch_rows.append(cut[0])
            places.append([begins[t] + 1 for t in sentences[i][1]])
        if not kept:
            continue
        batch = collate(batch_rows)
        with torch.autocast("cpu", torch.bfloat16):
            x = model.encode(batch.ids, batch.shapes, batch.breaks, batch.mask)[-1].float()
        for row, (i, at_pieces) in enumerate(zip(kept, places, strict=True)):
            found[i] = x[row, at_pieces]
    return found


def measure_factuality(model: Model) -> dict[str, float]:
    """Mean absolute error and correlation on UW's dev part."""
    train = [*factuality("uw-train"), *list(factuality("uds_ih2-train"))[:8000]]
    dev = list(factuality("uw-dev"))
    head = nn.Sequential(nn.Linear(384, 128), nn.GELU(), nn.Dropout(0.2), nn.Linear(128, 1))
    x, y = _stacked(vectors(model, train), train)
    optimizer = torch.optim.AdamW(head.parameters(), 1e-3, weight_decay=0.01)
    for _ in range(30):
        for part in torch.randperm(len(x)).split(256):
            loss = functional.l1_loss(head(x[part])[:, 0], y[part])
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
    head.eval()
    x, y = _stacked(vectors(model, dev), dev)
    with torch.no_grad():
        guess = head(x)[:, 0].clamp(-3, 3)
    both = torch.stack((guess, y))
    return {
        "mae": round(float((guess - y).abs().mean()), 3),
        "mae_of_always_3": round(float((3 - y).abs().mean()), 3),
        "pearson": round(float(torch.corrcoef(both)[0, 1]), 3),
    }


def _stacked(found: list[Tensor], sentences: list[Sentence]) -> tuple[Tensor, Tensor]:
    pairs = [(v, s[2]) for v, s in zip(found, sentences, strict=True) if len(v)]
    return torch.cat([v for v, _ in pairs]), torch.tensor([y for _, ys in pairs for y in ys])


def measure_arcs(model: Model) -> dict[str, float]:
    """Unlabelled attachment, each word's head chosen by itself, on EWT's dev part."""
    train, dev = list(trees("ewt-train.conllu"))[:8000], list(trees("ewt-dev.conllu"))
    ask, answer = nn.Linear(384, 256), nn.Linear(384, 256)
    root = nn.Parameter(torch.zeros(1, 384))
    optimizer = torch.optim.AdamW([*ask.parameters(), *answer.parameters(), root], 2e-3)

    def scores(v: Tensor) -> Tensor:
        return ask(v) @ answer(torch.cat((root, v))).T / 16

    ready = [
        (v, torch.tensor(s[2]).long())
        for v, s in zip(vectors(model, train), train, strict=True)
        if len(v)
    ]
    for _ in range(4):
        for number, i in enumerate(torch.randperm(len(ready)).tolist()):
            functional.cross_entropy(scores(ready[i][0]), ready[i][1]).backward()
            if number % 16 == 15:
                optimizer.step()
                optimizer.zero_grad()
    right = count = 0
    with torch.no_grad():
        for v, sentence in zip(vectors(model, dev), dev, strict=True):
            if len(v):
                right += int((scores(v).argmax(1) == torch.tensor(sentence[2]).long()).sum())
                count += len(v)
    return {"uas": round(100 * right / count, 1)}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    torch.manual_seed(0)
    model = load(parser.parse_args().checkpoint)
    print("factuality", measure_factuality(model))
    print("arcs", measure_arcs(model))


if __name__ == "__main__":
    main()
