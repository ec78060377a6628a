"""Copy composed by rule: what is known of a product, said in grammatical sentences, and nothing else."""
