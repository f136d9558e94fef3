"""What a message says in the policy's words. Pure.

`folding` makes spelling not matter, `phrases` looks many phrases up at once, `lexicon` holds the
policy's tables of them (made by `listing` and `filing`, which a package has no need of),
`written_in` tells which tables a text needs, `listening` asks them, and `sayings` tells what is
meant by what was heard.
"""
