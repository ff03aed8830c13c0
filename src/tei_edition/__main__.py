"""`python -m tei_edition` is `tei-edition`."""

from tei_edition.cli import main

if __name__ == "__main__":
    main()
