"""Text made safe for a terminal, apart from all else that words need: errors and registers wait for nothing more."""

import unicodedata

OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def safe(text: str) -> str:
    """Text that cannot steer a terminal: control characters and bidirectional overrides are made visible.

    Example:
        >>> safe("a\\x1b[31mb")
        'a\ufffd[31mb'
    """
    if text.isprintable() and not any(turn in text for turn in OVERRIDES):
        return text
    return "".join(
        "\ufffd" if unicodedata.category(c) == "Cc" or c in OVERRIDES else c for c in text.replace("\n", " ")
    )
