"""Terms: what a merchant wants said in one way and no other, found in the source and held in the target."""
