"""What torch says of fixed texts, written down for the test that holds the shipped bundle to it.

    python -m training.parity CHECKPOINT [BUNDLE]

Run it after training.export, with the checkpoint that was exported, for each bundle that ships
(src/whence/data/bundle if none is named). It writes tests/encoder/parity-FOLDER.json: the best
label of each piece and head, its log-probability in float32, and the bundle's digest.
tests/encoder/test_parity.py reads it where there is no torch.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from training.export import SHIPPED as HEADS
from training.export import load
from training.model import Model
from whence.encoder.bundle import Bundle
from whence.encoder.windows import Pieces, cut, pieces_of

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "src" / "whence" / "data" / "bundle"
OUT = ROOT / "tests" / "encoder"

#: Invented for this, each in another style of quotation marks and layout.
TEXTS = (
    (
        "Ferry company denies blame as Port Ansel counts its dead\n"
        "March 3, 2025 6:12 AM GMT\n\n"
        "PORT ANSEL, Norvany (Coast Wire) - At least 14 people drowned when a ferry sank off Port "
        "Ansel late on Sunday, the coast guard said, and its owner denied that it had "
        "been overloaded.\n\n"
        '"We carried 211 passengers, and we are licensed for 240," Halden chairman Piet Orsman '
        'told reporters. "Not one of them was turned away, and not one was too many."\n\n'
        "Transport Minister Ilse Varn, who came on Monday, promised an inquiry. She said that 31 "
        "people were still missing, according to a list that survivors had helped to write.\n\n"
        "A blast aboard was ruled out by the navy.\n"
    ),
    (
        "‘They counted us twice’: the villagers who vote in Lower Tam\n\n"
        "‘My grandmother died in 1994,’ said Osric Fell, a teacher. ‘She votes every time.’\n\n"
        "The electoral office says that it is “not aware” of any such case, but an observer told "
        "this newspaper that officials had asked her to leave.\n\n"
        "‘I said: “I will go when I have seen the list.”\n\n"
        "‘They never showed it to me,’ she said.\n"
    ),
    (
        "Retailer Dunmarch recalls 90,000 kettles. Dunmarch is expected to book a charge of £12m, "
        "two people who know of it said. “We believe the fault is confined to one batch,” "
        "finance chief Mona Adair said on a call with analysts, warning that sales in the fourth "
        "quarter would be ‘softer’. Analysts at Brack & Sons called the response ‘slow’. It was "
        "reported on Thursday that a child in Eastmoor had been scalded; police would not comment."
    ),
    (
        "President Solveig Aas urged calm after a strike on a depot at the Iron Bridge on March 20 "
        "killed six soldiers, including Colonel Dag Brun.\n"
        'NATO\'s secretary-general tweeted that he was "deeply worried".\n'
        "Aas: Nobody should doubt our will\n"
        "“Our enemies think, as they told the world, we are tired,” she added. “I am sure that we "
        "are not.”\n"
    ),
)


def scores(model: Model, pieces: Pieces, tokenizer: Tokenizer, bundle: Bundle) -> dict[str, Any]:
    """Best labels and their log-probabilities by head, cut and stitched as the encoder does."""
    manifest = bundle.manifest
    ends = (tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]"))
    parts: dict[str, list[np.ndarray]] = {head: [] for head in HEADS}
    for window in cut(pieces, manifest.window, manifest.context):
        part = slice(window.start, window.end)
        rows = (
            np.concatenate(([ends[0]], pieces.ids[part], [ends[1]])),
            np.concatenate(([0], pieces.shapes[part], [0])),
            np.concatenate(([0], pieces.breaks[part], [0])),
        )
        inputs = [torch.from_numpy(row)[None] for row in rows]
        with torch.inference_mode():
            logits, _ = model(*inputs, torch.ones_like(inputs[0]))
        core = slice(window.core_start - window.start + 1, window.core_end - window.start + 1)
        for head in HEADS:
            parts[head].append(torch.log_softmax(logits[head][0], dim=-1)[core].numpy())
    found = {}
    for head, arrays in parts.items():
        stacked = np.concatenate(arrays)
        found[head] = {
            "best": stacked.argmax(axis=1).tolist(),
            "log_probability": [round(float(v), 3) for v in stacked.max(axis=1)],
        }
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("bundle", type=Path, nargs="?", default=SHIPPED)
    options = parser.parse_args()
    model = load(options.checkpoint)
    bundle = Bundle.open(options.bundle)
    tokenizer = Tokenizer.from_file(str(bundle.tokenizer))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    texts = [
        {
            "text": text,
            "heads": scores(
                model,
                pieces_of(text, tokenizer.encode(text, add_special_tokens=False)),
                tokenizer,
                bundle,
            ),
        }
        for text in TEXTS
    ]
    written = {"bundle": bundle.digest, "texts": texts}
    out = OUT / f"parity-{options.bundle.name}.json"
    out.write_text(json.dumps(written, ensure_ascii=False, separators=(",", ":")) + "\n")
    print(f"{out.relative_to(ROOT)} written for bundle {bundle.digest}")


if __name__ == "__main__":
    main()
