"""Choose the answer among the spans that were read, or none.

selector      the choice: the answer with its evidence, alternatives and conflicts, or none
question      a question's terms, names and negation, computed once
candidates    distinct answers, and the spans that give them
candidate_ranking  the distinct answers ranked, close ones read jointly
answer_types  what kind of answer a question asks for: money, a number, a time
features      what speaks for a span, and against it, as numbers
matching      whether a text has the words and names of a question, or a "not"
asked_items   the item of a list that a question asks for
table_cells   the row and the column of a table that a question asks about
speech        the whole quotation, and the speaker by name
widening      the words that are shown for a span, with what limits them
sources      what answers are weighed by and shown with: the next, features and evidence
surroundings  the sentence around a span, and the terms around a passage
confidence    features to a score and a probability, fitted on development questions
reports       what each article answers, and which tell one event
updates       the newest report of an event, and the earlier ones that it replaces
newer_passages  which passages of later articles are read too
staleness     whether a sentence gives a value that no longer holds
conflicts     which articles agree with an answer, and what contradicts it
coordination  a stretch of several items, split
shaping       a selection shaped to the kind of question
list_items    all the answers to a question that asks for several
deciding      the sentence that decides a question of yes or no
refusals      what the tool does not do, and whether an article has done it
across        the best answer of each article alone, and which articles say the same
amounts       the one number that an answer states
sentence_vectors  the vectors of sentences, remembered
evidence      where an answer stands, or which passages come nearest
"""
