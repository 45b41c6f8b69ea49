"""Linear layers in 8-bit arithmetic, for reading fast on a CPU.

PyTorch's dynamic int8 uses one activation scale for a whole batch. In this model a few tokens have
values a hundred times those of the others, which such a scale rounds to nothing: F1 fell from 88 to
54 on 300 dev questions. Here every token has a scale of its own: its vector is divided by its
largest value before the product, and the result is multiplied by it, which is exact.

Within a token's vector, too, a few channels are far larger than the others, the same ones for every
token of a passage. They are multiplied in 32 bits and left out of the 8-bit product, as in LLM.int8
(Dettmers et al. 2022, arXiv 2208.07339), but are selected anew for each input: four of 768 reduced
the error of a logit from 0.30 to 0.07 on 24 passages and cost a tenth of the speed; 16 or 48 were
no better.
"""

from __future__ import annotations

import platform
import warnings

import torch
from torch import Tensor, nn

from qa.reader.weights import PackedWeights, QuantizedMatrix

_TINY = 1e-6
_LARGE_CHANNELS = 4


class Int8Linear(nn.Module):
    """y = x W' + b with 8-bit W and x; x has shape (..., in), y has shape (..., out)."""

    bias: Tensor
    by_channel: Tensor
    rows: Tensor
    columns: Tensor

    def __init__(self, weight: QuantizedMatrix, bias: Tensor | None) -> None:
        """Pack weights of shape (out, in) with the bias (out,)."""
        super().__init__()
        zero_points = torch.zeros(len(weight.rows), dtype=torch.int64)
        with warnings.catch_warnings():
            # PyTorch warns that these tensors will be removed; the version in use is pinned.
            warnings.simplefilter("ignore", UserWarning)
            quantized = torch._make_per_channel_quantized_tensor(
                weight.integers, weight.rows.double(), zero_points, axis=0
            )
        self._packed = torch.ops.quantized.linear_prepack(quantized, None)
        bias = torch.zeros(len(weight.rows)) if bias is None else bias.detach()
        self.register_buffer("by_channel", weight.integers.t().contiguous(), persistent=False)
        self.register_buffer("rows", weight.rows, persistent=False)
        self.register_buffer("columns", weight.columns, persistent=False)
        self.register_buffer("bias", bias, persistent=False)

    def forward(self, inputs: Tensor) -> Tensor:
        vectors = inputs.reshape(-1, inputs.shape[-1]) * self.columns
        sizes = vectors.abs()
        large = sizes.amax(0).topk(min(_LARGE_CHANNELS, sizes.shape[1])).indices
        largest = sizes.index_fill_(1, large, 0).amax(-1, keepdim=True).clamp_min_(_TINY)
        exact = vectors[:, large]
        # Activations take 7 of the 8 bits: without VNNI instructions the eighth can overflow.
        product = torch.ops.quantized.linear_dynamic(
            vectors.index_fill_(1, large, 0).div_(largest), self._packed, reduce_range=True
        )
        rest = torch.addcmul(self.bias, product, largest)
        sums = rest.addmm_(exact, self.by_channel[large] * self.rows)
        return sums.reshape(*inputs.shape[:-1], -1)


def is_supported() -> bool:
    """Whether this machine has 8-bit kernels that are faster than 32-bit ones."""
    return torch.backends.quantized.engine in ("x86", "fbgemm") and platform.machine() in (
        "x86_64",
        "AMD64",
    )


def quantize(model: nn.Module) -> None:
    """Replace the linear layers of a model's encoder by 8-bit ones, in place."""
    for name, layer in _linear_layers(model):
        _replace(model, name, Int8Linear(QuantizedMatrix.of(layer.weight), layer.bias))


def load_int8_weights(model: nn.Module, packed: PackedWeights) -> dict[str, Tensor]:
    """Replace the same layers by 8-bit ones with the weights of a folder, as they are.

    The model's own weights are not read, so that it may have none (on the "meta" device). Return
    the tensors that the rest of the model still has to load, by name.
    """
    matrices, others = dict(packed.matrices), dict(packed.others)
    for name, _ in _linear_layers(model):
        matrix = matrices.pop(f"{name}.weight", None)
        if matrix is not None:
            _replace(model, name, Int8Linear(matrix, others.pop(f"{name}.bias", None)))
    return PackedWeights(matrices, others).unpacked()


def _linear_layers(model: nn.Module) -> list[tuple[str, nn.Linear]]:
    """All but the small output layer, which costs nothing and would round the scores."""
    return [
        (name, layer)
        for name, layer in model.named_modules()
        if isinstance(layer, nn.Linear) and "." in name
    ]


def _replace(model: nn.Module, name: str, layer: nn.Module) -> None:
    owner, _, attribute = name.rpartition(".")
    setattr(model.get_submodule(owner), attribute, layer)
