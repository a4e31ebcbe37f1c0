"""Appeals with their clocks, and questionnaires: what people ask for and what became of it."""
