"""`python -m nutgraf`: the command line."""

from nutgraf.cli import main

if __name__ == "__main__":
    main()
