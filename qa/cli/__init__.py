"""Answer the command line: `article-qa` and `python -m qa`.

commands   every command, its options and its exit code
options    the options that several commands share
console    results and progress on a terminal
doctor     the checks of `article-qa doctor`
"""
