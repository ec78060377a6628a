"""Copy for the products of a catalog: what is asked for, and how it is written while a catalog is localized."""
