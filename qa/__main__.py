"""`python -m qa` is `article-qa`."""

from qa.cli.commands import main

if __name__ == "__main__":
    main()
