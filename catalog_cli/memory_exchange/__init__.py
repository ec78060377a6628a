"""The translation memory and other tools: TMX and tables in, TMX and JSON Lines out."""
