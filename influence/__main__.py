"""`python -m influence`."""

from influence.cli.app import main

if __name__ == "__main__":
    main()
