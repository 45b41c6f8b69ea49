"""Complete a follow-up question with what was asked before.

rewrite   a question and the turns before it to a question that stands alone
"""
