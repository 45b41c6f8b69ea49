"""Complete a follow-up question with what was asked before.

rewrite        a question and the turns before it to a question that stands alone
antecedents    what a pronoun stands for in earlier turns
noun_phrases   the names and noun phrases of a question, and what it counts
"""
