"""Answer the command line: `article-qa` and `python -m qa`.

commands   the commands that index, ask, evaluate and serve; exit codes
read       one text asked a question
search     the passages nearest to a question, without an answer
copy       one store into another
upkeep     the commands that look after a store
evaluate   reading, running, comparing and writing for `article-qa evaluate`
options    the options that several commands share, and what they open
each       asking every article, with progress, Ctrl-C and files
cite       the citation of an answer
console    results and progress on a terminal
doctor     the checks of `article-qa doctor`
"""
