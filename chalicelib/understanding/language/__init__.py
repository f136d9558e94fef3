"""Which language a text is in, and how sure that is. Pure.

`scripts` judges by Unicode scripts; `han` tells Chinese and Japanese apart, `latin` the languages
in Latin letters by `words`, `terms` and `trigrams`, a table that frontdesk.language_table writes.
"""

from chalicelib.understanding.language.scripts import Detected, detect

__all__ = ["Detected", "detect"]
