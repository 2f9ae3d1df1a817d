"""Who buys what from whom until when, and who stands at each stage of the supply chain."""
