"""Re-export `qa.collection`, which this module was called before 0.13; gone in the next release."""

from qa.collection import Collection, answer, open, open_articles

__all__ = ["Collection", "answer", "open", "open_articles"]
