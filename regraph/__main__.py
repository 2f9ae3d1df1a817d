"""`python -m regraph` is `regraph`."""

from regraph.cli.main import main

if __name__ == "__main__":
    main()
