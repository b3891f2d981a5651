"""The faces of a composed document: Word, PDF and text. Each says the same words in the same order."""
