"""What a message is about: cues and a learned model weighed together, with reasons. Pure.

`cues.py` tells which of the policy's cues count in a text, `grams.py` and `model.py` ask the model
that `make train` writes, `judge.py` weighs both and says how sure it is.
"""

from chalicelib.understanding.category.judge import Classified, classify

__all__ = ["Classified", "classify"]
