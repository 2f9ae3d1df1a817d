"""How a thing is exposed to an actor, channel by channel."""
