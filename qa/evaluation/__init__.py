"""Measure answers against question sets.

question_sets   JSONL, CSV and SQuAD files to questions
evaluator       questions asked of a collection, each with its outcome
metrics         scores as pure functions: EM, F1, recall, ECE, AUROC
figures         the figures of an evaluation by name
report          an evaluation as one HTML page
"""
