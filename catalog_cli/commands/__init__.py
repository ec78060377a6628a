"""One file per command: options -> Job -> one library call -> print."""
