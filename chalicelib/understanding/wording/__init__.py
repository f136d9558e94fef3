"""What a message says in the policy's words. Pure.

`folding` makes spelling not matter, `phrases` looks many phrases up at once, `lexicon` holds the
policy's tables of them, `written_in` tells which tables a text needs, `listening` asks them, and
`sayings` tells what is meant by what was heard.
"""
