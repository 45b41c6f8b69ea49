"""Train as `training/train.py` does, with forward and backward passes wholly in bfloat16.

    python -m training.train_bfloat16 RUN START OUT/stage-1.jsonl ... [--recipe READER.toml]

Autocast converts every weight for every batch, and keeps sums and norms in 32 bits. Here a copy of
the model in bfloat16 does the passes, and the weights in 32 bits take its gradients: a quarter
faster on a CPU with bfloat16 arithmetic. Checkpoints are those of `training/train.py`; a run may
change from one to the other.
"""

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn

from training import train


class Bfloat16Trainer(train.Trainer):
    """Moves weights in 32 bits by the gradients of a copy in bfloat16."""

    _quick: nn.Module | None = None

    def _forward_and_backward(self, inputs: dict[str, Tensor], targets: Tensor) -> Tensor:
        quick = self._quick = self._quick or _bfloat16_copy(self._model)
        pairs = list(zip(self._model.parameters(), quick.parameters(), strict=True))
        with torch.no_grad():
            for master, short in pairs:
                if master.requires_grad:
                    short.copy_(master)
        loss = train.answer_loss(quick(**inputs), inputs, targets)
        torch.autograd.backward(loss)
        for master, short in pairs:
            if short.grad is not None:
                master.grad = short.grad.float()
                short.grad = None
        return loss.detach()


def _bfloat16_copy(model: nn.Module) -> nn.Module:
    """Return the copy; its output layer stays in 32 bits, so that the logits are not rounded."""
    quick = copy.deepcopy(model).bfloat16()
    output_layer = quick.get_submodule("qa_outputs").float()
    output_layer.register_forward_pre_hook(lambda layer, states: (states[0].float(),))
    return quick


def main() -> None:
    train.main(Bfloat16Trainer)


if __name__ == "__main__":
    main()
