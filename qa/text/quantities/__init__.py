"""Read the quantities of a text, and tell whether two are the same amount.

numerals      number words, figures, scales and fractions as numbers
units         units of measure and currencies, with their factors
quantity      an amount with its unit and exactness, and how two of them compare
parsing       the quantities and the other words of a text
"""
