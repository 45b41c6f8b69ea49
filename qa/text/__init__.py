"""Split and compare text.

terms         the words of a text that are searched for and compared
blocks        paragraphs, headings, items of lists, rows of tables and their cells
limits        words widened by what limits them: a bound, a unit, a "not"
quotations    quotations with their marks
speakers      who says a quotation, and who "he" or "she" is
tense         whether a sentence speaks of the past or the future
relative_dates  "Tuesday" and "yesterday" by the date of an article
sentences     where sentences begin and end
equivalence   whether two answers or passages say the same
relation      same, compatible or different
quantities    numbers with units and how they compare
moments       days and times and how they compare
name_matching whether two texts name the same
spelling      one spelling for British and American words, singular and plural
names         names in a text by their form, and the titles before them
calendar      names of months and weekdays
normalize     SQuAD's normal form of an answer
"""
