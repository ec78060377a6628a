"""How a model runs best on this machine, measured: one process per compute type and threads, a few settings in each."""
