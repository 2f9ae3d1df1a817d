"""The loops of control on arrays, each a kernel that runs plain or compiled and calls nothing of its own."""
