"""`python -m qa` is `article-qa`."""

from qa.cli import main

if __name__ == "__main__":
    main()
