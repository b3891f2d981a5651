"""The public API: everything a reader may see, typed, for any front end. It only reads, and knows nobody."""
