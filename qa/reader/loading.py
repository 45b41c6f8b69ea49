"""Load a question-answering model and its tokenizer: the packaged one, or any by name or path."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import ModelError
from qa.reader.weights import is_packed, read_packed

if TYPE_CHECKING:
    from torch import nn
    from transformers import PreTrainedTokenizerBase

PACKAGED = Path(__file__).parent.parent / "models" / "reader"


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model with its tokenizer, and the name or path they were loaded by."""

    name: str
    model: nn.Module
    tokenizer: PreTrainedTokenizerBase


def load_model(name: str | None = None, eight_bit: bool | None = None) -> LoadedModel:
    """Load the model that comes with the project, or any by hub name or local path.

    `eight_bit` sets the arithmetic; None takes 8 bits where the machine is faster with it.

    Raises:
        ModelError: the model is not there, is damaged, or does not answer questions.
    """
    from transformers import AutoTokenizer
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    path = str(PACKAGED) if name is None else name
    try:
        model = _load(path, eight_bit)
        tokenizer = AutoTokenizer.from_pretrained(path, local_files_only=Path(path).exists())
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        lines = str(error).strip().splitlines() or [type(error).__name__]
        raise ModelError(
            f"Cannot load the reader {path!r}: {lines[0].rstrip('.')}. Give the name of a "
            "question-answering model on the hub or the path of one on disk."
        ) from error
    return LoadedModel(name or "article-qa reader", model, tokenizer)


def _load(path: str, eight_bit: bool | None) -> nn.Module:
    from transformers import AutoModelForQuestionAnswering

    from qa.reader.int8 import is_supported, quantize

    if eight_bit is None:
        eight_bit = is_supported()
    folder = Path(path)
    if is_packed(folder):
        return _load_packed(folder, eight_bit)
    model: nn.Module = AutoModelForQuestionAnswering.from_pretrained(
        path, local_files_only=folder.exists()
    )
    model.eval()
    if eight_bit:
        quantize(model)
    return model


def _load_packed(folder: Path, eight_bit: bool) -> nn.Module:
    """Make the model without weights and give it the packed ones: nothing is held twice."""
    import torch
    from transformers import AutoConfig, AutoModelForQuestionAnswering

    from qa.reader.int8 import load_int8_weights

    packed = read_packed(folder)
    config = AutoConfig.from_pretrained(folder, local_files_only=True)
    with torch.device("meta"):
        model: nn.Module = AutoModelForQuestionAnswering.from_config(config)
    others = load_int8_weights(model, packed) if eight_bit else packed.unpacked()
    model.load_state_dict(others, assign=True)
    return model.eval()
