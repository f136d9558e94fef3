"""How the category model is made: texts the project wrote itself, a softmax regression, a file.

`texts/<locale>/<category>.txt` hold the texts, one message a line; `make train` writes
`chalicelib/policy/category_model.bin`. Nothing of this is shipped but that file.
"""
