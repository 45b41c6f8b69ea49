"""Measure answers against question sets.

question_sets   JSONL, CSV and SQuAD files to questions
evaluator       asks a collection the questions
predictions     what was answered to each question, and which stage failed
figures         the figures of an evaluation by name; two runs compared
metrics         scores as pure functions: EM, F1, recall, ECE, AUROC
report          an evaluation as one HTML page
"""
