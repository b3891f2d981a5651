"""Tells other programs when a page that everybody may read appears, changes, moves or goes.

`watching` writes down which pages a transaction touches, `gathering` makes the messages when it has committed,
`delivering` sends them and tries again; `signing` and `sending` say how a message is signed and
sent, `plumbing.outgoing_addresses` where it may go.
"""
