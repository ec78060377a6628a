"""The learned tagger: a merchant's own tagged products in, spans of new products' texts out, each with a confidence."""
