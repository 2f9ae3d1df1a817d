"""The report on one thing: every answer about it as one document that can be published."""
