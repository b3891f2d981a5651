"""HTTP, caches, files and addresses, which know nothing of our pages."""
