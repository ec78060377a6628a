"""How good the output is, in figures that say how they were computed: test sets in, scores out."""
