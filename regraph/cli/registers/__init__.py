"""The commands around registers of stakes: their import, and the answers from one (`--store`)."""
