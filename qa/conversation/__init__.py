"""Complete a follow-up question with what was asked before.

rewrite        a question and the turns before it to a question that stands alone
follow_up      a question as it is to be asked, with its other readings
ellipsis       complete a question that leaves words out: "and when?", "and engineers?"
pronouns       which pronoun of a question points outside it
antecedents    what a pronoun may stand for in earlier turns
mentions       what a turn mentions: names, noun phrases, its answer
description    what an article tells of a name: person, place, thing, man or woman
noun_kinds     the nouns that stand for a person, a group or an event
noun_phrases   the names and noun phrases of a question, and what it counts
"""
