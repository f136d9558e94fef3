"""What a message is about: cues and a learned model weighed together, with reasons. Pure.

`cues.py` finds the policy's cues in a text, `grams.py` and `model.py` ask the model that
`make train` writes, `judge.py` weighs both and says how sure it is.
"""

from chalicelib.understanding.category.cues import PREPARED, prepare
from chalicelib.understanding.category.judge import Classified, classify

__all__ = ["PREPARED", "Classified", "classify", "prepare"]
