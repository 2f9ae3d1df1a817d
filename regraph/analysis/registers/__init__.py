"""Control and screening over registers of stakes: the engine on columns, and the part that an answer rests on."""
