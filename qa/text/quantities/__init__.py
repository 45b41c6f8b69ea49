"""Read the quantities of a text, and tell whether two are the same amount.

tokens        words, figures and signs of a text
numeral       a number that was read, with its exactness
number_words  numbers written in words: cardinals, ordinals, "a couple"
numerals      figures, number words, scales and fractions as numbers
units         units of measure and currencies, with their factors
quantity      an amount with its unit and exactness, and how two of them compare
preparation   a text with its present values only and its bounds marked
parsing       the quantities and the other words of a text
"""
