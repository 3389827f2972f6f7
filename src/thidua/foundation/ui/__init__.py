"""The screens' parts in Python: lists, forms, acts, the desk. Vocabulary with examples: docs/ui.md."""
