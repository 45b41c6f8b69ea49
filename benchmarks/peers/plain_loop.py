"""Answer as a careful user of sentence-transformers and transformers would by a plain loop.

The paragraphs nearest by cosine are read one by one, in windows where they are long. The answer is
the span of at most 30 tokens with the greatest sum of start and end logit over all of them; it is
refused where no window's null score (of the first token) falls below that: SQuAD 2.0's rule.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from transformers import AutoModelForQuestionAnswering, AutoTokenizer
from work import Passages, Reply, Task, run

LONGEST = 30


class PlainLoop:
    def __init__(self, task: Task) -> None:
        self._top_k = task.passages
        self._encoder = SentenceTransformer(task.encoder)
        self._tokenizer = AutoTokenizer.from_pretrained(task.reader)
        self._model = AutoModelForQuestionAnswering.from_pretrained(task.reader).eval()

    def index(self, paragraphs: Mapping[str, str]) -> None:
        self._paragraphs = list(paragraphs.items())
        texts = [text for _, text in self._paragraphs]
        self._vectors = self._encoder.encode(texts, normalize_embeddings=True)

    def ask(self, question: str) -> Reply:
        best, score, null = None, -np.inf, np.inf
        for _, text in self.passages(question):
            words, logits, without = self._read(question, text)
            null = min(null, without)
            if logits > score:
                best, score = words, logits
        return Reply(best, best if score > null else None)

    def passages(self, question: str) -> Passages:
        cosines = self._vectors @ self._encoder.encode(question, normalize_embeddings=True)
        return [self._paragraphs[position] for position in np.argsort(-cosines)[: self._top_k]]

    def _read(self, question: str, text: str) -> tuple[str | None, float, float]:
        """Give the best words, their logits and the null answer's."""
        windows = self._tokenizer(
            question,
            text,
            truncation="only_second",
            max_length=384,
            stride=128,
            padding=True,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        offsets = windows.pop("offset_mapping")
        windows.pop("overflow_to_sample_mapping")
        with torch.inference_mode():
            output = self._model(**windows)
        best, score, null = None, -np.inf, np.inf
        for window, (start, end) in enumerate(
            zip(output.start_logits, output.end_logits, strict=True)
        ):
            null = min(null, float(start[0] + end[0]))
            inside = torch.tensor([part == 1 for part in windows.sequence_ids(window)])
            spans = (start[:, None] + end[None, :]).triu().tril(LONGEST - 1)
            legal = torch.ones_like(spans, dtype=torch.bool).triu().tril(LONGEST - 1)
            spans = spans.masked_fill(~(legal & inside[:, None] & inside[None, :]), -torch.inf)
            first, last = divmod(int(spans.argmax()), len(start))
            if float(spans[first, last]) > score:
                score = float(spans[first, last])
                best = text[offsets[window, first, 0] : offsets[window, last, 1]]
        return best, score, null


if __name__ == "__main__":
    run({"dense": PlainLoop})
