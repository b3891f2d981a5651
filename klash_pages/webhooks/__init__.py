"""Tells other programs when a page that everybody may read appears, changes, moves or goes.

`watching` writes down which pages a transaction touches, `gathering` makes the messages when it has committed, `sending`
sends them; `signing` and `addresses` say how a message is signed and where it may be sent.
"""
