"""Lets `python -m commandpost` open the same door as the command."""

from commandpost.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
