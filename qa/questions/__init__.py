"""Tell what kind of question is asked, by rules, before anything is searched.

analysis     classify: a question to its kind, and what its kind needs to know
wording      the words that several kinds of questions begin with, and the politeness around them
courtesies   greetings, thanks and calls for help; questions in another language
computing    superlatives, comparisons, counts, totals, averages, summaries, opinions, predictions
metadata     questions about an article or about the collection
several      questions that ask for several answers
deciding     questions that are answered by yes or no
subjects     one to three words without a question, and "articles about ..."
"""
