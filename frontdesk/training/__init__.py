"""How the learned models are made: texts the project wrote itself, a softmax regression, a file.

`texts/<locale>/<category>.txt` and `moods/<locale>/<mood>.txt` hold the texts, one message a line;
`make train` writes `category_model.bin`, `subtype_model.bin` and `mood_model.bin` in
`chalicelib/policy`. Nothing of this is shipped but these files.
"""
