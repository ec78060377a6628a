"""Listings: what a marketplace shows of a product, made by templates and brought within the marketplace's limits.

folders       where templates lie: a merchant's own first, then ours
environment   Jinja2 with nothing in it that could act: templates and cells are texts
bounds        what keeps a template from looping or growing without end
item          what a template sees of a product
reading       a product and its tags -> items, one for each thing that is sold
keywords      search terms, tags and meta texts from what is known
fields        a rendered text -> texts within a field's limits, and what is still wrong
writer        listings -> rows in the columns of the marketplace's own files
"""
