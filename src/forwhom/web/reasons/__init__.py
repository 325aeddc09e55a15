"""Why: causes and what speaks for them, rival explanations, assumptions, predictions."""
