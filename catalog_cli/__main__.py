"""python -m catalog_cli"""

from catalog_cli.cli import main

if __name__ == "__main__":
    main()
