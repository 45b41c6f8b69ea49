"""Choose the answer among the spans that were read, or none.

selector     spans to answers: grouped, ranked, weighed against each other, with evidence
features     what speaks for a span, and against it
confidence   features to a probability, fitted on development questions
"""
