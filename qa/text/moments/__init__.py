"""Read the days and times of a text, and tell whether two are the same.

moment        a day, a time or a part of one, and how two of them compare
reading       the moments of a text
clock         times of day
"""
