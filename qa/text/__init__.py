"""Split and compare text.

terms         the words of a text that are searched for and compared
sentences     where sentences begin and end
equivalence   whether two answers or passages say the same
names         names in a text by their form, and the titles before them
calendar      names of months and weekdays
normalize     SQuAD's normal form of an answer
"""
