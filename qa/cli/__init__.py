"""Answer the command line: `article-qa` and `python -m qa`.

commands   the program: every command, its version, its exit
index      files and folders into the store
ask        questions answered
evaluate   question sets scored
serve      the chat page, and the server for assistants
read       one text asked a question
search     the passages nearest to a question, without an answer
copy       one store into another
upkeep     the commands that look after a store
evaluation what `article-qa evaluate` reads, runs, compares and writes
config     the values that hold, and whence
configuration  the files that give values to options
options    the options that several commands share, and what they open
each       asking every article, with progress, Ctrl-C and files
exit_codes what the program's exit says
extras     which extra a command needs
cite       the citation of an answer
console    results and progress on a terminal
doctor     the checks of `article-qa doctor`
"""
