"""Documents: titles, paragraphs, lists and tables with numbered sources, before anything is said of how they look."""
