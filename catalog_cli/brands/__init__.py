"""Well-known brand names in product titles, for catalogs that have no column for the brand."""

from catalog_cli.brands.finding import find_brands

__all__ = ["find_brands"]
