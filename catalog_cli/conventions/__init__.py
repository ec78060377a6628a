"""How a locale writes numbers: read in one locale, compared with another."""
