"""Tells other programs when a page that everybody may read appears, changes, moves or goes.

`watching` writes down which pages a transaction touches, `gathering` makes the messages when it has committed,
`delivering` sends them and tries again; `signing`, `addresses` and `sending` say how a message is signed, where it may
be sent, and how.
"""
