"""Define what flows between the stages, as frozen dataclasses.

article     Article, ArticleInfo, Passage, and the Filter over articles
pages       on which pages of its file a stretch of an article stands
query       Query, what is asked, and Turn, an earlier question of a conversation
ordering    sort by a score so that near ties fall the same way on every machine
search      Hit, Span, and how much was searched
answer      Answer and all that it holds
text_answer  TextAnswer, the words of one given text
annotations  what is shown beside an answer's words: the day they mean, the full name
kinds       QuestionKind, the kinds of questions that are met differently
report      what indexing did
each        ArticleAnswers: what every article answers to one question
each_plot   where the points of its plot stand
each_tables its rows as plain text, CSV and HTML
rendering   articles and answers as plain text
"""
