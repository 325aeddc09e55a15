"""The manual inside the product: by role, with a glossary and how to read each chart."""
